import { type PostFilter, readFilter } from "../core/post/post_filter.ts";
import type { Flag } from "./command.ts";
import { type Flags, usageError } from "./flags.ts";

/** The flags that choose posts, for the table of a command. */
export const SELECTION_FLAGS = {
  from: {
    value: "T",
    help: "only posts from this time on (2026-11-01, or 2026-11-01T10:00:00Z)",
  },
  to: { value: "T", help: "only posts before this time" },
  hashtag: { value: "TAG", help: "only the posts with this hashtag, in any spelling" },
  lang: { value: "LANG", help: "only posts in these languages, with commas (en, pt-BR, und)" },
  server: { value: "HOST", help: "only posts of accounts of this server" },
} as const satisfies Readonly<Record<string, Flag>>;

/** The posts that the flags choose. */
export interface SelectionFlags {
  /** `[from, to)`, ms since 1970; an end that is not given is left out. */
  readonly span: { readonly from?: number; readonly to?: number };
  /** Undefined if neither a hashtag nor a server nor a language is given. */
  readonly filter: PostFilter | undefined;
}

/** Reads {@linkcode SELECTION_FLAGS}. Throws a usage error that names the flag and the remedy. */
export function readSelectionFlags(flags: Flags): SelectionFlags {
  const span = flags.span();
  const filter = readFilter(
    { tag: flags.text("hashtag"), server: flags.text("server"), langs: flags.text("lang") },
    { tag: "--hashtag", server: "--server", langs: "--lang" },
  );
  if ("wrong" in filter) throw usageError(filter.wrong);
  const { tag, server, langs } = filter;
  const all = tag === undefined && server === undefined && langs.length === 0;
  return { span, filter: all ? undefined : filter };
}
