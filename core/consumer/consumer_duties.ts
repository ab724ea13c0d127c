import type { Topics } from "../config/connections.ts";
import type { Kafka } from "../kafka/client.ts";
import { untilNext } from "../base/every.ts";
import { sleep } from "../base/sleep.ts";
import type { ControlConnection } from "../postgres/control_connection.ts";
import type { Level } from "../supervision/protocol.ts";
import { expireDeadLetters } from "./relay_dead_letters.ts";
import { runDeadLetterRelay } from "./dead_letter_relay.ts";
import { announceApplied, type ClockRule, tick } from "./positions.ts";
import type { IngestLoop } from "./ingest_loop.ts";

/** The parts of a consumer that its periodic duties use. */
export interface DutyOptions {
  readonly ingestLoop: IngestLoop;
  readonly control: ControlConnection;
  readonly kafka: Kafka;
  readonly topics: Topics;
  readonly clock: ClockRule;
  readonly log: (level: Level, text: string) => void;
}

/** How often readers are notified of changed tables, at most. */
const ANNOUNCE_MS = 250;
const TICK_MS = 1_000;
/** A turn that comes so much before a tick is one. */
const EARLY_MS = 100;
const COMMIT_MS = 5_000;
const EXPIRE_MS = 600_000;

/**
 * Runs the periodic duties until `signal` is aborted, and a last time then: notify readers of changes, move watermarks
 * with the clock, delete expired dead letters, commit offsets to the group. A duty that fails is made up for at its next
 * turn, so failures are not logged; the applier logs outages.
 */
export async function runDuties(options: DutyOptions, signal: AbortSignal): Promise<void> {
  const { ingestLoop, control, kafka, topics, clock, log } = options;
  const relaying = runDeadLetterRelay({
    run: (work) => control.run(work),
    kafka,
    topics,
    found: () => ingestLoop.totals.deadLetters,
    log,
  }, signal);
  let applied = 0;
  let announced = 0;
  let looked = 0;
  let ticked = 0;
  let committed = 0;
  let expired = 0;
  let turnedAt = 0;
  let over = new AbortController();
  const endPause = () => over.abort();
  signal.addEventListener("abort", endPause, { once: true });
  ingestLoop.onApplied = () => {
    applied++;
    endPause();
  };

  for (let last = false; !last;) {
    over = new AbortController();
    // A batch ends the pause, and is announced at once, unless others were a moment ago.
    if (applied === announced && !signal.aborted) {
      await sleep(untilNext(TICK_MS, Date.now()), over.signal);
    }
    if (applied !== announced) {
      await sleep(Math.max(0, turnedAt + ANNOUNCE_MS - Date.now()), signal);
    }
    last = signal.aborted;
    const now = Date.now();
    turnedAt = now;
    ingestLoop.tendStopped(now);
    // Also if this consumer applied nothing: another one may have been killed between COMMIT and notification.
    if (applied !== announced || now - looked >= TICK_MS - EARLY_MS || last) {
      await attempt(async () => {
        const before = applied;
        await control.run(announceApplied);
        announced = before;
        looked = now;
      });
    }
    if (now - ticked >= TICK_MS - EARLY_MS || last) {
      ticked = now;
      await attempt(async () => {
        const { clusterId } = ingestLoop;
        // While Kafka does not answer, new records may wait unseen: idle would be a guess.
        if (clusterId === undefined || now - ingestLoop.heardAt > 3 * TICK_MS) return;
        await control.run((sql) =>
          tick(sql, clusterId, topics.stream, ingestLoop.held(now), clock)
        );
      });
    }
    if (now - expired >= EXPIRE_MS) {
      expired = now;
      await attempt(() => control.run(expireDeadLetters));
    }
    if (now - committed >= COMMIT_MS || last) {
      committed = now;
      await attempt(() => ingestLoop.commit());
    }
  }
  await relaying;
}

async function attempt(duty: () => Promise<unknown>): Promise<void> {
  try {
    await duty();
  } catch {
    // Made up for at the next turn.
  }
}
