import { cutDeadLetter, encodeDeadLetter } from "../kafka/dead_letter.ts";
import { type KafkaFailure, kafkaFailure } from "../kafka/kafka_failure.ts";
import { type Outgoing, sizeOf } from "../kafka/outgoing.ts";
import type { Sql } from "../postgres/connect.ts";

export interface RelayOptions {
  /** Runs a few statements. A round makes two such calls, and neither waits for Kafka. */
  readonly run: <Result>(work: (sql: Sql) => Promise<Result>) => Promise<Result>;
  readonly topic: string;
  readonly send: (letters: readonly Outgoing[]) => Promise<void>;
  /** After a failure, ms until unsent letters are due again. */
  readonly pauseMs: number;
}

/** The outcome of one round. */
export interface RelayResult {
  readonly sent: number;
  /** Letters that Kafka refuses as too large even without their payload; they stay in the table only. */
  readonly refused: number;
  /** What ended the round before all were sent. */
  readonly failure?: KafkaFailure;
  /** Whether more letters may be due now. */
  readonly more: boolean;
}

/** Letters in a round. */
const COUNT_MAX = 100;
/** Brokers take 1 MB by default, and all letters go to one partition. */
const BATCH_BYTES = 512 * 1024;
/** A round ends after this time; the rest is for the next round. */
const ROUND_MS = 20_000;
/** How long a consumer's claim on letters lasts. If it dies, another consumer takes them afterwards. */
const CLAIM = "1 minute";

interface Letter {
  readonly id: bigint;
  readonly outgoing: Outgoing;
}

/**
 * Writes dead letters that were not relayed yet to the errors topic, at least once. Each letter is independent: one that
 * Kafka refuses as too large is cut, or given up, and does not hold up others; acknowledged letters are not sent again
 * when a later one fails. Consumers share the work through claims.
 */
export async function relayDeadLetters(options: RelayOptions): Promise<RelayResult> {
  const { run, topic, pauseMs } = options;
  const letters = await run((sql) => claim(sql, topic));
  if (letters.length === 0) return { sent: 0, refused: 0, more: false };
  const round = new Round(options.send);
  await round.send(letters);
  const { sent, refused, failure } = round;
  const done = new Set([...sent, ...refused]);
  const left = letters.map(({ id }) => id).filter((id) => !done.has(id));
  const pause = failure === undefined ? 0 : pauseMs;
  await run((sql) =>
    sql`
    update masto.dead_letters
       set relayed_at = case when letter_id = any(${list(sent)}::bigint[]) then now() end,
           relay_after = case when letter_id = any(${list(refused)}::bigint[]) then 'infinity'
                              when letter_id = any(${list(left)}::bigint[])
                              then now() + ${pause}::float8 * interval '1 millisecond'
                              else relay_after end
     where letter_id = any(${list(letters.map(({ id }) => id))}::bigint[])`
  );
  return {
    sent: sent.length,
    refused: refused.length,
    more: failure === undefined && (letters.length === COUNT_MAX || left.length > 0),
    ...(failure !== undefined && { failure }),
  };
}

/** Sends letters and collects the ids that were sent and refused. */
class Round {
  readonly sent: bigint[] = [];
  readonly refused: bigint[] = [];
  failure: KafkaFailure | undefined;
  readonly #send: RelayOptions["send"];
  readonly #until = performance.now() + ROUND_MS;

  constructor(send: RelayOptions["send"]) {
    this.#send = send;
  }

  get #ended(): boolean {
    return this.failure !== undefined || performance.now() >= this.#until;
  }

  async send(letters: readonly Letter[]): Promise<void> {
    for (const batch of batchesOf(letters)) {
      if (this.#ended) return;
      await this.#sendBatch(batch);
    }
  }

  async #sendBatch(batch: readonly Letter[]): Promise<void> {
    const failure = await this.#attempt(batch.map(({ outgoing }) => outgoing));
    if (failure === undefined) this.sent.push(...batch.map(({ id }) => id));
    else if (failure.kind !== "too_large") this.failure = failure;
    else {
      for (const letter of batch) {
        if (this.#ended) return;
        await this.#sendAlone(letter);
      }
    }
  }

  async #sendAlone({ id, outgoing }: Letter): Promise<void> {
    for (let value: typeof outgoing.value | undefined = outgoing.value; value !== undefined;) {
      const failure = await this.#attempt([{ ...outgoing, value }]);
      if (failure === undefined) return void this.sent.push(id);
      if (failure.kind !== "too_large") return void (this.failure = failure);
      value = cutDeadLetter(value);
    }
    this.refused.push(id);
  }

  async #attempt(letters: readonly Outgoing[]): Promise<KafkaFailure | undefined> {
    try {
      await this.#send(letters);
      return undefined;
    } catch (error) {
      return kafkaFailure(error);
    }
  }
}

async function claim(sql: Sql, topic: string): Promise<readonly Letter[]> {
  const rows = await sql<
    {
      id: bigint;
      topic: string;
      partition: number;
      offset: bigint;
      reason: string;
      error: string;
      payload: Uint8Array | null;
      length: number;
      sha256: string;
      at: Date;
    }[]
  >`
    with next as (
      select letter_id from masto.dead_letters
       where relayed_at is null and relay_after <= now()
       order by relay_after, letter_id
       limit ${COUNT_MAX}
         for update skip locked
    ), claimed as (
      update masto.dead_letters set relay_after = now() + ${CLAIM}::interval
       where letter_id in (select letter_id from next)
      returning *
    )
    select letter_id as id, topic, "partition", "offset", reason, error, payload,
           payload_length::float8 as length, payload_sha256 as sha256, at
      from claimed
     order by letter_id`;
  return rows.map(({ id, reason, error, payload, length, sha256, at, ...source }) => {
    const value = encodeDeadLetter({
      reason,
      error,
      source: {
        topic: source.topic,
        partition: source.partition,
        offset: source.offset.toString(),
      },
      at: at.toISOString(),
      payload: payload ?? new Uint8Array(),
      whole: { length, sha256 },
    });
    return { id, outgoing: { topic, key: null, value } };
  });
}

/** Splits letters into batches below the broker's default limit. */
function batchesOf(letters: readonly Letter[]): readonly (readonly Letter[])[] {
  const batches: Letter[][] = [];
  let bytes = Infinity;
  for (const letter of letters) {
    bytes += sizeOf(letter.outgoing);
    if (bytes > BATCH_BYTES) {
      batches.push([]);
      bytes = sizeOf(letter.outgoing);
    }
    batches.at(-1)?.push(letter);
  }
  return batches;
}

function list(ids: readonly bigint[]): string {
  return `{${ids.join(",")}}`;
}

/** Removes dead letters whose time is over: what was never judged for consent is not kept for long. */
export async function expireDeadLetters(sql: Sql): Promise<void> {
  await sql`delete from masto.dead_letters where expires_at < now()`;
}
