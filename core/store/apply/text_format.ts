/** Values as PostgreSQL reads them: array literals, and lines of `COPY … FROM STDIN` in text format. */

/** A literal of an array of numbers or decimal strings. */
export function numberArray(values: readonly (number | string)[]): string {
  return `{${values.join(",")}}`;
}

/** A literal of an array of texts. */
export function textArray(values: readonly string[]): string {
  if (values.length === 0) return "{}";
  let text = "{";
  for (const value of values) {
    text += text.length === 1 ? '"' : ',"';
    text += /["\\]/.test(value) ? value.replace(/["\\]/g, "\\$&") : value;
    text += '"';
  }
  return text + "}";
}

/** A field of a COPY line; null is `\N`. */
export function copyText(value: string | null): string {
  if (value === null) return "\\N";
  return /[\\\n\r\t]/.test(value) ? value.replace(/[\\\n\r\t]/g, escapeCopy) : value;
}

function escapeCopy(character: string): string {
  switch (character) {
    case "\n":
      return "\\n";
    case "\r":
      return "\\r";
    case "\t":
      return "\\t";
    default:
      return "\\\\";
  }
}

/** A `timestamptz` of ms since 1970, years 0001 to 9999. */
export function timestamp(time: number): string {
  return new Date(time).toISOString();
}
