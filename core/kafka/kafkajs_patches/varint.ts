/** Kafka's varints: zigzag, seven bits a byte, least significant first. */

/** Encoded size of a number, bytes. */
export function sizeOfVarint(value: number): number {
  let size = 1;
  for (let rest = zigzag(value); rest >= 0x80; rest = Math.floor(rest / 0x80)) size++;
  return size;
}

/** Writes a number at `at`; returns the position after it. */
export function putVarint(to: Uint8Array, at: number, value: number): number {
  let rest = zigzag(value);
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) to[at++] = rest % 0x80 | 0x80;
  to[at++] = rest;
  return at;
}

/** Maps small negative and positive numbers to small positive ones. Without bit operations, which have 32 bits only. */
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}
