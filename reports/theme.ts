import type { TopLevelSpec } from "vega-lite";
import { type Language, VEGA_LOCALE } from "./language.ts";
import { PLOT_WIDTH } from "./time_buckets.ts";

/** Size of a plot, in pixels of the chart. */
export const WIDTH = PLOT_WIDTH;
export const HEIGHT = 300;

export const INK = { strong: "#1b2330", normal: "#3d4756", soft: "#6b7686", line: "#e3e7ec" };

/**
 * Blue and vermilion of Okabe and Ito's palette, in different lightness, which people with any common kind of colour
 * blindness can tell apart. A sign (+, −) always accompanies the colour.
 */
export const SENTIMENT = {
  positive: { colour: "#0072b2", sign: "+" },
  neutral: { colour: "#a7b0bb", sign: "○" },
  negative: { colour: "#d55e00", sign: "−" },
  unscored: { colour: "#ffffff", sign: "?" },
} as const;

export const ACCENT = "#0b5c8a";
export const ACCENT_SOFT = "#b9d3e2";
export const WARNING = "#8a3b00";

/** The parts that all charts share: title, subtitle, fonts, colours. */
export function framed(
  body: Readonly<Record<string, unknown>>,
  { title, subtitle, language }: {
    readonly title: string;
    readonly subtitle: string | readonly string[];
    readonly language: Language;
  },
): TopLevelSpec {
  const spec = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description: title,
    background: "white",
    padding: { left: 24, top: 22, right: 28, bottom: 20 },
    title: { text: title, subtitle },
    ...body,
    config: { ...CONFIG, locale: VEGA_LOCALE[language.locale] },
  };
  // Frame and body are a complete spec, which the compiler cannot infer for the union of all kinds of spec.
  return spec as unknown as TopLevelSpec;
}

const FONT = "Inter, 'Noto Sans', system-ui, sans-serif";

const CONFIG = {
  font: FONT,
  view: { stroke: null },
  title: {
    anchor: "start",
    frame: "group",
    fontSize: 20,
    fontWeight: 600,
    color: INK.strong,
    subtitleFontSize: 13,
    subtitleColor: INK.soft,
    subtitlePadding: 7,
    subtitleLineHeight: 18,
    offset: 18,
  },
  axis: {
    labelFontSize: 12,
    labelColor: INK.normal,
    titleFontSize: 12,
    titleFontWeight: 400,
    titleColor: INK.soft,
    titlePadding: 10,
    gridColor: INK.line,
    domainColor: "#aab3bf",
    tickColor: "#aab3bf",
    labelPadding: 6,
  },
  axisQuantitative: { domain: false, ticks: false, tickCount: 5 },
  legend: {
    labelFontSize: 12,
    labelColor: INK.normal,
    title: null,
    titleFontSize: 12,
    titleFontWeight: 400,
    titleColor: INK.soft,
    orient: "top",
    direction: "horizontal",
    symbolType: "square",
    symbolSize: 130,
    offset: 6,
    columnPadding: 18,
    labelLimit: 400,
  },
  text: { fontSize: 12, color: INK.normal },
  bar: { discreteBandSize: { band: 0.78 } },
};
