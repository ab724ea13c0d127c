import { EMOJI, FACE, NEGATOR, Tokens } from "../text/tokens.ts";

/** Kinds of posts that are measured separately, in display order. */
export const SLICES = [
  "short (up to 5 words)",
  "medium (6 to 15 words)",
  "long (over 15 words)",
  "emoji or emoticon",
  "negation",
] as const;

export type SliceName = typeof SLICES[number];

/** Returns a function that lists the slices of a text. */
export function slicesOf(): (text: string) => SliceName[] {
  const tokens = new Tokens();
  return (text) => {
    tokens.read(text);
    const names: SliceName[] = [
      tokens.words <= 5
        ? "short (up to 5 words)"
        : tokens.words <= 15
        ? "medium (6 to 15 words)"
        : "long (over 15 words)",
    ];
    const kinds = tokens.kind.subarray(0, tokens.count);
    if (kinds.includes(EMOJI) || kinds.includes(FACE)) names.push("emoji or emoticon");
    if (kinds.includes(NEGATOR)) names.push("negation");
    return names;
  };
}
