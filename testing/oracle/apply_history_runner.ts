import fc from "fast-check";
import { Applier } from "../../core/apply/applier.ts";
import type { ApplyOptions } from "../../core/apply/apply_batch.ts";
import { applyUntilDone, type UntilDoneOptions } from "../../core/apply/apply_until_done.ts";
import type { Batch, IncomingRecord, Slice } from "../../core/apply/batch.ts";
import type { ScoreText } from "../../core/apply/plan.ts";
import { PositionCache } from "../../core/apply/position_cache.ts";
import type { PostgresConnection } from "../../core/config/connections.ts";
import type { Score } from "../../core/windows/window_deltas.ts";
import { codeOf } from "../../core/base/errors.ts";
import { connectPostgres, type Sql } from "../../core/postgres/connect.ts";
import { sleep } from "../../core/base/sleep.ts";
import { reserveConnection } from "../../core/postgres/reserve.ts";
import { scoreTable } from "../../core/scoring/score_table.ts";
import { readRecords, scanRecords } from "../../core/apply/backlog/read_records.ts";
import { rawRecord } from "../raw_record.ts";
import type { Post } from "../../core/post/post.ts";
import {
  assertTables,
  DEFAULT_INSTANCE,
  histories,
  minuteTime,
  OUT_OF_ORDERNESS_MS,
  type Rules,
  type Written,
} from "./apply_history.ts";
import { assertScores } from "./assert_scores.ts";

const CLUSTER = "test-cluster";
const TOPIC = "mastodon_stream";

/** Number of conflicts between transactions, by SQLSTATE. */
export type Retries = Readonly<Record<string, number>>;

export interface PropertyOptions {
  readonly runs: number;
  /** Maximum of events in a history. */
  readonly size: number;
  readonly seed?: number;
}

/**
 * Runs random histories through real transactions: four concurrent consumers, batches cut anywhere, slices of several
 * partitions together, replays, stale consumers, slices that start too late; three of the consumers score their posts, and two
 * table scorers run at the same time. Compares every table after each history.
 */
export async function checkHistories(
  database: PostgresConnection,
  options: PropertyOptions,
): Promise<Retries> {
  const retries: Record<string, number> = {};
  const onRetry = (error: unknown) => {
    const code = codeOf(error) ?? "?";
    retries[code] = (retries[code] ?? 0) + 1;
  };
  const open = () => reserveConnection(database, { applicationName: "trunkline test" });
  await using judge = await open();
  const { sql } = judge;
  await using one = await open();
  await using two = await open();
  // Half of the consumers are whole appliers, which plan ahead. None looks ids up after a failure: their cached positions survive
  // a reset of the tables and are then wrong.
  await using plain = applierOf(database, { jsonPostsMax: 0 });
  await using scoring = applierOf(database, {
    jsonPostsMax: 0,
    scoreText: ({ content, lang }) => judgeText(content, lang),
  });
  const consumers = [
    applying(one.sql, { jsonPostsMax: 0, onRetry }),
    applying(two.sql, { onRetry }),
    applyingBy(plain),
    applyingBy(scoring),
  ];
  const scorers = [1, 2].map(() =>
    connectPostgres(database, { applicationName: "trunkline test scorer", max: 2 })
  );
  await using _ = {
    [Symbol.asyncDispose]: async () => void await Promise.all(scorers.map((sql) => sql.end())),
  };
  const encoder = new TextEncoder();
  await fc.assert(
    fc.asyncProperty(
      histories(options.size),
      fc.infiniteStream(fc.nat(1_000)),
      async (history, dice) => {
        await reset(sql);
        await forbid(sql, history.rules);
        const roll = (sides: number): number => Number(dice.next().value) % sides;
        const partitions = history.partitions.map((written) =>
          written.map((record, offset) => incoming(record, offset, encoder))
        );
        // Consumer n owns partition n, and sometimes wrongly assumes that it owns another one.
        let consuming = true;
        const consumed = Promise.all(
          consumers.map((apply, own) => apply(batchesOf(partitions, own, roll), roll)),
        ).finally(() => consuming = false);
        await Promise.all([
          consumed,
          ...scorers.map(async (sql) => {
            // The last run scores what the last batch left.
            while (consuming) await score(sql, 1 + roll(3));
            await score(sql, 100);
          }),
        ]);
        await assertTables(sql, history);
        await assertScores(sql, judgeText);
      },
    ),
    {
      numRuns: options.runs,
      ...(options.seed === undefined ? {} : { seed: options.seed }),
    },
  );
  return retries;
}

async function score(sql: Sql, batchSize: number): Promise<void> {
  await scoreTable(sql, { scorer: () => judgeText, version: MODEL, batchSize });
}

const MODEL = "test model";

/** A deterministic score that the comparison can compute again. */
function judgeText(text: string, language: string): Score {
  if (text === "") return { reason: "empty", model: MODEL };
  const label = text.length % 3 === 0 ? 1 : text.length % 3 === 1 ? 0 : -1;
  return { label, probPos: 1_000 * text.length + language.charCodeAt(0), model: MODEL };
}

async function reset(sql: Sql): Promise<void> {
  // `delete` is ten times as fast as `truncate` here.
  await sql.unsafe(`
    begin;
    delete from masto.toots_raw; delete from masto.tombstones; delete from masto.toot_scores;
    delete from masto.toot_metrics_windowed; delete from masto.user_avg_length_windowed;
    delete from masto.purge_rules; delete from masto.dead_letters; delete from masto.stream_offsets;
    insert into masto.stream_offsets (cluster_id, topic, "partition", next_offset)
      select '${CLUSTER}', '${TOPIC}', n, 0 from generate_series(0, 3) n;
    commit`);
}

async function forbid(
  sql: Sql,
  { accounts, hosts, statuses, sealedBefore }: Rules,
): Promise<void> {
  const sealed = sealedBefore === null ? null : new Date(minuteTime(sealedBefore)).toISOString();
  await sql`update masto.pipeline set sealed_before = ${sealed}`;
  const rules = [
    ...accounts.map((value) => ["account", value]),
    ...hosts.map((value) => ["instance", value]),
    ...statuses.map((value) => ["post", value]),
  ];
  for (const [kind = "", value = ""] of rules) {
    await sql`insert into masto.purge_rules (kind, value) values (${kind}, ${value})`;
  }
}

/** Applies batches, one after the other. */
type Consume = (batches: Generator<Batch>, roll: Roll) => Promise<void>;
type Roll = (sides: number) => number;

/** With `jsonPostsMax` 0 even small batches use COPY; otherwise they use a single call where possible. */
function applying(
  sql: Sql,
  options: Pick<UntilDoneOptions, "jsonPostsMax" | "onRetry">,
): Consume {
  const positionCache = new PositionCache(0);
  return async (batches, roll) => {
    // A live scorer leaves some posts out, because its budget is limited.
    const scoreText = ({ content, lang }: Pick<Post, "content" | "lang">) =>
      roll(2) === 0 ? null : judgeText(content, lang);
    for (const batch of batches) {
      await applyUntilDone(sql, batch, {
        ...options,
        outOfOrdernessMs: OUT_OF_ORDERNESS_MS,
        positionCache,
        scoreText,
      });
    }
  };
}

function applierOf(
  connection: PostgresConnection,
  options: Pick<ApplyOptions, "jsonPostsMax"> & { readonly scoreText?: ScoreText },
): Applier {
  return new Applier({
    ...options,
    connection,
    outOfOrdernessMs: OUT_OF_ORDERNESS_MS,
    lookupBatches: 0,
    log: () => {},
  });
}

function applyingBy(applier: Applier): Consume {
  return async (batches, roll) => {
    const { signal } = new AbortController();
    const take = () => {
      const step = batches.next();
      return step.done === true ? undefined : step.value;
    };
    for (let batch = take(); batch !== undefined;) {
      const applied = applier.apply(batch, signal);
      let next = take();
      // Most of the next batches are planned at any moment of this one, some of them are others than was said then.
      if (next !== undefined && roll(4) > 0) {
        await Promise.race([applied, sleep(roll(8))]);
        applier.planAhead(next);
        if (roll(4) === 0) next = { ...next, slices: [...next.slices] };
      }
      await applied;
      batch = next;
    }
  };
}

/** The batches of a consumer: its own partition in pieces, with replays, and sometimes one that it no longer owns. */
function* batchesOf(
  partitions: readonly (readonly IncomingRecord[])[],
  consumer: number,
  roll: Roll,
): Generator<Batch> {
  const batch = (slices: readonly Slice[]) => ({ clusterId: CLUSTER, slices });
  const reached = [0, 0, 0, 0];
  for (let at = 0; at < partitions[consumer]!.length;) {
    const next = Math.min(partitions[consumer]!.length, at + 1 + roll(5));
    // A replay starts before the stored offset.
    const start = roll(4) === 0 ? Math.max(0, at - roll(4)) : at;
    const slices = [slice(partitions, consumer, start, next)];
    const stray = (consumer + 1 + roll(3)) % 4;
    const strayLength = partitions[stray]!.length;
    // A consumer that has lost a partition unnoticed: from the start, from its old position, and from too far ahead.
    switch (roll(8)) {
      case 0:
        if (strayLength > 0) slices.push(slice(partitions, stray, 0, strayLength));
        break;
      case 1:
      case 2: {
        const from = reached[stray]!;
        reached[stray] = Math.min(strayLength, from + 1 + roll(3));
        if (from < strayLength) slices.push(slice(partitions, stray, from, reached[stray]!));
        break;
      }
      case 3:
        slices.push(slice(partitions, stray, strayLength + 1, strayLength + 1));
    }
    yield batch(slices);
    at = next;
  }
}

function slice(
  partitions: readonly (readonly IncomingRecord[])[],
  partition: number,
  startOffset: number,
  nextOffset: number,
): Slice {
  return {
    topic: TOPIC,
    partition,
    startOffset,
    nextOffset,
    records: partitions[partition]!.slice(startOffset, nextOffset),
    lastChecksum: "test",
  };
}

function incoming(
  { value, timestamp }: Written,
  offset: number,
  encoder: TextEncoder,
): IncomingRecord {
  const bytes = value === null ? null : encoder.encode(value);
  // Half of the records are parsed like those of a big batch, the others like those of a small one.
  const read = offset % 2 === 0 ? scanRecords : readRecords;
  const raw = rawRecord(bytes, { offset, timestamp });
  return read([raw], { defaultInstance: DEFAULT_INSTANCE })[0]!;
}
