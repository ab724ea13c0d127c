import fc from "fast-check";

/** A character outside of ASCII is as likely as one inside, one outside of the basic plane less so. */
const CODE_POINT = fc.oneof(
  { arbitrary: codePointsOf(0, 0x7f), weight: 4 },
  { arbitrary: codePointsOf(0x80, 0xd7ff), weight: 3 },
  { arbitrary: codePointsOf(0xe000, 0xffff), weight: 1 },
  { arbitrary: codePointsOf(0x10000, 0x10ffff), weight: 1 },
);

/**
 * Well-formed text of any code points, NUL among them. In place of fast-check's `fc.string({ unit: "binary" })`, which
 * takes a second of a processor to make, in each test file that has one.
 */
export function anyText(
  constraints: { readonly minLength?: number; readonly maxLength?: number } = {},
): fc.Arbitrary<string> {
  return fc.string({ ...constraints, unit: CODE_POINT });
}

function codePointsOf(min: number, max: number): fc.Arbitrary<string> {
  return fc.integer({ min, max }).map((code) => String.fromCodePoint(code));
}
