import assert from "node:assert/strict";
import { connectPostgres } from "../core/postgres/connect.ts";
import { migratedDatabase } from "../testing/databases.ts";
import { Language } from "./language.ts";
import { readReportData } from "./read_report_data.ts";
import { spanText } from "./time_axis.ts";

Deno.test("charts span the time of nearly all posts, say how many lie far outside, and show what was asked for", async () => {
  await using database = await migratedDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "report data test" });
  const [first, last] = [Date.UTC(2025, 2, 1, 10), Date.UTC(2025, 2, 1, 15)];
  const odd = [
    "0001-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z",
    "9000-01-01T00:00:00Z",
    "2009-01-01T00:00:00Z",
  ];
  const usual = Array.from({ length: 60 }, (_, i) => new Date(first + i * 300_000).toISOString());
  for (const at of [...odd, ...usual]) {
    await sql`
      insert into masto.toot_metrics_windowed (window_start, window_end, lang, toots_count, length_sum, late_count)
      values (${at}, ${at}::timestamptz + interval '1 minute', 'en', 1, 5, 0)`;
  }
  const data = await readReportData(sql);
  assert.deepEqual(data.span, { from: first, to: last - 4 * 60_000 });
  assert.equal(data.outside, 4);
  assert.equal(data.unit, "hour");
  assert.equal(data.buckets.reduce((sum, { toots }) => sum + toots, 0), 60);
  assert.equal(data.languages[0]?.toots, 60);
  assert.equal(Math.max(...data.week.map(({ hours }) => hours)), 1);
  assert.match(spanText(data, new Language("en")), /2025.*UTC; 4 posts far outside are left out$/);
  assert.match(spanText(data, new Language("fr")), /4 messages très éloignés sont omis$/);

  const asked = await readReportData(sql, { from: Date.UTC(2000, 0, 1), to: Date.UTC(2026, 0, 1) });
  assert.equal(asked.span?.from, Date.UTC(2009, 0, 1));
  assert.equal(asked.outside, 0);
  const part = await readReportData(sql, { from: first + 150_000, to: first + 3_600_000 });
  assert.deepEqual(part.span, { from: first + 300_000, to: first + 3_600_000 - 4 * 60_000 });
  assert.equal((await readReportData(sql, { to: Date.UTC(1900, 0, 1) })).span?.from, undefined);
  await sql.end();
});

Deno.test("why posts have no score is counted by reason, and how sure the others are", async () => {
  await using database = await migratedDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "report data test" });
  await sql`
    insert into masto.toot_metrics_windowed
      (window_start, window_end, lang, toots_count, length_sum, late_count, n_pos, n_neg, n_neu, n_unscored, prob_pos_sum)
    values ('2026-03-01T10:00Z', '2026-03-01T10:01Z', 'fr', 5, 50, 0, 1, 1, 1, 2, 1500000),
           ('2026-03-01T10:00Z', '2026-03-01T10:01Z', 'ja', 4, 50, 0, 0, 0, 0, 4, 0)`;
  const rows: readonly (readonly [string, number | null, number | null, string | null])[] = [
    ["fr", 900_000, 1, null],
    ["fr", 300_000, -1, null],
    ["fr", 990_000, 0, null],
    ["fr", null, null, "language"],
    ["fr", null, null, "only_links_or_mentions"],
    ["ja", null, null, "language"],
    ["ja", null, null, "language"],
    ["ko", null, null, "language"],
    ["und", null, null, "empty"],
  ];
  for (const [id, [read, probability, label, reason]] of rows.entries()) {
    await sql`
      insert into masto.toot_scores (id, content_version, prob_pos, label, model, reason, lang_read)
      values (${id}, 1, ${probability}, ${label}, 'm', ${reason}, ${read})`;
  }
  await sql`
    insert into masto.sentiment_heads values ('fr', '{0.8,0.1,0.1,0.1,0.8,0.1,0.1,0.1,0.8}')`;
  const { judged, languages } = await readReportData(sql);
  const { sureness = NaN, ...others } = judged!;
  // Three posts hardly move the shares that are supposed, .3, .4 and .3: of either side .8 · .3 of .8 · .3 + .1 · .4 + .1 · .3.
  assert.ok(Math.abs(sureness - 0.24 / 0.31) < 0.005, String(sureness));
  assert.deepEqual(others, {
    otherLanguage: 3,
    unknown: ["ja", "ko"],
    unsureLanguage: 1,
    onlyLinks: 1,
    empty: 1,
    noKnownWord: 0,
  });
  assert.deepEqual(languages[0], { lang: "fr", toots: 5, positive: 1, neutral: 1, negative: 1 });
  const part = await readReportData(sql, { from: Date.UTC(2026, 0, 1) });
  assert.equal(part.judged, undefined);
  await sql.end();
});
