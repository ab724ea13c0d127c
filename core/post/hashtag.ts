/**
 * Letters that Mastodon folds to ASCII in a hashtag (its `ascii_folding.rb`), in lower case, and the letters they
 * become. All others stay distinct, as on Mastodon: ạ, ό, й.
 */
const LETTERS =
  "àáâãäåāăąçćĉċčðďđèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĸĺļľłñńņňŋòóôõöøōŏőŕŗřśŝşšţťŧùúûüũūŭůűųŵýÿŷźżž";
const IN_ASCII =
  "aaaaaaaaacccccdddeeeeeeeeegggghhiiiiiiiiijkkllllnnnnnooooooooorrrsssstttuuuuuuuuuuwyyyzzz";
const folded = new Map([...LETTERS].map((letter, at) => [letter, IN_ASCII[at] ?? letter]));
// The sigma at the end of a word is the same letter as the one inside a word.
folded.set("ς", "σ");
/**
 * Invisible characters: soft hyphens, zero-width characters, marks of direction and variation, the dot that İ leaves.
 */
const UNSEEN =
  /[\u00ad\u0307\u034f\u061c\u180b-\u180f\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/g;

/**
 * Folds a hashtag so that equal ones, by Mastodon's rules, are equal texts. Folded are width and ligatures (NFKC),
 * case, and accents of Latin letters. Café, CAFE and ＣＡＦＥ are `cafe`. The SQL function `masto.fold_hashtag` does the
 * same.
 */
export function foldHashtag(tag: string): string {
  const lower = tag.normalize("NFKC").toLowerCase();
  if (/^[\0-\x7f]*$/.test(lower)) return lower;
  return lower.replace(UNSEEN, "").replace(
    /[\u0080-\uffff]/g,
    (letter) => folded.get(letter) ?? letter,
  );
}
