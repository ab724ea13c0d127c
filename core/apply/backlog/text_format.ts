/** Values as text in the formats of PostgreSQL. */

/** A literal of an array of numbers or decimal strings. */
export function numberArray(values: readonly (number | string)[]): string {
  return `{${values.join(",")}}`;
}

/** A literal of an array of texts. */
export function textArray(values: readonly string[]): string {
  if (values.length === 0) return "{}";
  // Without escapes JSON is the same text, and is made in a fraction of the time.
  const json = JSON.stringify(values);
  if (!json.includes("\\")) return `{${json.slice(1, -1)}}`;
  let text = "{";
  for (const value of values) {
    text += text.length === 1 ? '"' : ',"';
    text += /["\\]/.test(value) ? value.replace(/["\\]/g, "\\$&") : value;
    text += '"';
  }
  return text + "}";
}

let lastMinute = NaN;
let lastPrefix = "";

/**
 * A `timestamptz` of ms since 1970, years 0001 to 9999; fractions of a ms are cut. Most times of a batch lie in a few
 * minutes, so the date is formatted once for a run of them.
 */
export function timestamp(time: number): string {
  const minute = Math.floor(time / 60_000);
  if (minute !== lastMinute) {
    lastMinute = minute;
    lastPrefix = new Date(minute * 60_000).toISOString().slice(0, 17);
  }
  const ms = Math.floor(time) - minute * 60_000;
  const second = Math.floor(ms / 1_000);
  const rest = ms - second * 1_000;
  return `${lastPrefix}${second < 10 ? "0" : ""}${second}.${
    rest < 10 ? "00" : rest < 100 ? "0" : ""
  }${rest}Z`;
}

/** The same for a time that may be infinite. */
export function timestampOrInfinity(time: number): string {
  return Number.isFinite(time) ? timestamp(time) : time > 0 ? "infinity" : "-infinity";
}
