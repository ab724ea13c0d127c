import assert from "node:assert/strict";
import { connectPostgres } from "../postgres/connect.ts";
import { migratedDatabase } from "../../testing/databases.ts";
import { type AskedSpan, usualSpan } from "./usual_span.ts";

/** Posts at a time. */
type Posts = readonly [time: string, count: number];

/** So many posts, one an hour from a time on. */
const hourly = (from: string, count: number): Posts[] =>
  Array.from({ length: count }, (_, i) => [
    new Date(Date.parse(from) + i * 3_600_000).toISOString(),
    1,
  ]);
const MARCH = "2025-03-01T00:30:00Z";

Deno.test("posts far outside the usual span are left out of it, and no others", async () => {
  await using database = await migratedDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "usual span test" });
  const spanOf = async (posts: readonly Posts[], asked: AskedSpan = {}) => {
    await sql`delete from masto.toot_metrics_windowed`;
    for (const [time, count] of posts) {
      await sql`
        insert into masto.toot_metrics_windowed
          (window_start, window_end, lang, toots_count, length_sum, late_count)
        select at, at + interval '1 minute', 'en', ${count}, 1, 0
          from date_trunc('minute', ${time}::timestamptz) as at
        on conflict do nothing`;
    }
    const [row] = await sql.unsafe<{ first: Date | null; until: Date | null }[]>(usualSpan(asked));
    const text = (time: Date | null | undefined) => time?.toISOString().slice(0, 13) ?? "none";
    return `${text(row?.first)} to ${text(row?.until)}`;
  };

  assert.equal(await spanOf([]), "none to none");
  assert.equal(await spanOf([[MARCH, 1]]), "2025-03-01T00 to 2025-03-01T01");
  const usual = "2025-03-01T00 to 2025-03-03T12";
  const sixty = hourly(MARCH, 60);
  assert.equal(await spanOf(sixty), usual);
  // Rows from before there was a plausible range, and posts that are plausible and far away.
  for (
    const odd of ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "4023-01-01T00:00:00Z"]
      .concat(
        "6053-01-01T00:00:00Z",
        "1991-05-05T00:00:00Z",
        "2009-01-01T00:00:00Z",
        "2025-01-01T00:00:00Z",
      )
  ) {
    assert.equal(await spanOf([...sixty, [odd, 1]]), usual, odd);
  }
  const several: Posts[] = [["1991-01-01T00:00:00Z", 1], ["2001-01-01T00:00:00Z", 1], [
    "9999-01-01T00:00:00Z",
    40,
  ]];
  assert.equal(await spanOf([...sixty, ...several]), usual);

  // The range of plausible times begins at midnight of its first day.
  const nineties = hourly("1990-01-01T00:30:00Z", 60);
  assert.equal(await spanOf(nineties), "1990-01-01T00 to 1990-01-03T12");
  assert.equal(
    await spanOf([...hourly("1989-12-31T20:30:00Z", 4), ...nineties]),
    "1990-01-01T00 to 1990-01-03T12",
  );

  // An archive with a post of yesterday.
  const archive = hourly("2015-03-01T00:30:00Z", 60);
  assert.equal(await spanOf([...archive, [MARCH, 1]]), "2015-03-01T00 to 2015-03-03T12");
  // No outliers: a pause of days, a second harvest, and two posts of which either could be the odd one.
  assert.equal(
    await spanOf([...sixty, ["2025-02-24T00:00:00Z", 1]]),
    "2025-02-24T00 to 2025-03-03T12",
  );
  assert.equal(await spanOf([...archive, ...hourly(MARCH, 5)]), "2015-03-01T00 to 2025-03-01T05");
  assert.equal(
    await spanOf([["2009-01-01T00:00:00Z", 1], [MARCH, 1]]),
    "2009-01-01T00 to 2025-03-01T01",
  );
  // Of many posts, the outermost 0.1 % at each end where they stand apart; the newest hour of a stream does not.
  const many: Posts[] = [[MARCH, 5_000], ["2025-03-02T00:30:00Z", 5_000]];
  assert.equal(
    await spanOf([["2025-02-27T23:30:00Z", 10], ...many, ["2025-03-03T00:30:00Z", 1]]),
    "2025-03-01T00 to 2025-03-03T01",
  );

  // An end that is named is used, whatever lies there.
  const odd: Posts[] = [["2009-01-01T00:30:00Z", 1], ...sixty, ["2025-06-01T00:30:00Z", 1]];
  const from = "timestamptz '0001-01-01T00:00:00Z'";
  const to = "timestamptz '2025-07-01T00:00:00Z'";
  assert.equal(await spanOf(odd, { from }), "2009-01-01T00 to 2025-03-03T12");
  assert.equal(
    await spanOf(odd, { from: `timestamptz '${MARCH}'`, to }),
    "2025-03-01T00 to 2025-06-01T01",
  );
  await sql.end();
});

Deno.test("no step of the span is run once for each row of another, on a table without statistics too", async () => {
  await using database = await migratedDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "usual span test" });
  await sql`analyze masto.toot_metrics_windowed`;
  // What follows is unknown to the planner, as in the first minute of a backlog.
  await sql`
    insert into masto.toot_metrics_windowed
      (window_start, window_end, lang, toots_count, length_sum, late_count)
    select at, at + interval '1 minute', 'en', 1, 1, 0
      from generate_series(timestamptz '2025-03-01Z', '2025-03-05Z', '1 hour') as at`;
  const [row] = await sql.unsafe<{ "QUERY PLAN": [{ Plan: PlanNode }] }[]>(
    `explain (analyze, format json) ${usualSpan()}`,
  );
  const loops = loopsOf(row!["QUERY PLAN"][0].Plan);
  assert.ok(loops.length > 3);
  assert.equal(Math.max(...loops), 1);
  await sql.end();
});

interface PlanNode {
  readonly "Node Type": string;
  readonly "Actual Loops": number;
  readonly Plans?: readonly PlanNode[];
}

/** How often each step that reads all its rows is run. */
function loopsOf(node: PlanNode): number[] {
  const own = /Agg|Sort|Seq Scan|Index/.test(node["Node Type"]) ? [node["Actual Loops"]] : [];
  return [...own, ...(node.Plans ?? []).flatMap(loopsOf)];
}
