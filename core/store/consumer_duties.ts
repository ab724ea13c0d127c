import type { Topics } from "../connections.ts";
import type { Kafka } from "../kafka/client.ts";
import { RecordSender } from "../kafka/record_sender.ts";
import { topicPlans } from "../kafka/topics.ts";
import { sleep } from "../sleep.ts";
import type { ControlConnection } from "./control_connection.ts";
import { expireDeadLetters } from "./expire_dead_letters.ts";
import { announceChange, type ClockRule, tick } from "./positions.ts";
import type { Pump } from "./pump.ts";
import { relayDeadLetters } from "./relay_dead_letters.ts";

/** What a consumer does beside applying. */
export interface DutyOptions {
  readonly pump: Pump;
  readonly control: ControlConnection;
  readonly kafka: Kafka;
  readonly topics: Topics;
  readonly partitions: number;
  readonly clock: ClockRule;
}

/** Readers are told at most so often that tables changed. */
const ANNOUNCE_MS = 250;
const TICK_MS = 1_000;
const COMMIT_MS = 5_000;
const EXPIRE_MS = 600_000;

/**
 * Runs the duties until `signal` is aborted, and once more then: tells readers of changes, moves watermarks with the
 * clock, relays dead letters and removes those whose time is over, and commits offsets to the group. Each is caught up on at its next turn, so that no
 * failure matters; an outage is told by who applies.
 */
export async function runDuties(options: DutyOptions, signal: AbortSignal): Promise<void> {
  const { pump, control, kafka, topics, partitions, clock } = options;
  await using sender = new RecordSender(kafka, { topics: topicPlans(topics, partitions) });
  let changed = false;
  let ticked = 0;
  let committed = 0;
  let expired = 0;
  // At the start there may be letters of a consumer that was killed.
  let letters = -1;
  pump.onApplied = () => void (changed = true);

  for (let last = false; !last;) {
    await sleep(ANNOUNCE_MS, signal);
    last = signal.aborted;
    const now = Date.now();
    pump.tendStopped(now);
    await attempt(async () => {
      if (!changed) return;
      changed = false;
      await control.run(announceChange);
    });
    if (now - ticked >= TICK_MS || last) {
      ticked = now;
      await attempt(async () => {
        const { clusterId } = pump;
        // While Kafka is silent, nobody knows whether more has come.
        if (clusterId === undefined || now - pump.heardAt > 2 * TICK_MS) return;
        await control.run((sql) => tick(sql, clusterId, topics.stream, pump.held(now), clock));
      });
      await attempt(async () => {
        const { deadLetters } = pump.totals;
        if (letters === deadLetters) return;
        const sent = await control.run((sql) =>
          relayDeadLetters(sql, topics.errors, (batch) => sender.send(batch, signal))
        );
        if (sent === 0) letters = deadLetters;
      });
    }
    if (now - expired >= EXPIRE_MS) {
      expired = now;
      await attempt(() => control.run(expireDeadLetters));
    }
    if (now - committed >= COMMIT_MS || last) {
      committed = now;
      await attempt(() => pump.commit());
    }
  }
}

async function attempt(duty: () => Promise<unknown>): Promise<void> {
  try {
    await duty();
  } catch {
    // Its next turn comes.
  }
}
