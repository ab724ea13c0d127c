import type { Evaluation } from "../../core/sentiment/evaluation/evaluate.ts";
import { SLICES } from "../../core/sentiment/evaluation/slices.ts";
import type { Language } from "../language.ts";
import { ACCENT, INK } from "../theme.ts";

/** Accuracy by kind of post, with its 95 % interval; the line is the accuracy of all rows. */
export function slicesPart(
  { slices, polar }: Pick<Evaluation, "slices" | "polar">,
  { width, language }: { readonly width: number; readonly language: Language },
): object {
  const rows = SLICES.map((name) => [name, slices[name]] as const).flatMap(([name, slice]) =>
    slice === undefined
      ? []
      : [{ name: `${name}, ${language.number(slice.rows)} rows`, ...slice.accuracy }]
  );
  const lowest = Math.min(1, ...rows.map(({ low }) => low));
  const y = {
    field: "name",
    type: "nominal",
    sort: null,
    axis: { title: null, domain: false, ticks: false, labelLimit: 260 },
  };
  const scale = { domain: [Math.floor(lowest * 10) / 10, 1], nice: false };
  const axis = { title: "Accuracy, positive against negative", format: ".2f" };
  return {
    width,
    height: 30 * Math.max(1, rows.length),
    layer: [
      {
        data: { values: polar === undefined ? [] : [{ all: polar.accuracy.value }] },
        mark: { type: "rule", color: INK.soft, strokeDash: [5, 4], strokeWidth: 1.2 },
        encoding: { x: { field: "all", type: "quantitative", scale, axis } },
      },
      {
        data: { values: rows },
        mark: { type: "rule", color: ACCENT, opacity: 0.5, strokeWidth: 3 },
        encoding: {
          y,
          x: { field: "low", type: "quantitative", scale, axis },
          x2: { field: "high" },
        },
      },
      {
        data: { values: rows },
        mark: { type: "point", color: ACCENT, filled: true, size: 70, opacity: 1 },
        encoding: { y, x: { field: "value", type: "quantitative", scale, axis } },
      },
    ],
  };
}
