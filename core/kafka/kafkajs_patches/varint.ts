/** Kafka's numbers of variable length: zigzag, seven bits a byte, least significant first. */

/** Bytes that a number takes. */
export function sizeOfVarint(value: number): number {
  let size = 1;
  for (let rest = zigzag(value); rest >= 0x80; rest = Math.floor(rest / 0x80)) size++;
  return size;
}

/** Writes a number at a place; gives the place behind it. */
export function putVarint(to: Uint8Array, at: number, value: number): number {
  let rest = zigzag(value);
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) to[at++] = rest % 0x80 | 0x80;
  to[at++] = rest;
  return at;
}

/** Small for what is near 0 on either side. Not by bits: times have more than 32. */
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}
