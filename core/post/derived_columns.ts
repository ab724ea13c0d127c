import { htmlToText } from "./html_to_text.ts";
import { foldLanguage } from "./language_tag.ts";
import { codePoints } from "./parse_record.ts";
import type { Post } from "./post.ts";
import { sourceText } from "./source_text.ts";

type Derived = Pick<Post, "content" | "lang">;

/** A stored post whose columns may have been derived by earlier rules. */
export type StoredColumns = Derived & Pick<Post, "contentHtml">;

/** The derived columns of a stored post by the current rules. */
function derivedColumns({ content, contentHtml, lang }: StoredColumns): Derived {
  return { content: derivedText(content, contentHtml), lang: foldLanguage(lang) };
}

/** Whether a column differs from what the current rules derive. */
export function isOutdated(stored: StoredColumns): boolean {
  const { content, lang } = derivedColumns(stored);
  return content !== stored.content || lang !== stored.lang;
}

/** The same post with its columns derived by the current rules. */
export function derivedPost(post: Post): Post {
  const { content, lang } = derivedColumns(post);
  return { ...post, content, contentLength: codePoints(content), lang };
}

/**
 * Makes a text anew that the earlier rule made of the HTML. Any other stays: either the current rule made it, with or
 * without a quoted post, or another producer did. (A text of another producer that equals what our earlier rule made is
 * made anew too: a row does not name its producer.)
 */
function derivedText(content: string, html: string): string {
  const shown = htmlToText(html);
  return shown !== content && sourceText(html) === content ? shown : content;
}
