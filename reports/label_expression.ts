/**
 * A Vega expression that turns the place of an axis label (0, 1, …) into a text of `labels`.
 *
 * Everything but plain letters is written as an escape: Vega's parser ends a string at U+2028, which JSON lets stand.
 */
export function labelExpression(labels: readonly string[]): string {
  const list = JSON.stringify(labels).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${list}[datum.value]`;
}
