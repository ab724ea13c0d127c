/** The languages that alerts are written in. */
export type AlertLocale = "en" | "fr";

/** The sentences of alerts: counts, expected counts, shares in [0, 1], minutes. */
export interface AlertWords {
  rising(tag: string, recent: number, expected: number): string;
  burst(name: string, recent: number, expected: number): string;
  mood(isBetter: boolean, recent: number, before: number): string;
  silent(minutes: number): string;
}

/** The sentences in a language, with its figures. */
export function alertWords(locale: AlertLocale): AlertWords {
  const figure = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const n = (value: number) => figure.format(value);
  const share = (value: number) => percent.format(value);
  if (locale === "fr") {
    return {
      rising: (tag, recent, expected) =>
        `#${tag} est en hausse\u00a0: ${n(recent)} messages au lieu des ${n(expected)} attendus`,
      burst: (name, recent, expected) =>
        `${name}\u00a0: ${n(recent)} messages en cinq minutes au lieu des ${n(expected)} attendus`,
      mood: (isBetter, recent, before) =>
        `L’humeur est ${
          isBetter ? "meilleure" : "moins bonne"
        } que dans les heures précédentes\u00a0: ` +
        `${share(recent)} des messages évalués sont positifs, après ${share(before)}`,
      silent: (minutes) =>
        `Aucun message depuis ${n(minutes)} min\u00a0: la source se tait, ou la chaîne est arrêtée`,
    };
  }
  return {
    rising: (tag, recent, expected) =>
      `#${tag} rises: ${n(recent)} posts, where ${n(expected)} were expected`,
    burst: (name, recent, expected) =>
      `${name}: ${n(recent)} posts in five minutes, where ${n(expected)} were expected`,
    mood: (isBetter, recent, before) =>
      `The mood is ${isBetter ? "better" : "worse"} than in the hours before: ` +
      `${share(recent)} of scored posts are positive, after ${share(before)}`,
    silent: (minutes) =>
      `No post has arrived for ${n(minutes)} min: the source is silent, or the pipeline stands`,
  };
}
