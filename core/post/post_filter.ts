import { foldLanguage, UNDETERMINED } from "./language_tag.ts";

/** Which posts are counted or exported; absent parts leave nothing out. */
export interface PostFilter {
  /** A hashtag without its "#", in any spelling. */
  readonly tag?: string | undefined;
  /** The authors' server. */
  readonly server?: string | undefined;
  /** BCP 47 tags as they are stored; empty: every language. */
  readonly langs: readonly string[];
}

/** A filter as a person writes it on the command line or in a URL. */
export interface WrittenFilter {
  readonly tag: string | undefined;
  readonly server: string | undefined;
  /** With commas. */
  readonly langs: string | undefined;
}

/** What the parts are called where they were written, such as `--hashtag`. */
export type FilterNames = Readonly<Record<keyof WrittenFilter, string>>;

const LANGS_MAX = 50;

/** Reads a filter; `wrong` is a line that names the part, its value and the remedy. */
export function readFilter(
  written: WrittenFilter,
  names: FilterNames,
): PostFilter | { readonly wrong: string } {
  const wrong = (part: keyof WrittenFilter, remedy: string) => ({
    wrong: `${names[part]} is "${written[part]}"; ${remedy}`,
  });
  const tag = written.tag?.replace(/^[#＃]/, "");
  if (tag !== undefined && !isTag(tag)) {
    return wrong("tag", "use one hashtag, without spaces or punctuation, such as eclipse");
  }
  const { server } = written;
  if (server !== undefined && !isServer(server)) {
    return wrong("server", "use the name of one server, such as mastodon.example");
  }
  const langs = readLanguages(written.langs ?? "");
  if (langs === undefined) {
    return wrong(
      "langs",
      "use codes of languages with commas, such as en,pt-BR (und: none is stated)",
    );
  }
  return { tag, server, langs };
}

/** Undefined if one of them is no language, or if there are too many. */
function readLanguages(text: string): readonly string[] | undefined {
  if (text === "") return [];
  const langs = text.split(",").map((lang) => readLanguage(lang.trim()));
  const known = new Set(langs.filter((lang) => lang !== undefined));
  return langs.includes(undefined) || known.size > LANGS_MAX ? undefined : [...known];
}

/** Whether a text can be a hashtag, without its "#". */
export function isTag(text: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{Pc}·・\u200c\u200d]{1,100}$/u.test(text);
}

/** Whether a text can be the name of a server. */
export function isServer(text: string): boolean {
  return /^[\p{L}\p{M}\p{N}.:_-]{1,253}$/u.test(text);
}

/** A language as it is stored; undefined if the text is no BCP 47 tag. */
export function readLanguage(text: string): string | undefined {
  const lang = /^[\w-]{2,35}$/.test(text) ? foldLanguage(text) : UNDETERMINED;
  return lang === UNDETERMINED && text.toLowerCase() !== UNDETERMINED ? undefined : lang;
}
