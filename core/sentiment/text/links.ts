import { characterTables, SPACE } from "./characters.ts";
import tlds from "tlds" with { type: "json" };

/**
 * Top-level domains of hosts that count as links without a path behind them. Many other ones are words, and a sentence
 * that begins without a blank before it ("so tired.so what") looks like a host.
 */
const TOP_LEVEL_OF_BARE_HOSTS = new Set(
  ("com org net edu gov mil int info biz xyz io co eu uk de fr nl ch jp ca au nz se dk fi cz hu gr ru ua tr br mx kr cn tw hk " +
    "social app dev blog online example onion рф").split(" "),
);
/** RFC 2606, 6761, 7686: hosts of examples, tests, one's own network and Tor. */
const RESERVED = "example invalid internal local localhost onion test";
const TOP_LEVEL = new Set([...tlds, ...RESERVED.split(" ")]);
/** Schemes that people write before "://"; letters directly before one of them are a separate word. */
const SCHEMES = "https http ftps ftp gemini gopher ipfs ipns dweb dat ssb ircs irc wss ws".split(
  " ",
);

/** Every link contains a match of this; a fast filter. */
const HINT = /\.(?=[^\s.])|:\/\/|(?:mailto|xmpp|magnet|tel|nostr):|localhost[:/]/gi;
const WITHOUT_SLASHES =
  /(?<![\p{L}\p{N}])(?:mailto:|xmpp:|magnet:\?|tel:\+?\d|nostr:|doi:10\.)\S/iu;
/** A link without its scheme: cut off, or protocol-relative. */
const WITHOUT_SCHEME =
  /(?<![\p{L}\p{N}:/])\/\/(?:[\p{L}\p{N}\p{M}_-]{1,63}\.){1,8}[\p{L}\p{M}]{2,24}(?![\p{L}\p{N}])/u;
const WWW = /(?<![\p{L}\p{N}\p{M}_.@/-])www\d?\.[^\s.]/iu;
/** A mail address; with `@` before it, it would be a mention. */
const ADDRESS =
  /(?<![\p{L}\p{N}_.+@-])[\p{L}\p{N}_.+-]{1,64}@(?:[\p{L}\p{N}\p{M}-]{1,63}\.){1,8}[\p{L}\p{M}]{2,24}(?![\p{L}\p{N}])/u;
const HOST =
  /(?<![\p{L}\p{N}\p{M}_.@#＃/\\-])(?:(?:[\p{L}\p{N}][\p{L}\p{N}\p{M}_-]{0,62}\.){1,8}(xn--[a-z\d-]{2,59}|[\p{L}\p{M}]{2,24})|localhost|\d{1,3}(?:\.\d{1,3}){3})(?![\p{L}\p{N}\p{M}_@-]|\.[\p{L}\p{N}])(:\d{1,5}(?!\d)|[/?#](?=[^\s.,!?;:)]|$)|\/)?/gu;
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
 * A link is something with a scheme or `www.`, a host with a path, a bare host of a well-known domain, or a mail address. It
 * extends to the next white space and includes the brackets and quotation marks around it and the blank before it.
 */
export function withoutLinks(text: string): string {
  let kept = "";
  let done = 0;
  HINT.lastIndex = 0;
  for (let hint = HINT.exec(text); hint !== null; hint = HINT.exec(text)) {
    const [from, to] = wordAround(text, hint.index, done);
    const link = linkIn(text.slice(from, to));
    // The whole word has been searched.
    HINT.lastIndex = to;
    if (link === undefined) continue;
    const end = from + link.end;
    const start = startOf(text, done, from + link.start, end);
    // Keep the blank after the link if text precedes it.
    kept += text.slice(done, start).trimEnd();
    done = kept === "" ? skipSpace(text, end) : end;
    HINT.lastIndex = end;
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

/** The span of the first link in a word. */
function linkIn(word: string): Place | undefined {
  const end = word.length;
  const scheme = schemeOf(word);
  if (scheme >= 0) return { start: scheme, end };
  for (const pattern of [WITHOUT_SLASHES, WITHOUT_SCHEME, WWW, ADDRESS]) {
    const start = word.search(pattern);
    if (start >= 0) return { start, end };
  }
  for (const match of word.matchAll(HOST)) {
    const [host, topLevel, more] = match;
    if (!isHost(host.slice(0, host.length - (more?.length ?? 0)), topLevel, more)) continue;
    const start = match.index;
    if (more !== undefined) return { start, end };
    // After a bare host the sentence may go on without a blank.
    const behind = start + host.length;
    return { start, end: /[\p{L}\p{N}]/u.test(word.slice(behind)) ? behind : end };
  }
  return undefined;
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
  const before = host.slice(0, -topLevel.length - 1);
  // "The end.Next sentence": a capitalised domain counts only in "Example.Com/path".
  if (isCapitalised) return more !== undefined && /^\p{Lu}\p{Ll}/u.test(before);
  if (more !== undefined) return true;
  // "me.awful.social": two missing blanks in a row are too unlikely for a sentence.
  const isNested = /^[\p{L}\p{N}_-]{2,}(?:\.[\p{L}\p{N}_-]{3,})+$/u.test(before);
  return (isNested || TOP_LEVEL_OF_BARE_HOSTS.has(top)) && /\p{L}/u.test(before);
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
