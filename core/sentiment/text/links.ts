import { characterTables, SPACE } from "./characters.ts";
import tlds from "tlds" with { type: "json" };

/**
 * Whom a bare host may belong to without more of an address behind it. Of the others many are words, and a sentence that
 * begins without a blank before it ("so tired.so what") reads like a host.
 */
const KNOWN_BY_THEMSELVES = new Set(
  ("com org net edu gov mil int info biz xyz io co eu uk de fr nl ch jp ca au nz se dk fi cz hu gr ru ua tr br mx kr cn tw hk " +
    "social app dev blog online example onion рф").split(" "),
);
/** RFC 2606, 6761, 7686: hosts of examples, tests, one's own network and Tor. */
const RESERVED = "example invalid internal local localhost onion test";
const TOP_LEVEL = new Set([...tlds, ...RESERVED.split(" ")]);
/** Those that people put before "://"; what stands before one of them without a blank is a word of its own. */
const SCHEMES = "https http ftps ftp gemini gopher ipfs ipns dweb dat ssb ircs irc wss ws".split(
  " ",
);

/** What every link has in it. */
const HINT = /\.(?=[^\s.])|:\/\/|(?:mailto|xmpp|magnet|tel|nostr):|localhost[:/]/gi;
const WITHOUT_SLASHES =
  /(?<![\p{L}\p{N}])(?:mailto:|xmpp:|magnet:\?|tel:\+?\d|nostr:|doi:10\.)\S/iu;
/** A link whose scheme is cut off or left to the page that shows it. */
const WITHOUT_SCHEME =
  /(?<![\p{L}\p{N}:/])\/\/(?:[\p{L}\p{N}\p{M}_-]{1,63}\.){1,8}[\p{L}\p{M}]{2,24}(?![\p{L}\p{N}])/u;
const WWW = /(?<![\p{L}\p{N}\p{M}_.@/-])www\d?\.[^\s.]/iu;
/** A name and the host where it is known; with a sign before it, a mention. */
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
 * The text without its links: however they are shown, what they spell is no word of the author. The same text where there
 * is none.
 *
 * A link is what has a scheme, `www.`, a host with more of an address behind it, a well-known host alone, or a mail
 * address. It goes up to the next white space, with the brackets and quotation marks around it and the blank before it.
 */
export function withoutLinks(text: string): string {
  let kept = "";
  let done = 0;
  HINT.lastIndex = 0;
  for (let hint = HINT.exec(text); hint !== null; hint = HINT.exec(text)) {
    const [from, to] = wordAround(text, hint.index, done);
    const link = linkIn(text.slice(from, to));
    // All of the word was looked at.
    HINT.lastIndex = to;
    if (link === undefined) continue;
    const end = from + link.end;
    const start = startOf(text, done, from + link.start, end);
    // The blank behind the link stays, if a word stands before it.
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

/** From white space to white space. */
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

/** Where in a word the first link is. */
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
    // Behind a host alone a sentence may go on without a blank.
    const behind = start + host.length;
    return { start, end: /[\p{L}\p{N}]/u.test(word.slice(behind)) ? behind : end };
  }
  return undefined;
}

/** Where a scheme begins that is followed by "://" and more; −1 where there is none. */
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
  // "The end.Next sentence": a host is written in one way, and "Example.Com" with more behind it.
  if (isCapitalised) return more !== undefined && /^\p{Lu}\p{Ll}/u.test(before);
  if (more !== undefined) return true;
  // "me.awful.social": no sentence goes on without a blank twice in a row.
  const isNested = /^[\p{L}\p{N}_-]{2,}(?:\.[\p{L}\p{N}_-]{3,})+$/u.test(before);
  return (isNested || KNOWN_BY_THEMSELVES.has(top)) && /\p{L}/u.test(before);
}

/** Where that begins which goes with a link: brackets around it, its title in Markdown. */
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
