import { linkedText } from "../../post/html_to_text.ts";

const ANCHOR = /<a\s/i;
/** {@linkcode import("./links.ts").withoutLinks} always recognises this as a link, whatever is around it. */
const MARK = "https://link";
const FOLLOWED = /^\S*[\p{L}\p{N}\p{S}]/u;
const FOLLOWER_MAX = 64;
/** Links that are searched for in a text that differs from its HTML. */
const SOUGHT_MAX = 200;

/**
 * Replaces each link in a post's text by one with a recognisable address. Only the HTML says which words are links: a
 * link's text may be an ordinary word. Returns the same string if there are none.
 *
 * @param text as stored: the text of the HTML, or another producer's rendering of it
 */
export function markLinks(text: string, html: string): string {
  if (!ANCHOR.test(html)) return text;
  let shown = linkedText(html);
  if (shown.text !== text && html.includes("quote-inline")) {
    shown = linkedText(html, { withQuote: true });
  }
  const places = shown.text === text ? shown.links : placesIn(text, shown);
  let marked = "";
  let done = 0;
  for (const [start, end] of places) {
    marked += text.slice(done, start) + MARK;
    // A word or symbol directly after the link does not belong to it; a closing bracket does.
    if (FOLLOWED.test(text.slice(end, end + FOLLOWER_MAX))) marked += " ";
    done = end;
  }
  return done === 0 ? text : marked + text.slice(done);
}

/** Spans of the HTML's links in another producer's text, which must have their words in the same order. */
function placesIn(
  text: string,
  shown: ReturnType<typeof linkedText>,
): readonly (readonly [start: number, end: number])[] {
  const places: [number, number][] = [];
  let from = 0;
  for (const [start, end] of shown.links.slice(0, SOUGHT_MAX)) {
    const words = shown.text.slice(start, end);
    const at = text.indexOf(words, from);
    if (at < 0) continue;
    from = at + words.length;
    places.push([at, from]);
  }
  return places;
}
