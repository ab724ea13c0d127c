import type { Mark, Spec } from "vega";

/** Title and legend of a chart in a file. */
export interface Surroundings {
  readonly title: string;
  /** Lines. */
  readonly subtitle: readonly string[];
  /** `colour`: a token of the palette; `pale`: for windows that are not final. */
  readonly legend: readonly {
    readonly label: string;
    readonly colour?: string;
    readonly value?: string;
    readonly pale?: boolean;
  }[];
}

/** Estimated width of a letter in the legend, px: text cannot be measured before the view exists. */
const LETTER_PX = 6.6;
const LEGEND_FONT_PX = 12;

/** A chart's definition with title, legend and background, for a file. */
export function standAlone(spec: Spec, { title, subtitle, legend }: Surroundings): Spec {
  return {
    ...spec,
    background: "@paper",
    title: {
      text: title,
      subtitle: [...subtitle],
      anchor: "start",
      frame: "group",
      color: "@ink",
      subtitleColor: "@soft",
      font: "@font",
      subtitleFont: "@font",
      fontSize: 18,
      subtitleFontSize: 12,
      subtitlePadding: 4,
      offset: 14,
    },
    marks: [...(spec.marks ?? []), ...legendMarks(legend)],
    autosize: "pad",
    padding: 16,
  };
}

/** The legend: one line right above the plot. */
function legendMarks(legend: Surroundings["legend"]): Mark[] {
  let x = 6;
  return legend.flatMap(({ label, colour = "paper", value = "", pale = false }) => {
    const text = `${label} ${value}`.trim();
    const at = x;
    x += text.length * LETTER_PX + 40;
    return [
      {
        type: "symbol",
        encode: {
          enter: {
            x: { value: at },
            y: { value: -18 },
            shape: { value: "square" },
            size: { value: 130 },
            fill: { value: `@${colour}` },
            stroke: { value: `@${colour}` },
            fillOpacity: { value: pale ? 0.4 : 1 },
          },
        },
      },
      {
        type: "text",
        encode: {
          enter: {
            x: { value: at + 13 },
            y: { value: -18 },
            baseline: { value: "middle" },
            text: { value: text },
            fill: { value: "@ink" },
            font: { value: "@font" },
            fontSize: { value: LEGEND_FONT_PX },
          },
        },
      },
    ];
  });
}
