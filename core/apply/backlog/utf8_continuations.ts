/** How many bytes follow the first one of a character past ASCII; 0 where that is no UTF-8 (Unicode, table 3-7). */
export function continuations(from: Uint8Array, at: number): number {
  const first = from[at]!;
  const second = from[at + 1] ?? 0;
  if (first < 0xc2 || !isContinuation(second)) return 0;
  if (first < 0xe0) return 1;
  if (!isContinuation(from[at + 2] ?? 0)) return 0;
  if (first < 0xf0) {
    // Too long a form, or half a surrogate pair.
    return (first === 0xe0 && second < 0xa0) || (first === 0xed && second >= 0xa0) ? 0 : 2;
  }
  if (!isContinuation(from[at + 3] ?? 0)) return 0;
  return first > 0xf4 || (first === 0xf0 && second < 0x90) || (first === 0xf4 && second >= 0x90)
    ? 0
    : 3;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
