import { withoutLinks } from "./links.ts";
import { LENGTH_MAX, plainText } from "./plain_text.ts";

/** UTF-16 units that are searched for links; the text without links is then cut at {@linkcode LENGTH_MAX}. */
const READ_MAX = 4 * LENGTH_MAX;

/** What is judged of a post: its words, without its links. */
export interface PostText {
  readonly text: string;
  /** Whether there were links. */
  readonly hasLinks: boolean;
}

/** Takes the links out of a post's plain text and normalises the rest; languages and heads read the same text. */
export function postText(raw: string): PostText {
  const some = raw.length > READ_MAX ? raw.slice(0, READ_MAX) : raw;
  const bare = withoutLinks(some);
  return { text: plainText(bare), hasLinks: bare !== some };
}
