/**
 * Tables with the kind and lower case of each UTF-16 code unit: the tokenizer does one array read for each character.
 *
 * Built at first use (6 ms), not when the module loads: most workers never tokenize.
 */

const OTHER = 0;
export const LETTER = 1;
export const DIGIT = 2;
export const SPACE = 3;
export const PICTOGRAPH = 4;
/** First half of a character outside the basic plane. */
export const SURROGATE = 5;
/** Modifies the emoji before it and has no meaning of its own (zero-width joiner, variation selector). */
export const INVISIBLE = 6;

export interface CharacterTables {
  /** Kind of each code unit. */
  readonly kind: Uint8Array;
  /** Lower case of each code unit; itself where lower case is longer than one unit. */
  readonly lower: Uint16Array;
}

let tables: CharacterTables | undefined;

export function characterTables(): CharacterTables {
  return tables ??= build();
}

function build(): CharacterTables {
  const kind = new Uint8Array(65536);
  const lower = new Uint16Array(65536);
  const letter = /[\p{L}\p{M}]/u;
  const digit = /\p{Nd}/u;
  const pictograph = /\p{Extended_Pictographic}/u;
  for (let code = 0; code < 65536; code++) {
    lower[code] = code;
    if (code >= 0xd800 && code < 0xe000) {
      kind[code] = code < 0xdc00 ? SURROGATE : OTHER;
      continue;
    }
    const character = String.fromCharCode(code);
    // Hangul, Han and the Arabic forms have no case: skip the slow calls for half of the plane.
    const cased = code < 0x2e00 || (code >= 0xa640 && code < 0xabc0) || code >= 0xff00;
    if (code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f)) kind[code] = INVISIBLE;
    else if (/\s/u.test(character)) kind[code] = SPACE;
    else if (digit.test(character)) kind[code] = DIGIT;
    else if (letter.test(character)) kind[code] = LETTER;
    else if (code > 0xff && pictograph.test(character)) kind[code] = PICTOGRAPH;
    if (!cased) continue;
    const small = character.toLowerCase();
    if (small.length === 1) lower[code] = small.charCodeAt(0);
  }
  return { kind, lower };
}
