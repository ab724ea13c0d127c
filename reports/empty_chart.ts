import type { TopLevelSpec } from "vega-lite";
import type { Chart } from "./chart.ts";
import type { Language } from "./language.ts";
import { framed, HEIGHT, INK, WIDTH } from "./theme.ts";

/** The spec of a chart without data, with the reason in its place. */
export function emptyChart(title: string, why: string, language: Language): TopLevelSpec {
  const line = (text: string, y: number, fontSize: number) => ({
    mark: { type: "text", color: INK.soft, align: "center", baseline: "middle", fontSize },
    encoding: { x: { value: WIDTH / 2 }, y: { value: y }, text: { value: text } },
  });
  return framed({
    width: WIDTH,
    height: HEIGHT,
    view: { fill: "#f6f8fa", cornerRadius: 6 },
    data: { values: [{}] },
    layer: [line("∅", HEIGHT / 2 - 24, 34), line(why, HEIGHT / 2 + 20, 15)],
  }, { title, subtitle: "", language });
}

/** A chart of a period without posts. */
export function noPosts(name: string, title: string, language: Language): Chart {
  return emptyBecause(name, title, language, {
    why: language.say({ en: "No posts in this time", fr: "Aucun message sur cette période" }),
    remedy: language.say({
      en: "Start the pipeline with run, or choose another time.",
      fr: "Lancez la collecte avec run, ou choisissez une autre période.",
    }),
  });
}

/** A chart of batch tables before the first batch run. */
export function noBatch(name: string, title: string, language: Language): Chart {
  return emptyBecause(name, title, language, {
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

/** An empty chart that names the reason and the remedy. */
export function emptyBecause(
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
