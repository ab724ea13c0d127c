import { COUNTS, PADDING, THEMED, TIME, timeChart } from "./time_chart.ts";

/** Number of languages with a colour of their own; the rest are "other". */
export const LANGUAGE_SLOTS = 7;

const slots = Array.from({ length: LANGUAGE_SLOTS }, (_, index) => `slot${index}`);

/** Every chart of the page as Vega-Lite; the build compiles them to Vega. */
export const DEFINITIONS = {
  pace: timeChart({
    height: 230,
    yAxis: COUNTS,
    colours: { domain: ["posts"], range: ["@accent"] },
    before: true,
  }),

  languages: timeChart({
    height: 230,
    yAxis: COUNTS,
    colours: {
      domain: [...slots, "other"],
      range: [...slots.map((slot) => `@${slot}`), "@other"],
    },
  }),

  sentiment: timeChart({
    height: 230,
    yAxis: { format: ".0%", values: [0, 0.25, 0.5, 0.75, 1] },
    yScale: { domain: [0, 1] },
    colours: {
      domain: ["positive", "neutral", "negative", "unscored", "waiting"],
      range: ["@positive", "@neutral", "@negative", "@unscored", "@waiting"],
    },
  }),

  coverage: {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width: 600,
    height: 22,
    padding: { ...PADDING, left: 22, right: 22 },
    autosize: "none",
    params: [{ name: "domain_from", value: 0 }, { name: "domain_to", value: 3_600_000 }],
    data: { name: "stretches" },
    mark: { type: "rect", clip: true },
    encoding: {
      x: { field: "from", ...TIME },
      x2: { field: "to" },
      color: {
        field: "kind",
        type: "nominal",
        legend: null,
        scale: {
          domain: ["complete", "filled", "missing"],
          range: ["@complete", "@filled", "@missing"],
        },
      },
    },
    config: THEMED,
  },

  // Bar: recent posts. Tick: posts that the past predicts. One row for each tag, in the given order.
  hashtags: {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width: 600,
    height: 300,
    padding: { left: 150, right: 64, top: 4, bottom: 26 },
    autosize: "none",
    data: { name: "tags" },
    encoding: {
      y: {
        field: "label",
        type: "nominal",
        sort: null,
        scale: { paddingInner: 0.36, paddingOuter: 0.18 },
        axis: {
          title: null,
          domain: false,
          ticks: false,
          labelColor: "@ink",
          labelFontSize: 13,
          labelLimit: 140,
          labelPadding: 8,
        },
      },
      x: {
        type: "quantitative",
        axis: {
          title: null,
          domain: false,
          ticks: false,
          tickCount: { expr: "max(2, floor(width / 90))" },
          ...COUNTS,
        },
      },
    },
    layer: [
      {
        mark: { type: "bar", color: "@used", cornerRadiusEnd: 2 },
        encoding: { x: { field: "recent" } },
      },
      {
        mark: { type: "tick", color: "@expected", thickness: 3, bandSize: 23 },
        encoding: { x: { field: "expected" } },
      },
      {
        mark: { type: "text", align: "left", dx: 6, color: "@soft", fontSize: 12 },
        encoding: { x: { field: "end" }, text: { field: "times" } },
      },
    ],
    config: THEMED,
  },
};

export type ChartName = keyof typeof DEFINITIONS;
