/** All stems of the lines with each of the endings. */
export function inflected(endings: readonly string[], lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(" "))
    .flatMap((stem) => endings.map((ending) => stem + ending));
}

/** The words, and those that begin with a vowel or an h behind each of the elided articles, too: `l'islam`. */
export function elided(words: readonly string[], articles: string): string[] {
  return words.flatMap((word) =>
    /^[aeiouyhàâäéèêëîïôöù]/i.test(word)
      ? [word, ...articles.split(" ").map((article) => article + word)]
      : [word]
  );
}
