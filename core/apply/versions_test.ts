import assert from "node:assert/strict";
import {
  type AppliedTables,
  type Fields,
  NOON,
  postFields,
  tablesOfFile,
} from "../../testing/applied_tables.ts";

/** A record and Kafka's timestamp of it, in seconds after noon. */
interface Recorded {
  readonly fields: Fields;
  readonly second: number;
}

const at = (second: number, fields: Fields): Recorded => ({ fields, second });
const post = (content: string, more: Fields = {}) => postFields("1", { content, ...more });
const edit = (content: string, more: Fields = {}) =>
  post(content, { event: "status.update", edited_at: null, ...more });
const refused = { event: "delete", id: "1", reason: "filter", edited_at: null };

/** What is written, and the text that stays; null: none. */
const CASES: readonly (readonly [
  what: string,
  records: readonly Recorded[],
  text: string | null,
])[] = [
  [
    "an edit without a time wins over the post, whatever the alphabet and the clock say",
    [at(9, post("zebra")), at(1, edit("apple"))],
    "apple",
  ],
  [
    "of two edits without a time the one that was written later wins",
    [at(1, post("m")), at(2, edit("z")), at(3, edit("a"))],
    "a",
  ],
  [
    "in a stream of ten fields the record that was written later wins",
    [at(1, post("teh typo")), at(2, post("corrected")), at(3, post("a last word"))],
    "a last word",
  ],
  [
    "an edit with a time wins over one without",
    [at(1, edit("timed", { edited_at: "2026-01-15T12:01:00Z" })), at(2, edit("zzz"))],
    "timed",
  ],
  [
    "at one time of edit, an edit wins over the post that is read again",
    [
      at(1, edit("as edited", { edited_at: "2026-01-15T12:01:00Z" })),
      at(2, post("zzz", { edited_at: "2026-01-15T12:01:00Z" })),
    ],
    "as edited",
  ],
  [
    "a refused edit without a time takes back what was written before it",
    [at(1, post("first")), at(2, edit("second")), at(3, refused)],
    null,
  ],
  [
    "an edit without a time brings back what one before it took",
    [at(1, post("first")), at(2, refused), at(3, edit("third"))],
    "third",
  ],
  [
    "the post that is read again does not bring back what an edit took",
    [at(1, post("first")), at(2, refused), at(3, post("first"))],
    null,
  ],
];

const file = tablesOfFile();

for (const [what, records, text] of CASES) {
  Deno.test(`${what}: in any order, in any batches, copied or not`, async () => {
    const { tables } = file;
    for (const order of permutations(records)) {
      for (const batches of cuts(order)) {
        for (const jsonPostsMax of [0, 64]) {
          await tables.reset();
          for (const batch of batches) await apply(tables, batch, jsonPostsMax);
          await assertText(tables, text);
          // Read again from the start, nothing changes.
          for (const batch of batches) await apply(tables, batch, jsonPostsMax);
          await assertText(tables, text);
        }
      }
    }
  });
}

Deno.test("records of one millisecond are ordered by their offsets", async () => {
  const { tables } = file;
  await tables.apply([post("teh typo")]);
  await tables.apply([post("a corrected text")]);
  await assertText(tables, "a corrected text");
  await tables.reset();
  await tables.apply([post("z"), edit("y"), edit("a")]);
  await assertText(tables, "a");
});

Deno.test("a record of ten fields changes a full one's text and not its address", async () => {
  const { tables } = file;
  const { sql } = tables;
  const named = { uri: "https://a.example/1", url: "https://a.example/@a/1", in_reply_to_id: "0" };
  for (const order of permutations([at(1, post("full", named)), at(2, post("as it reads now"))])) {
    await tables.reset();
    for (const record of order) await apply(tables, [record], 64);
    const rows = await sql`select content_txt, uri, url, in_reply_to_id from masto.toots_raw`;
    assert.deepEqual([...rows].map((row) => ({ ...row })), [{
      content_txt: "as it reads now",
      ...named,
    }]);
  }
});

Deno.test("a description that an edit adds counts, and a record that does not say takes nothing away", async () => {
  const { tables } = file;
  const pictures = (described: number) => ({ attachment_count: 2, described_count: described });
  const edited = { event: "status.update", edited_at: "2026-01-15T12:01:00Z" };
  const published = [at(1, post("a", pictures(0))), at(3, post("a"))];
  const all = [...published, at(2, post("a", { ...edited, ...pictures(2) }))];
  for (const [records, described] of [[published, 0], [all, 2]] as const) {
    for (const order of permutations(records)) {
      for (const jsonPostsMax of [0, 64]) {
        await tables.reset();
        for (const record of order) await apply(tables, [record], jsonPostsMax);
        const rows = await tables.sql`
          select attachment_count, described_count from masto.toots_raw`;
        assert.deepEqual([...rows].map((row) => ({ ...row })), [pictures(described)]);
      }
    }
  }
});

async function apply(tables: AppliedTables, batch: readonly Recorded[], jsonPostsMax: number) {
  await tables.apply(batch.map(({ fields }) => fields), {
    jsonPostsMax,
    timestamps: batch.map(({ second }) => NOON + second * 1_000),
  });
}

async function assertText({ sql }: AppliedTables, text: string | null) {
  const [row] = await sql`
    select (select json_agg(content_txt) from masto.toots_raw) as texts,
           (select sum(toots_count)::int from masto.toot_metrics_windowed) as counted,
           (select sum(length_sum)::int from masto.user_avg_length_windowed) as length,
           (select count(*)::int from masto.tombstones) as tombstones`;
  assert.deepEqual(
    { ...row },
    text === null
      ? { texts: null, counted: null, length: null, tombstones: 1 }
      : { texts: [text], counted: 1, length: text.length, tombstones: 0 },
  );
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [first, ...rest])
  );
}

/** Every way to cut a list into batches. */
function cuts<T>(items: readonly T[]): T[][][] {
  const [first, ...rest] = items;
  if (first === undefined) return [[]];
  if (rest.length === 0) return [[[first]]];
  return cuts(rest).flatMap(([batch = [], ...others]) => [
    [[first], batch, ...others],
    [[first, ...batch], ...others],
  ]);
}
