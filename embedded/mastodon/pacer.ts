import { sleep } from "../../core/base/sleep.ts";

/** Minimum wait between two rounds: a timer costs 0.1 ms, more than emitting a post. */
const ROUND_MS = 4;
/** Maximum of posts in a round, so that requests are answered in between. */
const ROUND_POSTS = 200;

export interface PacerOptions {
  /** Posts a second; Infinity: as fast as the clients read. */
  readonly rate: number;
  /** Emits up to the next post; false if there is none. */
  readonly emit: () => boolean;
  /** While true, nothing is emitted, nor made up for later. */
  readonly isHeld: () => boolean;
  readonly signal: AbortSignal;
  readonly durationMs?: number;
  readonly posts?: number;
}

/** Emits posts evenly at the rate until the limit of time or posts, the end of the source, or the signal. */
export async function pace(options: PacerOptions): Promise<void> {
  const { rate, emit, isHeld, signal, durationMs = Infinity, posts = Infinity } = options;
  const end = performance.now() + durationMs;
  let start = performance.now();
  let done = 0;
  let counted = 0;
  while (!signal.aborted && done < posts) {
    const now = performance.now();
    if (now >= end) return;
    if (isHeld()) {
      await sleep(ROUND_MS, signal);
      start = performance.now();
      counted = 0;
      continue;
    }
    const due = Math.min(
      Number.isFinite(rate) ? 1 + Math.floor((now - start) * rate / 1000) - counted : Infinity,
      posts - done,
      ROUND_POSTS,
    );
    for (let i = 0; i < due; i++) {
      if (!emit()) return;
      done++;
      counted++;
    }
    const next = Number.isFinite(rate) ? start + counted * 1000 / rate : 0;
    const wait = Math.max(next - performance.now(), Number.isFinite(rate) ? ROUND_MS : 0);
    await sleep(Math.max(0, Math.min(wait, end - performance.now())), signal);
  }
}
