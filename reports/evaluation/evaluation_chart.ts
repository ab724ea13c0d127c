import type { TopLevelSpec } from "vega-lite";
import type { Interval } from "../../core/sentiment/evaluation/bootstrap.ts";
import type { Evaluation } from "../../core/sentiment/evaluation/evaluate.ts";
import { emptyChart } from "../empty_chart.ts";
import { Language } from "../language.ts";
import { framed } from "../theme.ts";
import { confusionPart } from "./confusion.ts";
import { reliabilityParts } from "./reliability.ts";
import { slicesPart } from "./slices.ts";

const RIGHT = 330;

/** One picture of an evaluation: calibration, confusion, kinds of posts. `file`: name of the file that it was measured on. */
export function evaluationChart(evaluation: Evaluation, file: string): TopLevelSpec {
  const { model, rows, coverage, polar, threeClass } = evaluation;
  const language = new Language("en");
  const about = [
    `Model ${model} on ${file}: ${language.number(rows)} rows, ${
      language.percent(coverage)
    } scored`,
    ...(polar === undefined ? [] : [
      `Positive against negative (${language.number(polar.rows)} rows): accuracy ${
        interval(polar.accuracy)
      }, AUC ${interval(polar.auc)}`,
    ]),
    ...(threeClass === undefined
      ? []
      : [`Three classes: macro-recall ${interval(threeClass.macroRecall)}`]),
    "Bars and brackets are 95% intervals; unscored rows count as even odds",
  ];
  if (polar === undefined) {
    return emptyChart(
      "Evaluation",
      "The file does not have both sides, positive and negative",
      language,
    );
  }
  const confusion = threeClass === undefined
    ? confusionPart(polar.confusion, ["negative", "positive"], { width: RIGHT, language })
    : confusionPart(threeClass.confusion, ["negative", "neutral", "positive"], {
      width: RIGHT,
      language,
    });
  return framed({
    hconcat: [
      { vconcat: reliabilityParts(polar), spacing: 14 },
      {
        vconcat: [confusion, slicesPart(evaluation, { width: RIGHT, language })],
        spacing: 34,
      },
    ],
    spacing: 44,
  }, { title: `Calibration error (ECE) ${figure(polar.ece)}`, subtitle: about, language });
}

function interval({ value, low, high }: Interval): string {
  return `${figure(value)} [${figure(low)}, ${figure(high)}]`;
}

function figure(value: number): string {
  return value.toFixed(3).replace(/^0\./, ".");
}
