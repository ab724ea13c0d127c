/** Writing systems that tell languages apart. */
export const LATIN = 0;
const CYRILLIC = 1;
const GREEK = 2;
const HEBREW = 3;
const ARABIC = 4;
const DEVANAGARI = 5;
const THAI = 6;
const HANGUL = 7;
export const KANA = 8;
export const HAN = 9;
/** Any other. */
export const OTHER_SCRIPT = 10;
export const SCRIPT_COUNT = 11;

const RANGES: readonly (readonly [from: number, to: number, script: number])[] = [
  [0x370, 0x3ff, GREEK],
  [0x400, 0x52f, CYRILLIC],
  [0x590, 0x5ff, HEBREW],
  [0x600, 0x77f, ARABIC],
  [0x8a0, 0x8ff, ARABIC],
  [0x900, 0x97f, DEVANAGARI],
  [0xe00, 0xe7f, THAI],
  [0x1100, 0x11ff, HANGUL],
  [0x1e00, 0x1eff, LATIN],
  [0x1f00, 0x1fff, GREEK],
  [0x3040, 0x30ff, KANA],
  [0x3130, 0x318f, HANGUL],
  [0x31f0, 0x31ff, KANA],
  [0x3400, 0x9fff, HAN],
  [0xac00, 0xd7af, HANGUL],
  [0xf900, 0xfaff, HAN],
  [0xfb50, 0xfeff, ARABIC],
  [0xff66, 0xff9f, KANA],
];

/** The script of a letter (a UTF-16 unit); a digit or mark counts as Latin. */
export function scriptOf(code: number): number {
  // Latin with all its accents ends at U+024F; combining marks follow.
  if (code < 0x370 || code === 0x2019) return LATIN;
  for (const [from, to, script] of RANGES) {
    if (code < from) break;
    if (code <= to) return script;
  }
  return OTHER_SCRIPT;
}

/** Languages that are written in these scripts, the one that the script alone stands for first. */
const LANGUAGES: Readonly<Record<number, string>> = {
  [CYRILLIC]: "ru uk bg be sr mk kk ky mn tg tt ba cv os",
  [GREEK]: "el",
  [HEBREW]: "he yi",
  [ARABIC]: "ar fa ur ps ku ckb sd ug",
  [DEVANAGARI]: "hi mr ne sa",
  [THAI]: "th",
  [HANGUL]: "ko",
  [KANA]: "ja",
  [HAN]: "zh ja yue wuu nan",
};

/** Languages written in a script, the commonest first; none for Latin and for a script that is not told apart. */
export function languagesOfScript(script: number): readonly string[] {
  return LANGUAGES[script]?.split(" ") ?? [];
}

const WRITTEN_OTHERWISE = new Set(
  Object.values(LANGUAGES).join(" ").split(" ").concat(
    "am bn gu ka kn ml my or pa si ta te hy km lo".split(" "),
  ),
);

/** Whether a language is usually not written in Latin letters. */
export function isWrittenOtherwise(language: string): boolean {
  return WRITTEN_OTHERWISE.has(language);
}
