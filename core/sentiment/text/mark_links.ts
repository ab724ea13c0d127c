import { type LinkedText, linkedText, type Span } from "../../post/html_to_text.ts";

/** What has a link, code or a formula in it. */
const MARKED_UP = /<(?:a\s|code|pre|math)/i;
/** {@linkcode import("./links.ts").withoutLinks} always recognises this as a link, whatever is around it. */
const MARK = "https://link";
const FOLLOWED = /^\S*[\p{L}\p{N}\p{S}]/u;
const FOLLOWER_MAX = 64;
/** Spans that are searched for in a text that differs from its HTML. */
const SOUGHT_MAX = 200;

/** A part of a text and what takes its place. */
interface Replacement {
  readonly span: Span;
  readonly isLink: boolean;
}

/**
 * Replaces each link in a post's text by one with a recognisable address, and code and formulas by a blank. Only the HTML
 * says which words are which: a link's text may be an ordinary word. Returns the same string if there are none.
 *
 * @param text as stored: the text of the HTML, or another producer's rendering of it
 */
export function markLinks(text: string, html: string): string {
  if (!MARKED_UP.test(html)) return text;
  let shown = linkedText(html);
  if (shown.text !== text && html.includes("quote-inline")) {
    shown = linkedText(html, { withQuote: true });
  }
  const all = replacementsIn(shown);
  const places = shown.text === text ? all : placesIn(text, shown, all);
  let marked = "";
  let done = 0;
  for (const { span: [start, end], isLink } of places) {
    if (start < done) continue; // a link in code
    marked += text.slice(done, start) + (isLink ? MARK : " ");
    // A word or symbol directly after the link does not belong to it; a closing bracket does.
    if (isLink && FOLLOWED.test(text.slice(end, end + FOLLOWER_MAX))) marked += " ";
    done = end;
  }
  return done === 0 ? text : marked + text.slice(done);
}

function replacementsIn({ links, code }: LinkedText): readonly Replacement[] {
  return [
    ...code.map((span) => ({ span, isLink: false })),
    ...links.map((span) => ({ span, isLink: true })),
  ].sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1]);
}

/** The places in another producer's text, which must have its words in the same order. */
function placesIn(
  text: string,
  shown: LinkedText,
  all: readonly Replacement[],
): readonly Replacement[] {
  const places: Replacement[] = [];
  let from = 0;
  for (const { span: [start, end], isLink } of all.slice(0, SOUGHT_MAX)) {
    const words = shown.text.slice(start, end);
    const at = words === "" ? -1 : text.indexOf(words, from);
    if (at < 0) continue;
    from = at + words.length;
    places.push({ span: [at, from], isLink });
  }
  return places;
}
