import type { Chart } from "./chart.ts";
import { emptyChart } from "./empty_chart.ts";
import type { Language } from "./language.ts";

/** The chart of a database, or of a time, without posts. */
export function noPosts(name: string, title: string, language: Language): Chart {
  return nothing(name, title, language, {
    why: language.say({ en: "No posts in this time", fr: "Aucun message sur cette période" }),
    remedy: language.say({
      en: "Start the pipeline with run, or choose another time.",
      fr: "Lancez la collecte avec run, ou choisissez une autre période.",
    }),
  });
}

/** The chart of posts that the batch job has not read yet. */
export function noBatch(name: string, title: string, language: Language): Chart {
  return nothing(name, title, language, {
    why: language.say({
      en: "The batch job has not run yet",
      fr: "Le traitement batch n’a pas encore tourné",
    }),
    remedy: language.say({
      en: "Run batch, then report again.",
      fr: "Lancez batch, puis de nouveau report.",
    }),
  });
}

/** A chart that says why it is empty and what to do. */
export function nothing(
  name: string,
  title: string,
  language: Language,
  { why, remedy }: { readonly why: string; readonly remedy: string },
): Chart {
  return {
    name,
    title,
    spec: emptyChart(title, why, language),
    sentences: [`${why}.`, remedy],
    table: { columns: [], rows: [] },
  };
}
