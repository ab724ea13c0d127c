import { readInstant } from "./instant.ts";
import type { CoverageRecord } from "./record.ts";

/** How a stretch of a stream was read. */
export type CoverageState = CoverageRecord["state"];

/** A copy of a coverage event: what of a stream was read, as far as the posts of one partition are concerned. */
export interface Coverage {
  /** The same in all copies of an event. */
  readonly key: string;
  readonly instance: string;
  readonly stream: string;
  readonly state: CoverageState;
  /** `[from, to)`, ms since 1970. */
  readonly from: number;
  readonly to: number;
  /** Number of copies. The stretch counts once the copies of all partitions were applied. */
  readonly partitions: number;
  /** What reading again has found; null where nothing was read again. */
  readonly fill: Fill | null;
}

/** What reading a stretch again by REST has found. */
export interface Fill {
  readonly why: string;
  readonly posts: number;
  readonly rechecked: number;
  readonly unverified: number;
}

const STATES: readonly string[] = [
  "live",
  "filled",
  "incomplete",
  "lost",
  "ended",
] satisfies CoverageState[];
const TEXT_MAX = 500;
const PARTITIONS_MAX = 100_000;

/**
 * Reads a coverage event. Undefined if it is none that this build understands: it then covers nothing, which errs on
 * the safe side.
 */
export function readCoverage(
  json: Readonly<Record<string, unknown>>,
  defaultInstance: string | undefined,
): Coverage | undefined {
  const state = STATES.find((each) => each === json["state"]) as CoverageState | undefined;
  const key = textIn(json, "key");
  const instance = textIn(json, "instance") ?? defaultInstance;
  const stream = textIn(json, "stream");
  const from = readInstant(textIn(json, "from") ?? "");
  const to = readInstant(textIn(json, "to") ?? "");
  const partitions = json["partitions"];
  if (state === undefined || key === undefined || instance === undefined || stream === undefined) {
    return undefined;
  }
  if (!(from < to) || !isCount(partitions) || partitions < 1 || partitions > PARTITIONS_MAX) {
    return undefined;
  }
  const count = (name: string) => isCount(json[name]) ? json[name] : 0;
  const fill = state === "live" || state === "ended" ? null : {
    why: textIn(json, "why") ?? "",
    posts: count("posts"),
    rechecked: count("rechecked"),
    // Summed up over the events of a stretch: negative where this one takes back what an earlier one has counted.
    unverified: count("unverified") - count("verified"),
  };
  return { key, instance, stream, state, from, to, partitions, fill };
}

/** A text that PostgreSQL takes. */
function textIn(json: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = json[name];
  return typeof value === "string" && value !== "" && value.length <= TEXT_MAX &&
      !value.includes("\0") && value.isWellFormed()
    ? value
    : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** 31;
}
