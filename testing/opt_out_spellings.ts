/** Additional alphabets of Unicode, by the code point of their letter a. */
const ALPHABETS = {
  "full-width": 0xff41,
  bold: 0x1d41a,
  italic: 0x1d44e,
  "bold script": 0x1d4ea,
  fraktur: 0x1d51e,
  "double-struck": 0x1d552,
  "sans-serif": 0x1d5ba,
  "sans-serif bold": 0x1d5ee,
  monospace: 0x1d68a,
  circled: 0x24d0,
  "negative circled": 0x1f150,
  squared: 0x1f130,
  "negative squared": 0x1f170,
  flags: 0x1f1e6,
};

function inAlphabet(word: string, first: number): string {
  return word.replace(
    /[a-z]/g,
    (letter) => String.fromCodePoint(first + letter.charCodeAt(0) - 97),
  );
}

/** Spellings that a person reads as the same word. */
export const SPELLINGS: readonly (readonly [name: string, spell: (word: string) => string])[] = [
  ["plain", (word) => word],
  ["upper case", (word) => word.toUpperCase()],
  ["Turkish upper case", (word) => word.toLocaleUpperCase("tr")],
  ["mixed case", (word) => word.replace(/b|i/, (letter) => letter.toUpperCase())],
  ["dotless", (word) => word.replace("i", "ı")],
  ...Object.entries(ALPHABETS).map(([name, first]) =>
    [name, (word: string) => inAlphabet(word, first)] as const
  ),
  [
    "small capitals",
    (word) =>
      [...word].map((letter) =>
        ({ n: "ɴ", o: "ᴏ", b: "ʙ", t: "ᴛ", i: "ɪ", d: "ᴅ", e: "ᴇ" })[letter] ?? letter
      )
        .join(""),
  ],
  ["superscript", (word) => word.replaceAll("n", "ⁿ").replaceAll("o", "ᵒ")],
  ["Cyrillic", (word) => word.replaceAll("o", "о").replaceAll("e", "е").replaceAll("x", "х")],
  [
    "Greek capitals",
    (word) =>
      [...word.toUpperCase()].map((letter) =>
        ({ N: "Ν", O: "Ο", B: "Β", T: "Τ", I: "Ι", E: "Ε", X: "Χ" })[letter] ?? letter
      )
        .join(""),
  ],
  [
    "Lisu and Canadian syllabics",
    (word) =>
      word.replaceAll("n", "ᑎ").replaceAll("o", "ꓳ").replaceAll("t", "ꓔ").replaceAll("e", "ꓰ"),
  ],
  ["digits", (word) => word.replaceAll("o", "0")],
  ["accents", (word) => word.replaceAll("o", "ö").replaceAll("n", "ñ")],
  ["combining accents", (word) => [...word].join("\u0307")],
  ["struck through", (word) => [...word].map((letter) => letter + "\u0336").join("")],
  ["hyphen", (word) => `no-${word.slice(2)}`],
  ["underscore", (word) => `no_${word.slice(2)}`],
];

/** Invisible characters in the middle of a word. */
export const SPLITS = [
  "",
  "\u00ad",
  "&shy;",
  "&#173;",
  "&#xAD;",
  "\u200b",
  "&ZeroWidthSpace;",
  "\u200c",
  "\u200d",
  "&zwj;",
  "\u2060",
  "&NoBreak;",
  "\ufeff",
  "\ufe0f",
  "\u034f",
  "\u200e",
  "\u202c",
  "<wbr>",
  "<wbr/>",
  "<!-- -->",
  "</b><b>",
  "<span></span>",
];
export const HASHES = [
  "#",
  "＃",
  "﹟",
  "#\ufe0f\u20e3",
  "&#35;",
  "&#x23;",
  "&num;",
  "&#00035",
  "&amp;#35;",
  "♯",
];

/** Ways in which a profile wraps a tag in HTML. */
export const WRAPS: readonly ((hash: string, word: string) => string)[] = [
  (hash, word) => `${hash}${word}`,
  (hash, word) => `<p>tea, cats.${hash}${word}</p>`.replace(".", " "),
  (hash, word) => `<p>(${hash}${word})</p>`,
  (hash, word) =>
    `<a href="https://x/tags/y" class="mention hashtag" rel="tag">${hash}<span>${word}</span></a>`,
  (hash, word) => `<a class="hashtag" href="https://x/tag/y">${hash}${word}</a>`,
  (hash, word) => `<p><b>${hash}</b><i>${word}</i></p>`,
  (hash, word) => `tea<br>${hash}${word}<br/>cats`,
  (hash, word) => `<p>tea</p><p>${hash}${word}</p>`,
  (hash, word) => `#tea,${hash}${word},#cats`,
  (hash, word) => `#tea${hash}${word}`,
  (hash, word) => `🫖${hash}${word}🫖`,
  (hash, word) => `<p>_${hash}${word}_</p>`,
];
