type Numbers = Uint8Array | Uint32Array | Float32Array;

/** A growing typed array; takes an eighth of the memory of a plain array of small numbers. */
export class Column<T extends Numbers> {
  #values: T;
  length = 0;

  constructor(readonly type: new (length: number) => T) {
    this.#values = new type(1 << 14);
  }

  push(value: number): void {
    if (this.length === this.#values.length) this.#values = this.#copy(2 * this.length);
    this.#values[this.length++] = value;
  }

  /** A copy of the numbers, without spare room. */
  values(): T {
    return this.#copy(this.length);
  }

  #copy(size: number): T {
    const copy = new this.type(size);
    copy.set(this.#values.subarray(0, this.length));
    return copy;
  }
}
