import type { Language } from "../language.ts";
import { INK } from "../theme.ts";

/** The confusion matrix: labels given by people against those of the model, as counts and as shares of each row. */
export function confusionPart(
  confusion: readonly number[],
  labels: readonly string[],
  { width, language }: { readonly width: number; readonly language: Language },
): object {
  const size = labels.length;
  const cells = confusion.map((count, i) => {
    const labelled = Math.floor(i / size);
    const row = confusion.slice(labelled * size, labelled * size + size);
    const share = count / Math.max(1, row.reduce((sum, each) => sum + each, 0));
    return {
      labelled: labels[labelled],
      scored: labels[i % size],
      share,
      text: [language.number(count), language.percent(share)],
    };
  });
  const nominal = { type: "nominal", sort: null };
  const axis = { domain: false, ticks: false, labelFontSize: 12 };
  return {
    width,
    height: 58 * size,
    data: { values: cells },
    encoding: {
      x: {
        field: "scored",
        ...nominal,
        axis: { ...axis, title: "The model says", orient: "top", labelAngle: 0 },
      },
      y: { field: "labelled", ...nominal, axis: { ...axis, title: "People say" } },
    },
    layer: [
      {
        mark: { type: "rect", stroke: "white", strokeWidth: 3 },
        encoding: {
          color: {
            field: "share",
            type: "quantitative",
            legend: null,
            scale: { domain: [0, 1], range: ["#f3f6f9", "#0b5c8a"] },
          },
        },
      },
      {
        mark: { type: "text", fontSize: 13, lineHeight: 17, baseline: "middle", dy: -8 },
        encoding: {
          text: { field: "text", type: "nominal" },
          color: { condition: { test: "datum.share > 0.7", value: "white" }, value: INK.strong },
        },
      },
    ],
  };
}
