import type { TopLevelSpec } from "vega-lite";
import type { Language } from "./language.ts";
import { ACCENT, framed, INK, WIDTH } from "./theme.ts";

/** Room for labels that are sentences. */
export const SENTENCES_PX = 220;

/** A row of {@linkcode shareBars}. */
export interface ShareBar {
  readonly label: string;
  /** From 0 to 1. */
  readonly share: number;
  /** Shown on the bar. */
  readonly text: string;
}

/** Beside a longer bar there is no room for its text, which then stands in it. */
const TEXT_BESIDE_MAX = 0.7;

/** Horizontal bars of shares, in the order given, each on a pale bar of the whole. */
export function shareBars<Bar extends ShareBar>(
  values: readonly Bar[],
  { title, subtitle, axisTitle, language }: {
    readonly title: string;
    readonly subtitle: string;
    readonly axisTitle: string;
    readonly language: Language;
  },
): TopLevelSpec {
  return framed({
    width: WIDTH - 170,
    height: { step: 40 },
    data: { values: [...values] },
    encoding: {
      y: {
        field: "label",
        type: "nominal",
        sort: null,
        axis: {
          title: null,
          domain: false,
          ticks: false,
          labelFontSize: 13,
          labelLimit: SENTENCES_PX,
          labelColor: INK.strong,
        },
      },
    },
    layer: [
      {
        mark: { type: "bar", color: "#eef1f4", cornerRadius: 3 },
        encoding: {
          x: {
            datum: 1,
            type: "quantitative",
            scale: { domain: [0, 1] },
            axis: { title: axisTitle, format: "%", tickCount: 5 },
          },
        },
      },
      {
        mark: { type: "bar", color: ACCENT, cornerRadius: 3 },
        encoding: { x: { field: "share", type: "quantitative" } },
      },
      text({ filter: `datum.share <= ${TEXT_BESIDE_MAX}`, align: "left", color: INK.strong }),
      text({ filter: `datum.share > ${TEXT_BESIDE_MAX}`, align: "right", color: "#ffffff" }),
    ],
  }, { title, subtitle, language });
}

function text(
  { filter, align, color }: {
    readonly filter: string;
    readonly align: "left" | "right";
    readonly color: string;
  },
) {
  return {
    transform: [{ filter }],
    mark: { type: "text" as const, align, dx: align === "left" ? 8 : -8, fontSize: 13, color },
    encoding: {
      x: { field: "share", type: "quantitative" as const },
      text: { field: "text", type: "nominal" as const },
    },
  };
}
