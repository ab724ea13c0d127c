import { characterTables, SPACE } from "./characters.ts";
import tlds from "tlds" with { type: "json" };

/**
 * Top-level domains that are also common words with which a sentence goes on. "so tired.so what" looks like a bare host,
 * and a count of 280,000 posts found such spellings to be words nearly always.
 */
const SENTENCE_WORDS = new Set(
  ("am as at be by do got here how id im in is it like lol love man me my new no now one or so to us we wow wtf xxx you")
    .split(" "),
);
/** Top-level domains that are also endings of file names. */
const FILE_ENDINGS = new Set("cc md mov pl ps py rs sh zip".split(" "));
/** Top-level domains that no sentence begins with, so that "Hate.Com" is a host too, and "t.co" is one. */
const COMMON = new Set("com org net edu gov co io uk de fr nl jp".split(" "));
/** RFC 2606, 6761, 7686: hosts of examples, tests, one's own network and Tor. */
const RESERVED = "example invalid internal local localhost onion test";
const TOP_LEVEL = new Set([...tlds, ...RESERVED.split(" ")]);
/** Schemes that people write before "://"; letters directly before one of them are a separate word. */
const SCHEMES = "https http ftps ftp gemini gopher ipfs ipns dweb dat ssb ircs irc wss ws".split(
  " ",
);

/** What separates labels: a dot, one of IDNA's other dots, or a dot in brackets, as people write hosts that must not become links. */
const DOT = String.raw`(?:[.．。｡]|[\[({](?:\.|dot)[\])}])`;
/** The start of a word, also after the dash of a list or the underscore of an emphasis. */
const WORD_BEGINS = String.raw`(?<![\p{L}\p{N}\p{M}]|[\p{L}\p{N}\p{M}][_-]{1,8})`;
const HOST_ENDS = String.raw`(?![\p{L}\p{N}\p{M}@]|[_-]{1,8}[\p{L}\p{N}\p{M}])`;

/** Every link contains a match of this; a fast filter. */
const HINT =
  /\.(?=[^\s.])|:\/\/|(?:https?|mailto|xmpp|magnet|tel|nostr):|localhost[:/]|[．。｡](?=[a-z])|[[({]dot[\])}]|:[^\s:@]{1,64}@/gi;
const WITHOUT_SLASHES =
  /(?<![\p{L}\p{N}])(?:mailto:|xmpp:|magnet:\?|tel:\+?\d|nostr:|doi:10\.|(?:https?|ftp|gemini):\/?(?=[\p{L}\p{N}]))\S/iu;
/** A link without its scheme: cut off, or protocol-relative. */
const WITHOUT_SCHEME =
  /(?<![\p{L}\p{N}:/])\/\/(?:[\p{L}\p{N}\p{M}_-]{1,63}\.){1,8}[\p{L}\p{M}]{2,24}(?![\p{L}\p{N}])/u;
const WWW = new RegExp(String.raw`${WORD_BEGINS}(?<![.@/])www\d?${DOT}[^\s.]`, "iu");
/** A mail address (with `@` before it, it would be a mention), or a user and password before any host. */
const ADDRESS = new RegExp(
  String.raw`${WORD_BEGINS}(?<![.+@])(?:[\p{L}\p{N}_.+-]{1,64}:[^\s:@/]{1,64}@[\p{L}\p{N}]|` +
    String
      .raw`[\p{L}\p{N}_.+-]{1,64}@(?:[\p{L}\p{N}\p{M}-]{1,63}${DOT}){1,8}[\p{L}\p{M}]{2,24}(?![\p{L}\p{N}]))`,
  "u",
);
const HOST = new RegExp(
  String
    .raw`${WORD_BEGINS}(?<![.@#＃/\\])(?:(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_-]{0,62})${DOT}){1,8}` +
    String.raw`(xn--[a-z\d-]{2,59}|[\p{L}\p{M}]{2,24})|localhost|\d{1,3}(?:\.\d{1,3}){3})` +
    String.raw`${HOST_ENDS}(?!\.[\p{L}\p{N}])(:\d{1,5}(?!\d)|[/?#](?=[^\s.,!?;:)]|$)|\/)?`,
  "gu",
);
const ANY_DOT = new RegExp(DOT, "u");
const PAIRS: Readonly<Record<string, string>> = {
  "(": ")",
  "[": "]",
  "{": "}",
  "<": ">",
  "«": "»",
  "‹": "›",
  "“": "”",
  "„": "“",
  "‘": "’",
  '"': '"',
  "'": "'",
  "（": "）",
  "「": "」",
  "『": "』",
  "【": "】",
  "《": "》",
};
/** Longest title of a link in Markdown. */
const TITLE_MAX = 300;

/**
 * Removes the links from a text, because their letters are not words of the author; returns the same string if there are
 * none.
 *
 * A link is something with a scheme or `www.`, a host with a path, a bare host (unless its top-level domain is also a word
 * of a sentence), or a mail address. It extends to the next white space and includes the brackets and quotation marks
 * around it and the blank before it; a bare host ends with its top-level domain.
 */
export function withoutLinks(text: string): string {
  let kept = "";
  let done = 0;
  HINT.lastIndex = 0;
  for (let hint = HINT.exec(text); hint !== null; hint = HINT.exec(text)) {
    const [from, to] = wordAround(text, hint.index, done);
    HINT.lastIndex = to;
    for (const link of linksIn(text.slice(from, to))) {
      const end = from + link.end;
      const start = startOf(text, done, from + link.start, end);
      // Keep the blank after the link if text precedes it.
      kept += text.slice(done, start).trimEnd();
      done = kept === "" ? skipSpace(text, end) : end;
    }
  }
  return done === 0 ? text : kept + text.slice(done);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The span between the white space before and after `at`. */
function wordAround(text: string, at: number, least: number): [from: number, to: number] {
  let from = at;
  while (from > least && !isSpace(text.charCodeAt(from - 1))) from--;
  let to = at;
  while (to < text.length && !isSpace(text.charCodeAt(to))) to++;
  return [from, to];
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** The spans of the links in a word, in order. Each pattern passes over the word once, however many links there are. */
function* linksIn(word: string): Generator<Place> {
  // These go on to the end of the word: the first of them is the last link.
  const starts = [
    schemeOf(word),
    ...[WITHOUT_SLASHES, WITHOUT_SCHEME, WWW, ADDRESS].map((pattern) => word.search(pattern)),
  ].filter((start) => start >= 0);
  const last = Math.min(word.length, ...starts);
  let done = 0;
  for (const match of word.matchAll(HOST)) {
    const [host, topLevel, more] = match;
    const start = match.index;
    if (start >= last) break;
    if (!isHost(host.slice(0, host.length - (more?.length ?? 0)), topLevel, more)) continue;
    const behind = start + host.length;
    // After a bare host the sentence may go on without a blank.
    if (more !== undefined || !/[\p{L}\p{N}]/u.test(word.slice(behind))) {
      return yield { start, end: word.length };
    }
    yield { start, end: behind };
    done = behind;
  }
  if (last < word.length) yield { start: Math.max(done, last), end: word.length };
}

/** Start of a scheme that is followed by "://" and more; −1 if there is none. */
function schemeOf(word: string): number {
  const slashes = word.indexOf("://");
  if (slashes <= 0 || !/[\p{L}\p{N}[]/u.test(word.slice(slashes + 3, slashes + 5))) return -1;
  const name = /[a-z][a-z\d+.-]{0,30}$/i.exec(word.slice(Math.max(0, slashes - 31), slashes));
  if (name === null) return -1;
  const lower = name[0].toLowerCase();
  const known = SCHEMES.find((scheme) => lower.endsWith(scheme));
  return slashes - (known ?? name[0]).length;
}

function isHost(host: string, topLevel: string | undefined, more: string | undefined): boolean {
  // localhost, or four numbers.
  if (topLevel === undefined) return more !== undefined;
  const top = topLevel.toLowerCase();
  if (!TOP_LEVEL.has(top) && !top.startsWith("xn--")) return false;
  const isCapitalised = /^\p{Lu}\p{Ll}/u.test(topLevel);
  const labels = host.split(ANY_DOT).slice(0, -1);
  const before = labels.join(".");
  // Where people write "。" or "[.]", they write it between words too, but not between Latin letters.
  if (!host.startsWith(`${before}.`) && !/^[\x20-\x7e]+$/.test(before)) return false;
  // "The end.Next sentence": a capitalised domain counts only in "Example.Com" and "Example.News/path".
  if (isCapitalised) {
    return (more !== undefined || COMMON.has(top)) && /^\p{Lu}\p{Ll}/u.test(before);
  }
  if (more !== undefined) return true;
  // "me.awful.social": two missing blanks in a row are too unlikely for a sentence.
  if (/^[\p{L}\p{N}_-]{2,}(?:\.[\p{L}\p{N}_-]{3,})+$/u.test(before)) return true;
  const name = labels.at(-1) ?? "";
  return /\p{L}/u.test(before) && !SENTENCE_WORDS.has(top) && !FILE_ENDINGS.has(top) &&
    (name.length > 1 || COMMON.has(top));
}

/** Start of a link together with the brackets around it and its Markdown title. */
function startOf(text: string, least: number, start: number, end: number): number {
  let at = start;
  while (at > least) {
    const closing = PAIRS[text[at - 1]!];
    if (closing === undefined || !text.slice(start, end).includes(closing)) break;
    at--;
  }
  if (at === start || text[at] !== "(" || text[at - 1] !== "]") return at;
  const before = Math.max(least, at - TITLE_MAX);
  const title = text.slice(before, at).lastIndexOf("[");
  return title < 0 ? at : before + title;
}

function isSpace(code: number): boolean {
  return characterTables().kind[code] === SPACE;
}
