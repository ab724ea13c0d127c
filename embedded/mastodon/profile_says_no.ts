/** The checked parts of a profile; each may be missing or of any type. */
export interface Profile {
  readonly note?: unknown;
  readonly display_name?: unknown;
  readonly fields?: unknown;
}

/**
 * The opt-out of a profile as a person would read it: ground truth for the gate. Independent of the gate's code and method: a
 * pattern with all shapes of each letter, where the gate normalises letters.
 */
export function profileSaysNo(profile: Profile): "bio_nobot" | "bio_noindex" | undefined {
  const { note, display_name, fields } = profile;
  const texts = [note, display_name];
  for (const field of Array.isArray(fields) ? fields : []) {
    if (typeof field === "object" && field !== null) texts.push(field.name, field.value);
  }
  for (const text of texts) {
    if (typeof text !== "string") continue;
    for (const seen of [text === note ? "" : text, shown(text), shown(shown(text))]) {
      const words = TAGS.exec(seen.normalize("NFD"));
      if (words !== null) {
        return words.groups?.["index"] === undefined ? "bio_nobot" : "bio_noindex";
      }
    }
  }
  return undefined;
}

/** The first of each alphabet: 26 letters follow, in order. */
const ALPHABETS = [
  ...[
    0x41,
    0x61,
    0xff21,
    0xff41,
    0x24b6,
    0x24d0,
    0x249c,
    0x1f110,
    0x1f130,
    0x1f150,
    0x1f170,
    0x1f1e6,
  ],
  // Mathematical letters: capital and small, in thirteen styles.
  ...Array.from({ length: 26 }, (_, style) => 0x1d400 + 26 * style),
];
/** Other lookalikes of each letter: gaps of the alphabets above, raised and small letters, other scripts, digits. */
const ALSO: Readonly<Record<string, string>> = {
  n: "ℕⁿₙᴺɴΝνηпПոռŋŊᑎꓠ",
  o: "ℴºᵒₒᴼᴏΟοоОօ0øØσөӨο○◯ꓳ",
  b: "ℬᵇᴮʙΒβвВьЬßẞƀƅᑲꓐ",
  t: "ᵗₜᵀᴛΤτтТŧŦꓔ",
  s: "ˢₛſѕЅꜱꓢ",
  i: "ⅈℐℑⁱᵢᴵℹıɪΙιіІɨӏlLℓℒ1¹₁ꓲ",
  d: "ⅅⅆᵈᴰԁԀᴅđĐɗꓓ",
  e: "ℯℰⅇᵉₑᴱᴇΕεеЕєЄҽəƐꓰ",
  x: "ˣₓΧχхХ×ꓫ",
};
/** `ı`, `l` and `1` are listed in full, also in the other alphabets. */
const L = lettersOf("l");

/** Characters without a visible width. */
const UNSEEN = String
  .raw`[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}\u{0}-\u{8}\u{e}-\u{1f}\u{7f}-\u{9f}]*`;
const IN_WORD = String.raw`[\p{Alphabetic}\p{N}_\u{1f1e6}-\u{1f1ff}]`;
/** The same without the underscore, which is Markdown's emphasis where nothing follows it: `_#nobot_`. */
const WORD = String.raw`[\p{Alphabetic}\p{N}\u{1f1e6}-\u{1f1ff}]`;
const HASH = "[#＃﹟♯⌗⋕]";
const BETWEEN = String.raw`[\p{Pd}_.·․．＿]?`;
const TAGS = new RegExp(
  `(?:(?<!${WORD}${UNSEEN})|${HASH}${UNSEEN}(?:${IN_WORD}${UNSEEN})+)` +
    `${HASH}${UNSEEN}[^\\S\\n]?${UNSEEN}${pattern("no")}${BETWEEN}${UNSEEN}` +
    `(?:(?<bot>${pattern("bot")}(?:${pattern("s")})?)|(?<index>${
      pattern("index")
    }))(?!(?:${UNSEEN}_)*${UNSEEN}${WORD})`,
  "u",
);

function pattern(word: string): string {
  return [...word].map((letter) => `[${lettersOf(letter)}${letter === "i" ? L : ""}]${UNSEEN}`)
    .join("");
}

function lettersOf(letter: string): string {
  const at = letter.charCodeAt(0) - 97;
  return ALPHABETS.map((first) => String.fromCodePoint(first + at)).join("") + (ALSO[letter] ?? "");
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  num: "#",
  shy: "\u00ad",
  zwj: "\u200d",
  zwnj: "\u200c",
  ZeroWidthSpace: "\u200b",
  NoBreak: "\u2060",
  lowbar: "_",
  period: ".",
  lpar: "(",
};

/** The text that a browser shows of HTML, as far as the letters of a tag are concerned. */
function shown(html: string): string {
  return html.replace(/<!--[^]*?-->/g, "")
    .replace(
      /<(?:br|\/?(?:p|div|li|ul|ol|h[1-6]|blockquote|pre|tr|table|dd|dt|dl|hr))\b[^>]*>/gi,
      "\n",
    )
    .replace(/<\/?[a-z][^>]*>/gi, "")
    .replace(
      /&(?:#x0*([0-9a-f]{1,6});?|#0*(\d{1,7});?|(amp|lt|gt|quot|nbsp|shy|[a-z]+(?=;));?)/gi,
      (all, hex, decimal, name) => {
        if (name !== undefined) return NAMED[name] ?? all;
        const point = hex === undefined ? Number(decimal) : parseInt(hex, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : all;
      },
    );
}
