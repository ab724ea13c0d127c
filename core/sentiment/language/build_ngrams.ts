/**
 * Makes `ngrams.json` from npm eld's smallest set (Nito T.M., Apache-2.0): `deno run -A core/sentiment/language/build_ngrams.ts`.
 * eld itself keeps its n-grams in JavaScript objects, which take 35 MB and 0.2 s to load, and a detection five times as long.
 */
import { BEGINS, COUNT_BITS, ENDS } from "./ngram_detector.ts";

interface EldData {
  readonly languages: Readonly<Record<string, string>>;
  /** Score by number of the language, by n-gram. */
  readonly ngrams: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const FILE = new URL("./ngrams.json", import.meta.url);

/** What `ngrams.json` holds, made from the package. */
export async function ngramFile(): Promise<string> {
  const source = import.meta.resolve("eld/extrasmall");
  const { ngramsData }: { ngramsData: EldData } = await import(
    new URL("../ngrams/extrasmall.js", source).href
  );
  const { dictionary }: { dictionary: readonly string[] } = await import(
    new URL("../dictionary.js", source).href
  );
  const bytes = pack(ngramsData, dictionary);
  const file = {
    source: "npm eld 2.1.0, smallest set, (c) 2023 Nito T.M., Apache-2.0",
    languages: Object.values(ngramsData.languages).join(" "),
    ngrams: bytes.toBase64(),
  };
  return JSON.stringify(file, undefined, 2) + "\n";
}

/** Of each n-gram: its bytes (32 bits, little-endian), how many languages follow and where it stands, then the languages and their scores. */
function pack(
  { ngrams }: EldData,
  dictionary: readonly string[],
): Uint8Array<ArrayBuffer> {
  const byteOf = new Map(dictionary.map((character, byte) => [character, byte]));
  // The dictionary leaves these to themselves.
  for (let byte = 0x21; byte < 0x80; byte++) {
    const character = String.fromCharCode(byte);
    if (dictionary[byte] === character) byteOf.set(character, byte);
  }
  const bytes: number[] = [];
  for (const [ngram, scores] of Object.entries(ngrams)) {
    let word = 0;
    for (const character of ngram.trim()) word = (word << 8 | byteOf.get(character)!) >>> 0;
    const place = (ngram.startsWith(" ") ? BEGINS : 0) | (ngram.endsWith(" ") ? ENDS : 0);
    const of = Object.entries(scores);
    bytes.push(word & 255, word >>> 8 & 255, word >>> 16 & 255, word >>> 24);
    bytes.push(of.length | place << COUNT_BITS);
    for (const [language, score] of of) bytes.push(Number(language), score);
  }
  return Uint8Array.from(bytes);
}

if (import.meta.main) await Deno.writeTextFile(FILE, await ngramFile());
