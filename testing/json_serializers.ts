import type { TootRecord } from "../core/post/record.ts";

/** Writes a record as a program in some language does with its usual JSON library and settings. */
export type Serializer = (record: TootRecord) => string;

/**
 * How programs write the same record. All of them say the same, beside fields that a consumer must pass over:
 *
 * - `own`: as Trunkline's producer, by `JSON.stringify`;
 * - `python`: `json.dumps`: spaces after `:` and `,`, everything past ASCII as `\uXXXX`; times by `isoformat()`;
 * - `go`: `encoding/json` of a map: names sorted, `<`, `>` and `&` as `\u003c`, `\u003e` and `\u0026`; times by RFC3339Nano;
 * - `php`: `json_encode`: `\/`, everything past ASCII as `\uXXXX`;
 * - `pretty`: over several lines, as `jq` prints;
 * - `mixed`: fields in another order in each record, and some that a post does not have, also nested ones.
 */
export const SERIALIZERS = {
  own: (record) => JSON.stringify(record),
  python: (record) => python(withTimes(record, (time) => time.replace("Z", "000+00:00"))),
  go: (record) =>
    JSON.stringify(sorted(withTimes(record, (time) => time.replace(/\.?0*Z$/, "Z")))).replace(
      /[<>&\u2028\u2029]/g,
      (unit) => escaped(unit),
    ),
  php: (record) =>
    JSON.stringify(record).replaceAll("/", "\\/").replace(PAST_ASCII, (unit) => escaped(unit)),
  pretty: (record) => JSON.stringify(record, null, 2),
  mixed: (record) => JSON.stringify(mixed(record)),
} as const satisfies Readonly<Record<string, Serializer>>;

export type SerializerName = keyof typeof SERIALIZERS;

/** The names of all serializers. */
export const SERIALIZER_NAMES = Object.keys(SERIALIZERS) as readonly SerializerName[];

const PAST_ASCII = /[\u0080-\uffff]/g;

/** A UTF-16 unit as `\uXXXX`. */
function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const TIMES = ["created_at", "edited_at", "received_at"];
/** As `toISOString()` writes it. */
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The record with its times in another spelling. */
function withTimes(record: TootRecord, spelling: (time: string) => string): object {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name,
      TIMES.includes(name) && typeof value === "string" && ISO.test(value)
        ? spelling(value)
        : value,
    ]),
  );
}

function python(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return `{${fields.map(([name, field]) => `${python(name)}: ${python(field)}`).join(", ")}}`;
  }
  return JSON.stringify(value).replace(PAST_ASCII, (unit) => escaped(unit));
}

function sorted(record: object): object {
  return Object.fromEntries(
    Object.entries(record).toSorted(([a], [b]) => a < b ? -1 : a > b ? 1 : 0),
  );
}

/** The fields from a place on that depends on the record, among others. */
function mixed(record: TootRecord): object {
  const fields: [string, unknown][] = Object.entries(record);
  const first = Number(record.id.slice(-2).replace(/\D/g, "0")) % fields.length;
  const [before, after] = [fields.slice(0, first), fields.slice(first)];
  const poll = { options: [{ title: 'a "b"', votes: [1.5e3, null] }, {}], expired: false };
  return Object.fromEntries([
    ...after,
    ["replies_count", 3],
    ["media", [{ type: "image", description: "é ] } \\" }]],
    ...before.toReversed(),
    ["poll", first % 2 === 0 ? poll : null],
  ]);
}
