import assert from "node:assert/strict";
import fc from "fast-check";
import { numberArray } from "../apply/backlog/text_format.ts";
import { connectPostgres } from "../postgres/connect.ts";
import { embeddedDatabase, migratedDatabase } from "../../testing/databases.ts";
import { expectedRight } from "../../testing/oracle/right_labels.ts";
import { migrate } from "../postgres/migrate.ts";
import { storeHeads } from "./store_heads.ts";

/** Writes the manifest of a model whose heads called labelled rows so. */
async function writeManifest(
  directory: string,
  counts: Readonly<Record<string, unknown>>,
): Promise<void> {
  const heads = Object.fromEntries(
    Object.entries(counts).map(([language, confusion], i) => [
      language,
      { weights: { sha256: String(i).repeat(64) }, measured: { confusion } },
    ]),
  );
  await Deno.writeTextFile(`${directory}/manifest.json`, JSON.stringify({ heads }));
}

Deno.test("how heads err is stored as their manifest says, again after they were measured again, and not under a band", async () => {
  await using database = await migratedDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "store heads test" });
  const model = await Deno.makeTempDir();
  const said: string[] = [];
  const store = (band?: { readonly low: number; readonly high: number }) =>
    storeHeads(sql, { model, band }, (_, text) => said.push(text));
  const stored = () =>
    sql<{ lang: string; confusion: number[] }[]>`
    select lang, to_json(confusion) as confusion from masto.sentiment_heads order by 1`;
  try {
    const rows = [[8, 1, 0], [2, 6, 2], [0, 0, 9.5]];
    await writeManifest(model, {
      en: rows,
      fr: undefined,
      de: [[1, 2], [3, 4]],
      es: [[1, 2, 3], [1, "2", 3], [1, 2, 3]],
      it: [[1, 2, 3], [1, -2, 3], [1, 2, 3]],
    });
    await store({ low: 0.4, high: 0.6 });
    assert.deepEqual([...await stored()], []);
    await store();
    const [en, ...others] = await stored();
    assert.deepEqual([en?.lang, others], ["en", []]);
    // Half a row is added to each count.
    assert.deepEqual(en?.confusion.slice(0, 3), [8.5, 1.5, 0.5].map((count) => count / 10.5));
    await writeManifest(model, {
      en: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
      fr: null,
      de: 1,
      es: 2,
      it: 3,
    });
    await store();
    const [again] = await stored();
    assert.equal(again?.confusion[0], 1.5 / 2.5);
    await writeManifest(model, { fr: rows });
    await store();
    assert.deepEqual((await stored()).map(({ lang }) => lang), ["fr"]);
    await store({ low: 0.4, high: 0.6 });
    assert.deepEqual([...await stored()], []);
    assert.deepEqual(said, []);
  } finally {
    await Deno.remove(model, { recursive: true });
    await sql.end();
  }
});

Deno.test("a role that may not store how heads err is told so, and goes on", async () => {
  await using database = await embeddedDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "store heads test", max: 1 });
  const model = await Deno.makeTempDir();
  const role = `scorer_${crypto.randomUUID().slice(0, 8)}`;
  try {
    await migrate(sql);
    await writeManifest(model, { en: [[1, 0, 0], [0, 1, 0], [0, 0, 1]] });
    await sql.unsafe(`create role ${role}`);
    await sql.unsafe(`grant ${role} to current_user`);
    await sql.unsafe(`grant usage on schema masto to ${role}`);
    await sql.unsafe(`set role ${role}`);
    const said: string[] = [];
    await storeHeads(sql, { model }, (level, text) => said.push(`${level}: ${text}`));
    assert.match(said.join(), /^warning: Cannot store how often .* migrate --roles prints again/);
  } finally {
    await sql.unsafe("reset role");
    await sql.unsafe(`drop owned by ${role}`);
    await sql.unsafe(`drop role ${role}`);
    await Deno.remove(model, { recursive: true });
    await sql.end();
  }
});

Deno.test("property: as many labels are expected to be right as the likeliest shares of the classes say", async () => {
  await using database = await migratedDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "store heads test" });
  const count = fc.oneof(fc.nat(20), fc.nat(5_000));
  const weight = fc.integer({ min: 1, max: 10 });
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(count, count, count),
        fc.tuple(...Array.from({ length: 9 }, () => weight)),
        async (said, weights) => {
          // Heads are right more often than not.
          const confusion = weights.map((of, i) => {
            const row = weights.slice(i - i % 3, i - i % 3 + 3).reduce(
              (sum, each) => sum + each,
              0,
            );
            return (of + (i % 4 === 0 ? row : 0)) / (2 * row);
          });
          await sql`
            insert into masto.sentiment_heads values ('en', ${numberArray(confusion)}::float8[])
            on conflict (lang) do update set confusion = excluded.confusion`;
          const [row] = await sql<{ right: number; unknown: number | null }[]>`
            select masto.right_labels('en', ${said[0]}, ${said[1]}, ${said[2]}) as right,
                   masto.right_labels('fr', ${said[0]}, ${said[1]}, ${said[2]}) as unknown`;
          assert.equal(row?.unknown, null);
          const truth = expectedRight(said, confusion);
          const sides = said[0] + said[2];
          const state = JSON.stringify({ said, confusion, right: row?.right, truth });
          assert.ok(Math.abs(row!.right - truth) <= 0.005 * sides + 1e-6, state);
        },
      ),
      { numRuns: 60 },
    );
  } finally {
    await sql.end();
  }
});
