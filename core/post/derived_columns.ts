import { htmlToText } from "./html_to_text.ts";
import { foldLanguage } from "./language_tag.ts";
import { codePoints } from "./parse_record.ts";
import type { Post } from "./post.ts";
import { sourceText } from "./source_text.ts";

/** The number of the rules by which columns are derived from what a server sent. A row of `recounts` has it. */
export const DERIVED_RULES = 2;

type Derived = Pick<Post, "content" | "lang">;

/** A stored post whose columns may have been derived by earlier rules. */
export type StoredColumns = Derived & Pick<Post, "contentHtml">;

/** What the columns of a stored post are by the rules of today. */
function derivedColumns({ content, contentHtml, lang }: StoredColumns): Derived {
  return { content: derivedText(content, contentHtml), lang: foldLanguage(lang) };
}

export function isDerivedOtherwise(stored: StoredColumns): boolean {
  const { content, lang } = derivedColumns(stored);
  return content !== stored.content || lang !== stored.lang;
}

/** The same post with its columns derived by the rules of today. */
export function derivedPost(post: Post): Post {
  const { content, lang } = derivedColumns(post);
  return { ...post, content, contentLength: codePoints(content), lang };
}

/**
 * A text that the earlier rule made of the HTML is made anew. Any other stays: it is what this rule makes, with or
 * without a quoted post, or another producer's. (Where another producer's text is what our earlier rule made too, it
 * passes for ours: a row does not say who wrote it.)
 */
function derivedText(content: string, html: string): string {
  const shown = htmlToText(html);
  return shown !== content && sourceText(html) === content ? shown : content;
}
