import type { TopLevelSpec } from "vega-lite";
import type { Language } from "./language.ts";
import { rowsByPlace } from "./label_expression.ts";
import { ACCENT, framed, INK, WIDTH } from "./theme.ts";

export interface RankedBar {
  readonly label: string;
  readonly value: number;
  /** Shown beside the bar. */
  readonly text: string;
  /** Drawn paler: the sum of all other bars. */
  readonly rest?: boolean;
}

/** Horizontal bars, longest first, each with its value beside it; labels in any script, cut if too long. */
export function rankedBars(
  bars: readonly RankedBar[],
  { title, subtitle, axisTitle, language }: {
    readonly title: string;
    readonly subtitle: string;
    readonly axisTitle: string;
    readonly language: Language;
  },
): TopLevelSpec {
  // Two labels may look the same (two forms of a hashtag): `place` keeps their bars apart.
  const values = bars.map((bar, place) => ({ ...bar, rest: bar.rest ?? false, place }));
  const labels = values.map(({ label }) => label);
  return framed({
    width: WIDTH - 170,
    height: { step: 24 },
    data: { values },
    encoding: {
      y: rowsByPlace(labels, 210),
      x: {
        field: "value",
        type: "quantitative",
        scale: { domainMin: 0 },
        axis: { title: axisTitle, format: ",d", tickMinStep: 1 },
      },
    },
    layer: [
      {
        mark: { type: "bar", cornerRadiusEnd: 3, color: ACCENT },
        encoding: {
          opacity: { condition: { test: "datum.rest", value: 0.35 }, value: 1 },
        },
      },
      {
        mark: { type: "text", align: "left", dx: 6, fontSize: 12, color: INK.normal },
        encoding: { text: { field: "text", type: "nominal" } },
      },
    ],
  }, { title, subtitle, language });
}
