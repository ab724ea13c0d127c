/** Texts that begin with "@" name a colour of the theme; drawing replaces them. */
export const THEMED = {
  background: "transparent",
  view: { stroke: null },
  axis: {
    labelColor: "@soft",
    labelFontSize: 12,
    labelFont: "@font",
    titleFont: "@font",
    tickColor: "@line",
    domainColor: "@line",
    gridColor: "@grid",
    labelPadding: 6,
  },
  text: { font: "@font" },
};

/** Space around the plot, px: fixed, so that the time axes of all charts are aligned. */
export const PADDING = { left: 60, right: 10, top: 8, bottom: 26 };

/** Counts in full; millions shortened, which would not fit. */
export const COUNTS = {
  tickMinStep: 1,
  labelExpr:
    "datum.value >= 1e6 ? format(datum.value / 1e6, ',.3~f') + '\u00a0M' : format(datum.value, ',d')",
};

/** Ticks within a minute have no label, which would be that of the minute again. Ticks at midnight show the date, with its year if the range is not all in this year; other ticks the time. */
const TICK =
  "seconds(datum.value) ? '' : hours(datum.value) || minutes(datum.value) ? timeFormat(datum.value, '%H:%M') : " +
  "year(domain_from) === year(now()) && year(domain_to) === year(now()) " +
  "? timeFormat(datum.value, '%-d %b') : " +
  // In ranges of months, ticks are at the first days of months.
  "domain_to - domain_from > 150 * 86400000 ? timeFormat(datum.value, '%b %Y') : " +
  "timeFormat(datum.value, '%-d %b %Y')";

const domain = [{ expr: "domain_from" }, { expr: "domain_to" }];

/** A time axis that the page sets by the parameters `domain_from` and `domain_to` (ms since 1970). */
export const TIME = {
  type: "temporal",
  scale: { domain },
  axis: {
    title: null,
    grid: false,
    labelExpr: TICK,
    labelFlush: 20,
    labelOverlap: true,
    tickCount: { expr: "max(2, floor(width / 110))" },
  },
} as const;

/** A line of steps with an edge of paper, so that it can be seen on bars too. */
const BEFORE = [["@paper", 5], ["@before", 2]].map(([color, strokeWidth]) => ({
  data: { name: "before" },
  mark: { type: "line", interpolate: "step-after", color, strokeWidth, clip: true },
  encoding: {
    x: { field: "x", ...TIME },
    y: { field: "y", type: "quantitative" },
  },
}));

/**
 * A chart over time whose rectangles the page has stacked: rows of `steps` have `x0`, `x1` (ms), `y0`, `y1`, `kind` (a
 * colour of `colours`) and `live`; rows of `gaps` have `from`, `to`. Windows that are not final are pale with an outline.
 */
export function timeChart(
  { height, yAxis, yScale, colours, before = false }: {
    height: number;
    /** Rows of `before` (`x`, `y`) are drawn as a line of steps: what the bars are compared with. */
    before?: boolean;
    yAxis: Record<string, unknown>;
    yScale?: Record<string, unknown>;
    colours: { domain: readonly string[]; range: readonly string[] };
  },
) {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width: 600,
    height,
    padding: PADDING,
    autosize: "none",
    params: [
      { name: "domain_from", value: 0 },
      { name: "domain_to", value: 3_600_000 },
      // Width of the outline of windows that are not final: 0 where bars are too narrow for one.
      { name: "outline", value: 1 },
    ],
    layer: [
      {
        data: { name: "gaps" },
        mark: { type: "rect", color: "@gap", clip: true },
        encoding: { x: { field: "from", ...TIME }, x2: { field: "to" } },
      },
      {
        data: { name: "steps" },
        mark: { type: "rect", clip: true, strokeWidth: { expr: "outline" } },
        encoding: {
          x: { field: "x0", ...TIME },
          x2: { field: "x1" },
          y: {
            field: "y0",
            type: "quantitative",
            scale: { zero: true, ...yScale },
            axis: { title: null, domain: false, ticks: false, tickCount: 4, ...yAxis },
          },
          y2: { field: "y1" },
          color: { field: "kind", type: "nominal", scale: colours, legend: null },
          fillOpacity: { condition: { test: "datum.live", value: 0.4 }, value: 1 },
          stroke: {
            condition: {
              test: "datum.live",
              field: "kind",
              type: "nominal",
              scale: colours,
              legend: null,
            },
            value: null,
          },
        },
      },
      ...(before ? BEFORE : []),
      {
        // Drawn over the bars, which may hide the band behind them.
        data: { name: "gaps" },
        mark: { type: "rect", color: "@missing", clip: true },
        encoding: {
          x: { field: "from", ...TIME },
          x2: { field: "to" },
          y: { value: 0 },
          y2: { value: 4 },
        },
      },
    ],
    config: THEMED,
  };
}
