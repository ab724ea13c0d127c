import { type Part, PARTS } from "../base/trouble.ts";
import { type HealthState, isReady, overall, type PartHealth } from "./picture.ts";

/** How one process is, as it says itself on its health port or in the database. Times in ms since 1970. */
export interface ProcessHealth {
  /** `host/pid/command`. */
  readonly process: string;
  readonly state: HealthState;
  /** Whether posts get through it. */
  readonly ready: boolean;
  /** When it said this. */
  readonly at: number;
  readonly parts: readonly PartHealth[];
}

/** The health of a process from that of its parts. */
export function processHealth(
  process: string,
  parts: readonly PartHealth[],
  at: number,
): ProcessHealth {
  return { process, state: overall(parts), ready: isReady(parts), at, parts };
}

/** Reads what a process answered; undefined if it is anything else (another program listens there). */
export function parseProcessHealth(value: unknown): ProcessHealth | undefined {
  if (!isObject(value) || typeof value.process !== "string" || typeof value.at !== "number") {
    return undefined;
  }
  if (!Array.isArray(value.parts)) return undefined;
  const parts: readonly (PartHealth | undefined)[] = value.parts.map(parsePart);
  if (!parts.every((part) => part !== undefined)) return undefined;
  return processHealth(value.process, parts, value.at);
}

function parsePart(value: unknown): PartHealth | undefined {
  if (!isObject(value)) return undefined;
  const part: Part | undefined = PARTS.find((known) => known === value.part);
  const state = (["ok", "degraded", "down"] as const).find((known) => known === value.state);
  const { words, since } = value;
  if (part === undefined || state === undefined) return undefined;
  if (typeof words !== "string" || typeof since !== "number") return undefined;
  return { part, state, words, since };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
