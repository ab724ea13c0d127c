/**
 * Normalises a text for the tokenizer: decodes entities and `\u2019` escapes (both corpora have them, some escaped twice),
 * folds compatibility forms (𝐛𝐨𝐥𝐝, ﬁ, full width), and cuts it at {@linkcode LENGTH_MAX} code units.
 */
export function plainText(raw: string): string {
  let text = raw.length > LENGTH_MAX ? raw.slice(0, LENGTH_MAX) : raw;
  if (text.includes("&")) text = text.replace(ENTITY, decodeEntity);
  if (text.includes("\\")) text = text.replace(ESCAPE, decodeEscape);
  return NOT_ASCII.test(text) ? text.normalize("NFKC").slice(0, LENGTH_MAX) : text;
}

/** UTF-16 units of a post that are scored; the rest is ignored. */
export const LENGTH_MAX = 8192;

// deno-lint-ignore no-control-regex -- "not ASCII" is a range that starts at NUL
const NOT_ASCII = /[^\u0000-\u007f]/;
const ENTITY = /&(?:amp;)?(amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[\da-f]{1,5});/gi;
const ESCAPE = /\\(?:u([\da-fA-F]{4})|"|n|')/g;
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

function decodeEntity(whole: string, name: string): string {
  if (name[0] !== "#") return NAMED[name.toLowerCase()] ?? whole;
  const hex = name[1] === "x" || name[1] === "X";
  const code = hex ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : " ";
}

function decodeEscape(whole: string, hex: string | undefined): string {
  if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
  return whole === "\\n" ? " " : whole[1]!;
}
