import { markLinks } from "../sentiment/text/mark_links.ts";

/** What a post shows beside its text. */
export interface ShownWith {
  /** What the text was made from, if known: it says which words are links, code or a formula. */
  readonly html?: string | undefined;
  /** The content warning, which a reader sees first. */
  readonly spoiler?: string | undefined;
  /** The options of its poll, one a line. */
  readonly poll?: string | null | undefined;
}

/**
 * What is judged of a post: its content warning, its text, in which links are marked, and the options of its poll. Code, formulas and the line
 * that stands in for a quoted post are left out; a custom emoji is a smile, a frown or nothing; a hashtag of several words is
 * followed by them.
 */
export function judgedText(
  text: string,
  { html = "", spoiler = "", poll }: ShownWith = {},
): string {
  const marked = markLinks(text, html);
  const warned = spoiler === "" ? marked : `${spoiler}\n${marked}`;
  const whole = poll ? `${warned}\n${poll}` : warned;
  let judged = whole;
  if (judged.includes(":")) {
    judged = judged.replace(QUOTE_LINE, "").replace(
      CUSTOM_EMOJI,
      (_, name: string) => moodOf(name),
    );
  }
  if (judged.includes("`")) judged = judged.replace(MARKDOWN_CODE, " ");
  return judged.includes("#") ? judged.replace(HASHTAG, withWords) : judged;
}

/** "RE: link", the line for those who cannot show what a post quotes. */
const QUOTE_LINE = /^[ \t]*(?:RE|QT|QRT|RN)\s?:\s*(?=https?:\/\/\S+\s*$)/gim;
/** `:blobcat_happy:`; a time of day or a ratio has no letter in it. */
const CUSTOM_EMOJI = /(?<![\p{L}\p{N}:]):((?=\w*[a-z])[a-z0-9_+-]{2,64}):(?![\p{L}\p{N}])/giu;
/** Between one backtick and the next of the line, or between fences of three. */
const MARKDOWN_CODE = /```[^`]{0,8000}```|(?<!`)`[^`\n]{1,500}`(?!`)/g;
const HASHTAG = /(?<![\p{L}\p{N}&/#])#([\p{L}\p{N}\p{M}_]{4,100})/gu;
const TAG_WORD = /\p{Lu}(?=\p{Lu}\p{Ll})|\p{Lu}{2,}(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}/gu;

const GLAD = new Set(
  ("happy smile smiling grin laugh laughing lol joy love heart hearts hug hugs yay party cheer cheers celebrate thumbsup " +
    "thanks thx blush kiss uwu owo excited pog comfy cute glad win").split(" "),
);
const UNHAPPY = new Set(
  ("sad cry crying sob tears angry anger mad rage upset frown scream screaming tired sick puke facepalm thumbsdown dead " +
    "pain panic scared fear worried hate broken brokenheart sigh unhappy").split(" "),
);

/** The face that a custom emoji's name stands for; a blank for a name without a mood. */
function moodOf(name: string): string {
  for (const part of name.toLowerCase().split(/[_+\-\d]+/)) {
    if (GLAD.has(part)) return " 🙂 ";
    if (UNHAPPY.has(part)) return " 🙁 ";
  }
  return " ";
}

/** `#LoveThis` is followed by its words; a tag of one word stays alone. */
function withWords(tag: string, name: string): string {
  const words = name.match(TAG_WORD) ?? [];
  return words.length < 2 ? tag : `${tag} ${words.join(" ")} `;
}
