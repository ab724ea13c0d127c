/** The language of a post without a readable one: BCP 47's tag for "undetermined". */
export const UNDETERMINED = "und";

/** RFC 5646 §4.4.1: no tag in use is longer, so anything longer is not a language. */
const TAG_MAX = 35;
/** A stream uses some hundred tags; the bound only protects against a server that invents them. */
const CACHED_MAX = 4_096;
const folded = new Map<string, string>();

/**
 * The one spelling under which a language is stored, counted and compared: `zh_CN`, `ZH-cn` and ` zh-CN ` are `zh-CN`,
 * `eng` is `en`. What is not a language tag is `und`.
 */
export function foldLanguage(tag: string | null | undefined): string {
  if (tag === null || tag === undefined) return UNDETERMINED;
  const known = folded.get(tag);
  if (known !== undefined) return known;
  const language = canonicalTag(tag);
  if (folded.size >= CACHED_MAX) folded.clear();
  // The key is a copy: a slice would keep its whole record in memory. Long texts are not cached.
  if (tag.length <= 2 * TAG_MAX) folded.set(ownCopy(tag), language);
  return language;
}

function canonicalTag(text: string): string {
  const tag = text.trim()
    // A locale of POSIX: de_DE.UTF-8, de_DE@euro.
    .replace(/[.@].*$/s, "")
    .replaceAll("_", "-")
    // An extended language is used alone: Mastodon's zh-YUE is yue (RFC 5646 §4.5).
    .replace(/^[a-z]{2,3}-(?=[a-z]{3}(-|$))/i, "");
  if (tag === "" || tag.length > TAG_MAX) return UNDETERMINED;
  let canonical: string | undefined;
  try {
    // Not `Intl.getCanonicalLocales`: V8 passes two small letters through it, so that `bh` stays and `BH` becomes `bho`.
    canonical = new Intl.Locale(tag).toString();
  } catch {
    // RangeError: it is not a tag.
  }
  // No language has a longer name than three letters: "english", "posix".
  if (canonical === undefined || !/^[a-z]{2,3}(?:-|$)/.test(canonical)) return UNDETERMINED;
  // CLDR turns some languages into a regional variety of another one (cnr → sr-ME): those keep their own tag.
  return subtags(canonical) > subtags(tag) ? inCanonicalCase(tag) : canonical;
}

function subtags(tag: string): number {
  return tag.split("-").length;
}

/** RFC 5646 §2.1.1: language lower, script title, region upper case. */
function inCanonicalCase(tag: string): string {
  return tag.toLowerCase().split("-").map((part, at) =>
    at === 0
      ? part
      : part.length === 2
      ? part.toUpperCase()
      : part.length === 4 && /^[a-z]/.test(part)
      ? part[0]!.toUpperCase() + part.slice(1)
      : part
  ).join("-");
}

/** A copy that shares no memory with the text it was cut from. */
function ownCopy(text: string): string {
  return text.split("").join("");
}
