import assert from "node:assert/strict";
import {
  type AppliedTables,
  type Fields,
  NOON,
  postFields,
  tablesOfFile,
} from "../../testing/applied_tables.ts";
import { ADVISORY_LOCKS } from "../postgres/advisory_locks.ts";

const at = (minute: number) => new Date(NOON + minute * 60_000).toISOString();

/** What each rule keeps out, and what it must let through beside it. */
const RULES: readonly {
  readonly kind: string;
  readonly value: string;
  readonly refused: readonly Fields[];
  readonly kept: readonly Fields[];
}[] = [
  {
    kind: "account",
    value: "ada@far.example",
    refused: [postFields("1", { username: "ada@far.example" })],
    kept: [postFields("2"), postFields("3", { username: "xada@far.example" })],
  },
  {
    kind: "post",
    value: "1",
    refused: [postFields("1"), postFields("1", { edited_at: at(1) })],
    kept: [postFields("11")],
  },
  {
    kind: "post",
    value: "https://far.example/1",
    refused: [postFields("1", { uri: "https://far.example/1" })],
    kept: [postFields("2", { uri: "https://far.example/12" })],
  },
  {
    kind: "instance",
    value: "far.example",
    refused: [postFields("1", { username: "ada@far.example" })],
    kept: [
      postFields("2", { username: "ada@notfar.example" }),
      postFields("3", { username: "far.example" }),
    ],
  },
  {
    kind: "instance",
    value: "read.example",
    refused: [postFields("1", { instance: "read.example" })],
    kept: [postFields("2")],
  },
];

const file = tablesOfFile();

Deno.test("each purge rule keeps unread records out, counts them and touches no others", async () => {
  const { tables } = file;
  const { sql } = tables;
  for (const { kind, value, refused, kept } of RULES) {
    await tables.reset();
    await sql`insert into masto.purge_rules (kind, value) values (${kind}, ${value})`;
    const { records, rows } = await tables.apply([...refused, ...kept, ...refused]);
    const twice = 2 * refused.length;
    assert.deepEqual(
      [records.posts, records.refused, rows.dropped, rows.inserted],
      [twice + kept.length, twice, twice, kept.length],
      value,
    );
    assert.deepEqual(await ids(tables), kept.map(({ id }) => id), value);
    assert.deepEqual(await counted(tables), [kept.length, kept.length], value);
    // The same records are refused again, one by one and as edits.
    for (const each of refused) await tables.apply([{ ...each, edited_at: at(9) }]);
    assert.deepEqual(await ids(tables), kept.map(({ id }) => id), value);
  }
});

Deno.test("a rule that is made while records are applied holds for all that commit after it", async () => {
  const { tables } = file;
  const { sql } = tables;
  let applying: Promise<unknown> | undefined;
  await sql.begin(async (tx) => {
    // As a purge does it: alone, so that no batch that has not seen the rule is still under way.
    await tx`select pg_advisory_xact_lock(${ADVISORY_LOCKS.refusals}::bigint)`;
    applying = tables.apply([postFields("1")]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await tx`insert into masto.purge_rules (kind, value) values ('account', 'ada')`;
  });
  await applying;
  assert.deepEqual(await ids(tables), []);
});

Deno.test("a delete of a post that is kept out is remembered all the same", async () => {
  const { tables } = file;
  const { sql } = tables;
  await sql`insert into masto.purge_rules (kind, value) values ('account', 'ada')`;
  await tables.apply([postFields("1"), { event: "delete", id: "1" }]);
  await sql`delete from masto.purge_rules`;
  await tables.apply([postFields("1")]);
  assert.deepEqual(await ids(tables), []);
});

Deno.test("what is older than the retention horizon is dropped and counted, and sealed windows stay as they are", async () => {
  const { tables } = file;
  const { sql } = tables;
  await tables.apply([postFields("1"), postFields("2"), postFields("3", { created_at: at(1) })]);
  const windows = () => sql`select * from masto.toot_metrics_windowed order by window_start`;
  const before = await windows();
  // As retention does it: rows go, windows stay.
  await sql.begin(async (tx) => {
    await tx`update masto.pipeline set sealed_before = ${at(1)}`;
    await tx`delete from masto.toots_raw where created_at < ${at(1)}`;
  });
  const applied = await tables.apply([
    postFields("1"),
    postFields("1", { content: "an edit", edited_at: at(2) }),
    postFields("4"),
    { event: "delete", id: "2" },
  ]);
  assert.deepEqual([applied.records.refused, applied.rows.dropped, applied.rows.inserted], [
    3,
    3,
    0,
  ]);
  assert.deepEqual(await windows(), before);
  assert.deepEqual(await ids(tables), ["3"]);
  // Posts after the retention horizon are applied as before.
  await tables.apply([postFields("5", { created_at: at(1) }), { event: "delete", id: "3" }]);
  assert.deepEqual(await ids(tables), ["5"]);
  assert.equal((await windows()).length, 2);
});

Deno.test("a row that retention has yet to remove can be deleted, and its sealed window keeps it", async () => {
  const { tables } = file;
  const { sql } = tables;
  await tables.apply([postFields("1"), postFields("2")]);
  await sql`update masto.pipeline set sealed_before = ${at(1)}`;
  const edit = postFields("2", { content: "later", created_at: at(3), edited_at: at(2) });
  const applied = await tables.apply([edit, { event: "delete", id: "1" }]);
  assert.deepEqual([applied.rows.deleted, applied.rows.updated, applied.rows.dropped], [1, 0, 1]);
  assert.deepEqual(await ids(tables), ["2"]);
  assert.deepEqual(await counted(tables), [2, 2]);
  assert.deepEqual([...await sql`select content_txt from masto.toots_raw`], [{
    content_txt: "post 2",
  }]);
});

async function ids({ sql }: AppliedTables): Promise<string[]> {
  const rows = await sql<
    { id: string }[]
  >`select status_id as id from masto.toots_raw order by masto.toots_raw.id`;
  return rows.map(({ id }) => id);
}

/** Posts by the windows of either kind. */
async function counted({ sql }: AppliedTables): Promise<number[]> {
  const [row] = await sql<{ languages: number; users: number }[]>`
    select (select coalesce(sum(toots_count), 0)::int from masto.toot_metrics_windowed) as languages,
           (select coalesce(sum(toots_count), 0)::int from masto.user_avg_length_windowed) as users`;
  return row === undefined ? [] : [row.languages, row.users];
}
