import assert from "node:assert/strict";
import { kafkaClient } from "../../core/kafka/client.ts";
import type { Sql } from "../../core/postgres/connect.ts";

/** The expected row of a post, from the records of the topic alone. */
interface Left {
  readonly text: string;
  readonly editedAt: number;
}

/**
 * Recounts the topic with code that is independent of the consumer, and compares the tables with it: the same posts with the
 * same text, and windows that match them. Throws if they differ.
 *
 * @returns the number of remaining posts, and of records that were not applied
 */
export async function recount(
  sql: Sql,
  bootstrap: string,
  topic = "mastodon_stream",
): Promise<{ readonly posts: ReadonlySet<string>; readonly missing: number }> {
  const expected = new Map<string, Left>();
  /** By id, the last withdrawn version: ms since 1970, 0 for the first version, Infinity for all. */
  const deleted = new Map<string, number>();
  let records = 0;
  for await (const record of readTopic(bootstrap, topic)) {
    records++;
    if (record["event"] === "coverage") continue;
    const id = String(record["id"]);
    if (record["event"] === "delete") {
      const upTo = record["reason"] === undefined
        ? Infinity
        : Date.parse(String(record["edited_at"] ?? "")) || 0;
      deleted.set(id, Math.max(upTo, deleted.get(id) ?? 0));
    } else {
      const editedAt = Date.parse(String(record["edited_at"] ?? "")) || 0;
      const known = expected.get(id);
      if (known === undefined || editedAt > known.editedAt) {
        expected.set(id, { text: String(record["content"]), editedAt });
      }
    }
  }
  for (const [id, upTo] of deleted) {
    if ((expected.get(id)?.editedAt ?? 0) <= upTo) expected.delete(id);
  }

  const [applied] = await sql<{ n: number }[]>`
    select coalesce(sum(next_offset), 0)::int as n from masto.stream_offsets where topic = ${topic}`;
  const rows = await sql<{ id: string; text: string }[]>`
    select id::text, content_txt as text from masto.toots_raw`;
  const found = new Map(rows.map(({ id, text }) => [id, text]));
  assert.equal(found.size, rows.length, "no post twice");
  assert.deepEqual([...found.keys()].filter((id) => !expected.has(id)), [], "no post too many");
  assert.deepEqual([...expected.keys()].filter((id) => !found.has(id)), [], "no post lost");
  const different = [...expected].filter(([id, { text }]) => found.get(id) !== text);
  assert.deepEqual(different, [], "the last version of each");
  for (const rows of await wrongWindows(sql)) {
    assert.deepEqual([...rows], [], "windows are a recount");
  }
  return { posts: new Set(found.keys()), missing: records - (applied?.n ?? 0) };
}

/** Windows that differ from a recount of the posts, by language and by user. */
async function wrongWindows(sql: Sql): Promise<readonly (readonly unknown[])[]> {
  return await Promise.all([
    sql`
      (select window_start, lang, toots_count, length_sum from masto.toot_metrics_windowed
       except all
       select date_trunc('minute', created_at), lang, count(*), sum(length(content_txt)) from masto.toots_raw group by 1, 2)
      union all
      (select date_trunc('minute', created_at), lang, count(*), sum(length(content_txt)) from masto.toots_raw group by 1, 2
       except all
       select window_start, lang, toots_count, length_sum from masto.toot_metrics_windowed)`,
    sql`
      (select window_start, username, toots_count, length_sum from masto.user_avg_length_windowed
       except all
       select date_trunc('minute', created_at), username, count(*), sum(length(content_txt)) from masto.toots_raw group by 1, 2)
      union all
      (select date_trunc('minute', created_at), username, count(*), sum(length(content_txt)) from masto.toots_raw group by 1, 2
       except all
       select window_start, username, toots_count, length_sum from masto.user_avg_length_windowed)`,
  ]);
}

/** All records of a topic up to its current end, each partition in order. */
async function* readTopic(
  bootstrap: string,
  topic: string,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  const kafka = kafkaClient({ bootstrap: [bootstrap] }, "suite-recount");
  const admin = kafka.admin();
  await admin.connect();
  const total = (await admin.fetchTopicOffsets(topic)).reduce(
    (sum, { high }) => sum + Number(high),
    0,
  );
  await admin.disconnect();
  const consumer = kafka.consumer({ groupId: `recount-${crypto.randomUUID()}` });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    const values: Uint8Array[] = [];
    const all = Promise.withResolvers<void>();
    if (total === 0) all.resolve();
    await consumer.run({
      eachMessage: ({ message }) => {
        values.push(message.value ?? new Uint8Array());
        if (values.length === total) all.resolve();
        return Promise.resolve();
      },
    });
    await all.promise;
    for (const value of values) yield JSON.parse(new TextDecoder().decode(value));
  } finally {
    await consumer.disconnect();
  }
}
