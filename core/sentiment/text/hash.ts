/** The finaliser of MurmurHash3: mixes the bits of a 32-bit integer; unsigned. */
export function mix32(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Hash of a word: FNV-1a over the UTF-16 units of `chars` from `start` to `end`, then {@linkcode mix32}. */
export function hashWord(chars: Uint16Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ chars[i]!, 0x01000193);
  return mix32(hash);
}
