/**
 * The letters that Mastodon takes for ASCII in a hashtag (its `ascii_folding.rb`), in lower case, and what they become.
 * All others stay apart, as on Mastodon: ạ, ό, й.
 */
const LETTERS =
  "àáâãäåāăąçćĉċčðďđèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĸĺļľłñńņňŋòóôõöøōŏőŕŗřśŝşšţťŧùúûüũūŭůűųŵýÿŷźżž";
const IN_ASCII =
  "aaaaaaaaacccccdddeeeeeeeeegggghhiiiiiiiiijkkllllnnnnnooooooooorrrsssstttuuuuuuuuuuwyyyzzz";
const folded = new Map([...LETTERS].map((letter, at) => [letter, IN_ASCII[at] ?? letter]));
// At the end of a word it is the same letter as elsewhere.
folded.set("ς", "σ");
/** What nobody sees: soft hyphens, zero-width characters, marks of direction and variation, the dot that İ leaves. */
const UNSEEN =
  /[\u00ad\u0307\u034f\u061c\u180b-\u180f\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/g;

/**
 * What makes hashtags equal, as on Mastodon: width and ligatures (NFKC), case, and accents of Latin letters. Café, CAFE
 * and ＣＡＦＥ are `cafe`. The same as `masto.fold_hashtag`.
 */
export function foldHashtag(tag: string): string {
  const lower = tag.normalize("NFKC").toLowerCase();
  if (/^[\0-\x7f]*$/.test(lower)) return lower;
  return lower.replace(UNSEEN, "").replace(
    /[\u0080-\uffff]/g,
    (letter) => folded.get(letter) ?? letter,
  );
}
