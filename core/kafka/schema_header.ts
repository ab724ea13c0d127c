/** The header with the schema number of our records: see `core/post/record.ts`. */
export const SCHEMA_HEADER = "schema";
const LENGTH_MAX = 4;

/** Parses the decimal digits in `[start, end)`; 0 if anything else is there. */
export function schemaNumber(bytes: Uint8Array, start = 0, end = bytes.length): number {
  if (end - start > LENGTH_MAX) return 0;
  let number = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) return 0;
    number = number * 10 + digit;
  }
  return number;
}
