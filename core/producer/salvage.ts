import { decodeFrames } from "./frame.ts";
import { FrameFinder } from "./frame_finder.ts";

/** A stretch of bytes, `[start, end)`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The parts of a segment file, whole and damaged. */
export interface Salvage {
  /** Stretches of whole frames, in order. */
  readonly whole: readonly Stretch[];
  /** How many frames these are. */
  readonly entries: number;
  /** Damaged stretches before a whole frame. */
  readonly broken: readonly Stretch[];
  /** What follows the last whole frame: a write that was cut short, or damage. */
  readonly tail: Stretch & { readonly looks: "torn" | "broken" };
}

/**
 * Finds every whole frame of a segment file. After a damaged one (bytes or length changed) it tries every byte as the
 * start of the next: a match of 32 checksum bits after a plausible length is not a coincidence.
 */
export function salvage(bytes: Uint8Array): Salvage {
  const whole: Stretch[] = [];
  const broken: Stretch[] = [];
  let entries = 0;
  let looks: "torn" | "broken" = "torn";
  // Made on first damage; most files are whole.
  let finder: FrameFinder | undefined;
  for (let at = 0; at < bytes.byteLength;) {
    const frames = decodeFrames(bytes.subarray(at));
    const size = frames.ends.at(-1) ?? 0;
    if (size > 0) whole.push({ start: at, end: at + size });
    entries += frames.entries.length;
    at += size;
    if (at === bytes.byteLength) break;
    looks = frames.rest;
    finder ??= new FrameFinder(bytes);
    const next = finder.next(at + 1);
    if (next === undefined) {
      return { whole, entries, broken, tail: { start: at, end: bytes.byteLength, looks } };
    }
    broken.push({ start: at, end: next });
    at = next;
  }
  const tail = { start: bytes.byteLength, end: bytes.byteLength, looks };
  return { whole, entries, broken, tail };
}

/** The bytes of the stretches, one after the other. */
export function cutOut(bytes: Uint8Array, stretches: readonly Stretch[]): Uint8Array {
  const out = new Uint8Array(stretches.reduce((sum, { start, end }) => sum + end - start, 0));
  let at = 0;
  for (const { start, end } of stretches) {
    out.set(bytes.subarray(start, end), at);
    at += end - start;
  }
  return out;
}
