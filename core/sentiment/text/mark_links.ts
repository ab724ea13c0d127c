import { linkedText } from "../../post/html_to_text.ts";

const ANCHOR = /<a\s/i;
/** What {@linkcode import("./links.ts").withoutLinks} takes for a link whatever stands around it. */
const MARK = "https://link";
const FOLLOWED = /^\S*[\p{L}\p{N}\p{S}]/u;
const FOLLOWER_MAX = 64;
/** Links whose text is looked for where a text is not what its HTML shows. */
const SOUGHT_MAX = 200;

/**
 * The text of a post with each link replaced by one that is known by its spelling: the HTML says what is a link, also
 * where its text is a word like any other. The same text where there is none.
 *
 * @param text as stored: what the HTML shows, or what another producer made of it
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
    // A word or a sign that follows without a blank is none of the link, other than what closes a bracket.
    if (FOLLOWED.test(text.slice(end, end + FOLLOWER_MAX))) marked += " ";
    done = end;
  }
  return done === 0 ? text : marked + text.slice(done);
}

/** Where the links of the HTML stand in a text of another producer, if their words stand there in the same order. */
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
