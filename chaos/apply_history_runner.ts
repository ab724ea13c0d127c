import fc from "fast-check";
import { applyUntilDone } from "../core/store/apply/apply_until_done.ts";
import type { IncomingRecord, Slice } from "../core/store/apply/batch.ts";
import { Standings } from "../core/store/apply/standings.ts";
import type { PostgresConnection } from "../core/connections.ts";
import type { Score } from "../core/store/apply/window_deltas.ts";
import { codeOf } from "../core/store/postgres_errors.ts";
import { connectPostgres, type Sql } from "../core/store/connect.ts";
import { reserveConnection } from "../core/store/reserve.ts";
import { scoreTable } from "../core/sentiment/score_table.ts";
import { readRecords } from "../core/store/apply/read_records.ts";
import type { Post } from "../core/toot/post.ts";
import { parseRecord } from "../core/toot/parse_record.ts";
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

/** How often transactions met, by SQLSTATE. */
export type Retries = Readonly<Record<string, number>>;

export interface PropertyOptions {
  readonly runs: number;
  /** Most events of a history. */
  readonly size: number;
  readonly seed?: number;
}

/**
 * Drives random histories through real transactions: four consumers at once, batches cut anywhere, slices of several
 * partitions together, replays, stale consumers, slices that start too late; half of the consumers score what they store,
 * and two scorers of tables follow all of them. Compares every table after each history.
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
  await using three = await open();
  await using four = await open();
  const consumers = [one, two, three, four];
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
        // Consumer n owns partition n, and now and then believes that it owns another one.
        let consuming = true;
        const consumed = Promise.all(
          consumers.map(({ sql }, own) => consume(sql, partitions, own, roll, onRetry)),
        ).finally(() => consuming = false);
        await Promise.all([
          consumed,
          ...scorers.map(async (sql) => {
            // The last run finds what the last batch left.
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
  await scoreTable(sql, { scoreText: judgeText, version: MODEL, batchSize });
}

const MODEL = "test model";

/** A judge of which anyone can say what it must have said. */
export function judgeText(text: string, language: string): Score {
  if (text === "") return { reason: "empty", model: MODEL };
  const label = text.length % 3 === 0 ? 1 : text.length % 3 === 1 ? 0 : -1;
  return { label, probPos: 1_000 * text.length + language.charCodeAt(0), model: MODEL };
}

async function reset(sql: Sql): Promise<void> {
  // Deleting is ten times as fast as truncating here.
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

async function consume(
  sql: Sql,
  partitions: readonly (readonly IncomingRecord[])[],
  consumer: number,
  roll: (sides: number) => number,
  onRetry: (error: unknown) => void,
): Promise<void> {
  // Half of the consumers take the way of big batches, which is COPY, for their small ones; the others, in one call,
  // that of new posts where they can.
  const options = {
    outOfOrdernessMs: OUT_OF_ORDERNESS_MS,
    standings: new Standings(),
    onRetry,
    ...(consumer % 2 === 0 && { fewPosts: 0 }),
    // A live scorer does not take all: its budget is limited.
    ...(consumer < 2 &&
      {
        scoreText: ({ content, lang }: Pick<Post, "content" | "lang">) =>
          roll(2) === 0 ? null : judgeText(content, lang),
      }),
  };
  const apply = (slices: readonly Slice[]) =>
    applyUntilDone(sql, { clusterId: CLUSTER, slices }, options);
  for (let at = 0; at < partitions[consumer]!.length;) {
    const next = Math.min(partitions[consumer]!.length, at + 1 + roll(5));
    // A replay starts before what is stored.
    const start = roll(4) === 0 ? Math.max(0, at - roll(4)) : at;
    const slices = [slice(partitions, consumer, start, next)];
    const stray = (consumer + 1 + roll(3)) % 4;
    const strayLength = partitions[stray]!.length;
    // A consumer that has lost a partition and does not know it: from the start, and from too far ahead.
    if (roll(5) === 0 && strayLength > 0) slices.push(slice(partitions, stray, 0, strayLength));
    else if (roll(5) === 0) {
      slices.push(slice(partitions, stray, strayLength + 1, strayLength + 1));
    }
    await apply(slices);
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
  const bounds = { defaultInstance: DEFAULT_INSTANCE };
  // Half of the records are read as those of a big batch, the others as those of a small one.
  const parsed = offset % 2 === 0 ? readRecords([bytes], bounds)[0]! : parseRecord(bytes, bounds);
  return { offset, timestamp, value: bytes, parsed };
}
