/**
 * The language under which a post is counted, in canonical form: `zh_CN` is `zh-CN`, `eng` is `en`, an invalid tag is `und`.
 * Ground truth for the journal, independent of the code that fills the tables.
 */
export function languageOf(said: unknown): string {
  if (typeof said !== "string") return "und";
  // A POSIX locale (`de_DE.UTF-8`) has a suffix after its tag.
  const [tag = ""] = said.trim().split(/[.@]/, 1);
  const [first = "", ...others] = tag.split(/[-_]/);
  // Use an extended language subtag alone: Mastodon's `zh-YUE` is `yue`.
  const extended = /^[a-z]{2,3}$/i.test(first) && /^[a-z]{3}$/i.test(others[0] ?? "");
  const parts = extended ? others : [first, ...others];
  const joined = parts.join("-");
  // A language is two or three letters: "english" is none.
  if (joined.length > 35 || !/^[a-z]{2,3}$/i.test(parts[0] ?? "")) return "und";
  try {
    const locale = new Intl.Locale(joined).toString();
    // Montenegrin and Serbo-Croatian stay languages instead of becoming varieties of Serbian.
    return locale.split("-").length > parts.length ? parts.map(inCase).join("-") : locale;
  } catch {
    return "und";
  }
}

/** Language in lower case, script capitalised, region in upper case. */
function inCase(part: string, at: number): string {
  const small = part.toLowerCase();
  if (at === 0) return small;
  if (small.length === 2) return small.toUpperCase();
  return /^[a-z]{4}$/.test(small) ? small[0]?.toUpperCase() + small.slice(1) : small;
}
