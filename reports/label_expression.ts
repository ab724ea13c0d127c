import { INK } from "./theme.ts";

/**
 * A Vega expression that maps the position of an axis label (0, 1, …) to a text of `labels`.
 *
 * All but ASCII is escaped: Vega's parser ends a string at U+2028, which JSON does not escape.
 */
export function labelExpression(labels: readonly string[]): string {
  const list = JSON.stringify(labels).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${list}[datum.value]`;
}

/**
 * The `y` channel of a chart with one row for each of `labels`, in their order; its data have the row's number as `place`.
 *
 * @param labelLimit px; a longer label is cut
 */
export function rowsByPlace(labels: readonly string[], labelLimit: number) {
  return {
    field: "place",
    type: "ordinal",
    axis: {
      title: null,
      domain: false,
      ticks: false,
      labelFontSize: 13,
      labelLimit,
      labelColor: INK.strong,
      labelExpr: labelExpression(labels),
    },
  } as const;
}
