import assert from "node:assert/strict";
import fc from "fast-check";
import { readInstant } from "./instant.ts";

const two = (n: number) => String(n).padStart(2, "0");
const iso = (text: string) => {
  const time = readInstant(text);
  return Number.isNaN(time) ? "none" : new Date(time).toISOString();
};

Deno.test("an instant is read however ISO 8601 and its relatives spell it", () => {
  const cases: Readonly<Record<string, string>> = {
    "2026-11-29T10:00:00.250Z": "2026-11-29T10:00:00.250Z",
    "2026-11-29 10:00:00+00:00": "2026-11-29T10:00:00.000Z",
    "2026-11-29t10:00:00z": "2026-11-29T10:00:00.000Z",
    "2026-11-29T10:00Z": "2026-11-29T10:00:00.000Z",
    "2026-11-29T10:00:00.123456789Z": "2026-11-29T10:00:00.123Z",
    "2026-11-29T10:00:00,5Z": "2026-11-29T10:00:00.500Z",
    "2026-11-29T10:00:00+0130": "2026-11-29T08:30:00.000Z",
    "2026-11-29 10:00:00-05": "2026-11-29T15:00:00.000Z",
    "2026-11-29T24:00:00Z": "2026-11-30T00:00:00.000Z",
    "2024-02-29T23:59:59.999Z": "2024-02-29T23:59:59.999Z",
    "0001-01-01T00:00:00Z": "0001-01-01T00:00:00.000Z",
    "0099-12-31T00:00:00Z": "0099-12-31T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z": "9999-12-31T23:59:59.999Z",
  };
  for (const [text, read] of Object.entries(cases)) assert.equal(iso(text), read, text);
});

Deno.test("what is on no calendar, and what is not ISO 8601, is no instant", () => {
  for (
    const text of [
      "2026-02-30T10:00:00.000Z",
      "2026-02-29T10:00:00Z",
      "2100-02-29T10:00:00Z",
      "2026-04-31T10:00:00Z",
      "2026-13-01T10:00:00Z",
      "2026-00-10T10:00:00Z",
      "2026-01-00T10:00:00Z",
      "2026-01-01T25:00:00Z",
      "2026-01-01T24:00:01Z",
      "2026-01-01T10:60:00Z",
      "2016-12-31T23:59:60Z",
      "2026-01-01T10:00:00+24:00",
      "0000-12-31T23:59:59Z",
      "0001-01-01T00:00:00+01:00",
      "9999-12-31T23:59:59-01:00",
      "+002026-01-15T12:00:00Z",
      "2026-11-29",
      "2026-11-29T10:00:00",
      "Sun, 29 Nov 2026 10:00:00 +0000",
      "Nov 29 2026",
      "1764410400",
      " 2026-11-29T10:00:00Z",
      "2026-11-29T10:00:00Z\n",
      "",
      "yesterday",
    ]
  ) assert.equal(iso(text), "none", text);
});

Deno.test("only who says so gets UTC for a missing offset", () => {
  assert.equal(readInstant("2026-11-29 10:00:00", "utc"), Date.UTC(2026, 10, 29, 10));
  assert.equal(readInstant("2026-11-29T10:00:00+01:00", "utc"), Date.UTC(2026, 10, 29, 9));
  assert.ok(Number.isNaN(readInstant("2026-11-29", "utc")));
});

Deno.test("property: every day of every year is read, and no other day", () => {
  const range = { min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true };
  fc.assert(fc.property(fc.date(range), (date) => {
    assert.equal(readInstant(date.toISOString()), date.getTime());
  }));
  fc.assert(
    fc.property(fc.nat(9999), fc.nat(14), fc.nat(32), (year, month, day) => {
      const text = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T12:00:00.000Z`;
      // `Date` moves a day that is not on the calendar to another one.
      const date = new Date(0);
      date.setUTCFullYear(year, month - 1, day);
      const isDay = year > 0 && date.toISOString().startsWith(text.slice(0, 10));
      assert.equal(iso(text) !== "none", isDay, text);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("property: a long fraction costs no more than its length, and any text is read without throwing", () => {
  assert.equal(iso(`2026-11-29T10:00:00.${"9".repeat(1e6)}Z`), "2026-11-29T10:00:00.999Z");
  assert.equal(iso(`2026-11-29T24:00:00.${"0".repeat(400)}1Z`), "none");
  fc.assert(fc.property(fc.string(), (text) => void readInstant(text)));
});
