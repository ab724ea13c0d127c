import { htmlToText } from "./html_to_text.ts";

/** What a profile can ask for: not to be read by programs (`#nobot`, `#nobots`), or not to be indexed (`#noindex`). */
export type OptOut = "nobot" | "noindex";

const HASH = /[#＃﹟♯⌗⋕]/;
/** A hash sign, or an entity that may be one: without either there is no tag. */
const MAY_HOLD_TAG = /[#＃﹟♯⌗⋕&]/;
const OTHER_HASHES = /[♯⌗⋕]/g;
/**
 * Characters that take no room on the screen: soft hyphens, zero-width characters, accents, variation selectors,
 * controls.
 */
const UNSEEN = /[[\p{DI}\p{Cf}\p{M}\p{Cc}]--[\t\n\v\f\r]]/gv;
/** Boxed and circled letters, and halves of flags, which normalization does not turn into letters. */
const BOXED = /[\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}\u{1f1e6}-\u{1f1ff}]/gu;
const BOXED_FROM = [0x1f1e6, 0x1f170, 0x1f150];
/** Characters that look like a letter of the three words and are not one: of other scripts, small capitals, strokes. */
const LOOKALIKES = new Map(
  Object.entries({
    n: "ɴηνпոռŋᑎꓠ",
    o: "οоօ0ᴏøσөο○◯ꓳ",
    b: "βвьʙßƀƅᑲꓐ",
    t: "τтᴛŧꓔ",
    s: "ѕꜱꓢ",
    i: "ιіıɪӏɨl1ꓲ",
    d: "ԁᴅđɗꓓ",
    e: "εеєᴇҽəꓰ",
    x: "χх×ꓫ",
  }).flatMap(([letter, lookalikes]) => [...lookalikes].map((each) => [each, letter] as const)),
);
const LOOKALIKE = new RegExp(`[${[...LOOKALIKES.keys()].join("")}]`, "gu");
/**
 * The tag among other text, once {@linkcode plainLetters} has made its letters plain. It begins a word, or follows
 * another tag without a space. A longer word is a different tag: `#nobottom`, `#nobot_club`; underscores around it are
 * the emphasis of Markdown: `_#nobot_`.
 */
const TAG =
  /(?:(?<![\p{L}\p{N}])|#[\p{L}\p{N}_]+)#[^\S\n]?no[\p{Pd}_.·]?(bots?|index)(?!_*[\p{L}\p{N}])/u;

/** What an HTML text of a profile asks for: bios, and values of profile fields. */
export function optOutOfHtml(html: string): OptOut | undefined {
  if (!MAY_HOLD_TAG.test(html)) return undefined;
  const text = htmlToText(html);
  // Some servers escape twice.
  return optOutOf(text) ?? (text.includes("&") ? optOutOf(htmlToText(text)) : undefined);
}

/** What a plain text of a profile asks for: display names, and names of profile fields. Some servers escape them. */
export function optOutOfName(text: string): OptOut | undefined {
  if (!MAY_HOLD_TAG.test(text)) return undefined;
  return optOutOf(text) ?? optOutOfHtml(text);
}

/** Finds the tag in any spelling that a person would recognize. */
function optOutOf(text: string): OptOut | undefined {
  if (!HASH.test(text)) return undefined;
  const word = TAG.exec(plainLetters(text))?.[1];
  return word === undefined ? undefined : word === "index" ? "noindex" : "nobot";
}

/** Replaces each letter by the ASCII letter that it looks like, in lower case. For comparing only. */
function plainLetters(text: string): string {
  // Fast path: most texts are ASCII, and the steps below cost more than the rest of the admission.
  if (/^[\t\n\r\x20-\x7e]*$/.test(text)) {
    return text.toLowerCase().replaceAll("0", "o").replace(/[l1]/g, "i");
  }
  return text.normalize("NFKD")
    .replace(BOXED, letterOfBox)
    .replace(UNSEEN, "")
    .replace(OTHER_HASHES, "#")
    .toLowerCase()
    .replace(UNSEEN, "")
    .replace(LOOKALIKE, (each) => LOOKALIKES.get(each) ?? each);
}

function letterOfBox(box: string): string {
  const point = box.codePointAt(0) ?? 0;
  const from = BOXED_FROM.find((first) => point >= first) ?? point;
  return String.fromCharCode(97 + point - from);
}
