import type { Kafka } from "../kafka/client.ts";
import { RecordSender } from "../kafka/record_sender.ts";
import { errorsPlan } from "../kafka/topics.ts";
import type { Topics } from "../config/connections.ts";
import { orAborted } from "../base/or_aborted.ts";
import { OutageLog } from "../base/outage_log.ts";
import { type Backoff, backoffMs } from "../base/retry.ts";
import { sleep } from "../base/sleep.ts";
import type { Level } from "../supervision/protocol.ts";
import { relayDeadLetters, type RelayOptions } from "./relay_dead_letters.ts";

export interface DeadLetterRelayOptions {
  readonly run: RelayOptions["run"];
  readonly kafka: Kafka;
  readonly topics: Topics;
  /** Dead letters that this consumer has written to the table so far. */
  readonly found: () => number;
  readonly log: (level: Level, text: string) => void;
}

const TURN_MS = 1_000;
/** How often to look for letters of a consumer that died, and for those whose retry is due. */
const POLL_INTERVAL_MS = 10_000;
const BACKOFF: Backoff = { firstMs: TURN_MS, maxMs: 60_000 };
/** How often the same warning is logged, at most. */
const LOG_INTERVAL_MS = 600_000;
/** Deadline of one send; shorter while the worker drains. */
const SEND_MS = 10_000;
const LAST_SEND_MS = 1_000;

/**
 * Relays dead letters from the table to the errors topic until `signal` is aborted, and a last time then. It has its own
 * Kafka client and runs beside the other duties: nothing waits for it.
 */
export async function runDeadLetterRelay(
  { run, kafka, topics, found, log }: DeadLetterRelayOptions,
  signal: AbortSignal,
): Promise<void> {
  await using sender = new RecordSender(kafka, { topics: [errorsPlan(topics)] });
  let seen = -1;
  let lookAt = 0;
  let failures = 0;
  let refused = 0;
  let refusedSaidAt = -Infinity;
  // A first failure is not logged: a short outage, or one that the reader of the stream logs.
  const outageLog = new OutageLog(log, { graceMs: 1, repeatMs: LOG_INTERVAL_MS });
  for (let last = false; !last;) {
    await sleep(TURN_MS, signal);
    last = signal.aborted;
    const now = performance.now();
    const letters = found();
    // After a failure new letters do not make an attempt due: they would fail too.
    const isDue = now >= lookAt || (failures === 0 && letters !== seen);
    if (!isDue) continue;
    const pauseMs = backoffMs(failures + 1, BACKOFF);
    const send: RelayOptions["send"] = (batch) => {
      const until = AbortSignal.timeout(last ? LAST_SEND_MS : SEND_MS);
      return orAborted(sender.send(batch, until), until);
    };
    try {
      const round = await relayDeadLetters({ run, topic: topics.errors, send, pauseMs });
      refused += round.refused;
      if (round.refused > 0 && now - refusedSaidAt >= LOG_INTERVAL_MS) {
        refusedSaidAt = now;
        log(
          "warning",
          `Cannot write ${refused} dead letters to ${topics.errors}: they are too large even without their ` +
            "payload, and stay in masto.dead_letters only. Raise max.message.bytes of that topic",
        );
      }
      if (round.failure === undefined) {
        failures = 0;
        if (round.sent + round.refused > 0) {
          outageLog.over(`Dead letters are written to ${topics.errors} again`);
        }
        seen = round.more ? -1 : letters;
        lookAt = now + POLL_INTERVAL_MS;
      } else {
        failures++;
        outageLog.failed(
          `Cannot write dead letters to ${topics.errors}: ${round.failure.words}`,
          "They wait in masto.dead_letters. If Kafka is there, check that this user may write to that topic",
        );
        lookAt = now + pauseMs;
      }
    } catch {
      // The database is away, which the applier logs. Retried at the next turn.
    }
  }
}
