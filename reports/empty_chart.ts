import type { TopLevelSpec } from "vega-lite";
import type { Language } from "./language.ts";
import { framed, HEIGHT, INK, WIDTH } from "./theme.ts";

/** A chart that says why it shows nothing. */
export function emptyChart(title: string, why: string, language: Language): TopLevelSpec {
  const lines = [
    { y: HEIGHT / 2 - 18, text: "∅", size: 34 },
    { y: HEIGHT / 2 + 20, text: why, size: 15 },
  ];
  return framed({
    width: WIDTH,
    height: HEIGHT,
    data: { values: lines },
    layer: [
      {
        mark: {
          type: "rect",
          fill: "#f6f8fa",
          cornerRadius: 6,
          x: 0,
          y: 0,
          width: WIDTH,
          height: HEIGHT,
        },
      },
      {
        mark: { type: "text", color: INK.soft, align: "center", x: WIDTH / 2 },
        encoding: {
          y: { field: "y", type: "quantitative", axis: null, scale: null },
          size: { field: "size", type: "quantitative", scale: null, legend: null },
          text: { field: "text", type: "nominal" },
        },
      },
    ],
  }, { title, subtitle: "", language });
}
