/**
 * Characters that act on a terminal, or on how a line is read, instead of showing: controls (C0 without tab and line feed, C1),
 * the line and paragraph separators, and the controls of writing direction.
 */
const ACTING = /(?![\t\n])[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A text that does nothing to the terminal it is written to: what a server or a post put into it shows as `\u001b`. JSON stays
 * the same JSON.
 */
export function printable(text: string): string {
  return text.replaceAll(
    ACTING,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
