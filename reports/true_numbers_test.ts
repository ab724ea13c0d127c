/** Each number of the report against a recount of the posts, on streams of every age. */
import assert from "node:assert/strict";
import { STREAMS } from "../testing/oracle/made_up_stream.ts";
import { recount, storedStream } from "../testing/oracle/recount_posts.ts";
import { CHARTS } from "./charts.ts";
import { Language } from "./language.ts";
import { signed } from "./signature.ts";
import { readReportData } from "./read_report_data.ts";

const MINUTE = 60_000;
const language = new Language("en");
const NOW = Date.UTC(2026, 2, 4, 12, 0, 30);

for (const stream of STREAMS) {
  Deno.test(`the report's numbers equal a recount, of a stream of ${stream.name}`, async () => {
    await using it = await storedStream(stream, NOW);
    const { sql } = it;
    const data = await readReportData(sql);
    const truth = await recount(sql, 0, NOW + MINUTE);
    const charts = new Map(
      CHARTS.map((define) => define(data, language)).map((chart) => [chart.name, chart]),
    );
    const said = (name: string) => charts.get(name)?.sentences.join(" ") ?? "";
    const pace = 1 / stream.every;

    const overTime = said("part5_toots_per_day");
    assert.ok(overTime.startsWith(`${language.number(truth.posts)} posts;`), overTime);
    const mean = /; ([\d,.]+) per (\w+) on average/.exec(overTime);
    if (mean === null) assert.match(overTime, /too little for a mean/);
    else {
      const unit = { minute: 1, hour: 60, day: 1_440, week: 10_080 }[mean[2] ?? ""] ?? NaN;
      const value = Number(mean[1]?.replaceAll(",", ""));
      const tolerance = Math.max(0.01 * pace * unit, 0.06);
      assert.ok(Math.abs(value - pace * unit) <= tolerance, `${overTime} in truth ${pace * unit}`);
    }
    assert.equal(mean === null, stream.minutes < 2, overTime);
    const [top] = await sql<{ n: number }[]>`
      select count(*)::float8 as n from masto.toots_raw group by date_trunc(${data.unit}, created_at, 'UTC') order by 1 desc limit 1`;
    assert.match(overTime, new RegExp(`with ${language.number(top?.n ?? 0)}\\.`));

    const week = said("activity_by_hour_of_week");
    const busiest = /with ([\d,.]+) posts per hour/.exec(week)?.[1];
    if (stream.minutes < 45) assert.match(week, /Less than three quarters of an hour/);
    else {
      const perHour = Number(busiest?.replaceAll(",", ""));
      assert.ok(
        Math.abs(perHour - 60 * pace) <= 0.05 * 60 * pace + 0.06,
        `${week} in truth ${60 * pace}`,
      );
    }

    const mood = said("part5_sentiment_by_day_stacked");
    const changes = stream.positive[0] !== stream.positive[1];
    assert.equal(/mood was best/.test(mood), changes, mood);
    const sentiment = said("part5_sentiment_distribution");
    assert.ok(
      sentiment.includes(
        `${language.number(truth.posts - truth.scored)} of ${language.number(truth.posts)} posts`,
      ),
      sentiment,
    );
    const length = said("post_length");
    assert.ok(length.includes(`A post has ${language.number(truth.length)} characters`), length);

    const tags = await sql<{ tag: string; n: number }[]>`
      select tag, count(*)::float8 as n from masto.toots_raw, unnest(hashtags) as tag group by 1
       having count(distinct user_id) >= 3 order by 2 desc, 1`;
    assert.deepEqual(
      charts.get("part5_top_hashtags")?.table.rows,
      tags.map(({ tag, n }) => [`#${tag}`, n]),
    );
    const langs = await sql<{ lang: string; n: number }[]>`
      select lang, count(*)::float8 as n from masto.toots_raw group by 1 order by 2 desc, 1`;
    assert.deepEqual(
      charts.get("language_share")?.table.rows.map(([, n]) => n),
      langs.map(({ n }) => n),
    );
    const [tagged] = await sql<{ n: number }[]>`
      select count(*)::float8 as n from masto.toots_raw where hashtags <> '{}'`;
    assert.equal(charts.get("kinds_of_posts")?.table.rows[0]?.[1], tagged?.n);
    const [media] = await sql<{ rows: unknown }[]>`
      select json_build_array(json_build_array(count(*) filter (where attachment_count > 0), count(attachment_count)),
                              json_build_array(sum(described_count), sum(attachment_count))) as rows
        from masto.toots_raw`;
    const described = charts.get("described_media");
    assert.deepEqual(described?.table.rows.map(([, part, whole]) => [part, whole]), media?.rows);
    assert.match(
      described?.sentences[1] ?? "",
      new RegExp(`attached to ${language.number(truth.posts - truth.mediaKnown)} other posts`),
    );
    assert.deepEqual(charts.get("posts_by_server")?.table.rows, [["home.example", truth.posts]]);

    // Tables over time and by language, row by row; `buckets` and `languages` hold what is charted.
    const rowsOf = (name: string) => charts.get(name)?.table.rows.map((row) => row.slice(1));
    const labels = sql`
      (count(*) filter (where label_str = 'positive'))::float8 as positive,
      (count(*) filter (where label_str = 'neutral'))::float8 as neutral,
      (count(*) filter (where label_str = 'negative'))::float8 as negative,
      (count(*) filter (where label_str is null))::float8 as unscored`;
    const posts = sql`
      (select r.created_at, r.lang, r.content_len, s.label_str from masto.toots_raw r join masto.toots_sentiment s using (id)) p`;
    const buckets = await sql`
      select extract(epoch from date_trunc(${data.unit}, created_at, 'UTC'))::float8 * 1000 as start, count(*)::float8 as toots,
             sum(content_len)::float8 as "lengthSum", ${labels}
        from ${posts} group by 1 order by 1`;
    assert.deepEqual(data.buckets, [...buckets]);
    assert.deepEqual(rowsOf("part5_toots_per_day"), buckets.map((b) => [b["toots"]]));
    const bySide = buckets.map((b) => [b["positive"], b["neutral"], b["negative"], b["unscored"]]);
    assert.deepEqual(rowsOf("part5_sentiment_by_day_stacked"), bySide);
    assert.deepEqual(
      rowsOf("post_length")?.map(([length]) => length),
      buckets.map((b) => Math.round(b["lengthSum"] / b["toots"] * 10) / 10),
    );
    const languages = await sql`
      select lang, count(*)::float8 as toots, ${labels} from ${posts} group by 1 order by 2 desc, 1`;
    assert.deepEqual(
      rowsOf("sentiment_by_language"),
      languages.map((l) => [l["positive"], l["neutral"], l["negative"], l["unscored"]]),
    );
    const hours = await sql`
      select extract(isodow from created_at at time zone 'UTC')::int as weekday,
             extract(hour from created_at at time zone 'UTC')::int as hour, count(*)::float8 as toots
        from ${posts} group by 1, 2 order by 1, 2`;
    const byHour = ({ weekday, hour }: { weekday: number; hour: number }) => weekday * 24 + hour;
    assert.deepEqual(
      data.week.map(({ hours: _, ...cell }) => cell).sort((a, b) => byHour(a) - byHour(b)),
      [...hours],
    );

    // The report of all posts, and of named ends, say the same of what rises, as the page does.
    const names = (rows: readonly (readonly (string | number)[])[] = []) =>
      rows.map(([tag]) => tag);
    const rising = charts.get("rising_hashtags");
    const expected = stream.minutes >= 540 ? ["#burst"] : [];
    assert.deepEqual(names(rising?.table.rows), expected, said("rising_hashtags"));
    const named = await readReportData(sql, { from: NOW - stream.minutes * MINUTE, to: NOW });
    const again = CHARTS.map((define) => define(named, language)).find(({ name }) =>
      name === "rising_hashtags"
    );
    assert.deepEqual(names(again?.table.rows).filter((tag) => tag !== "#burst"), []);
    if (stream.minutes >= 540) assert.deepEqual(names(again?.table.rows), ["#burst"]);
  });
}

Deno.test("a filtered report's numbers equal a recount, and each of its pictures says what it is filtered to", async () => {
  const stream = STREAMS.find(({ name }) => name === "9 hours with a hole");
  assert.ok(stream !== undefined);
  await using it = await storedStream(stream, NOW);
  const { sql } = it;
  await sql`update masto.toots_raw set username = username || '@Far.example', bot = id % 3 = 0,
      in_reply_to_id = case when id % 5 = 0 then '1' end where id % 4 = 0`;
  const [from, to] = [NOW - 240 * MINUTE, NOW - 30 * MINUTE];
  const filter = { tag: "STEADY", server: "far.example", langs: ["en", "de"] };
  const data = await readReportData(sql, { from, to, filter });
  const posts = sql`
    select r.*, label from masto.toots_raw r join masto.toot_scores using (id)
     where 'steady' = any (hashtags) and username like '%@Far.example' and lang in ('en', 'de')
       and created_at >= ${new Date(Math.floor(from / MINUTE) * MINUTE)}
       and created_at < ${new Date(Math.ceil(to / MINUTE) * MINUTE)}`;
  const truth = await sql`
    select extract(epoch from date_trunc(${data.unit}, created_at, 'UTC'))::float8 * 1000 as start, count(*)::float8 as toots,
           sum(content_len)::float8 as "lengthSum", count(*) filter (where label = 1)::float8 as positive,
           count(*) filter (where label = 0)::float8 as neutral, count(*) filter (where label = -1)::float8 as negative,
           count(*) filter (where label is null)::float8 as unscored from (${posts}) p group by 1 order by 1`;
  assert.ok(truth.length > 2);
  assert.deepEqual(data.buckets, [...truth]);
  assert.deepEqual(
    data.languages,
    [
      ...await sql`
        select lang, count(*)::float8 as toots, (count(*) filter (where label = 1))::float8 as positive,
               (count(*) filter (where label = 0))::float8 as neutral, (count(*) filter (where label = -1))::float8 as negative
          from (${posts}) p group by 1 order by 2 desc, 1`,
    ],
  );
  const [all] = await sql`
    select count(*)::float8 as toots, (count(*) filter (where bot))::float8 as bots, count(in_reply_to_id)::float8 as threads,
           count(*)::float8 as hashtags, 0::float8 as edited from (${posts}) p`;
  assert.deepEqual(data.batch?.kinds, all);
  const [media] = await sql`
    select count(attachment_count)::float8 as known, (count(*) filter (where attachment_count > 0))::float8 as posts,
           sum(attachment_count)::float8 as attachments, sum(described_count)::float8 as described from (${posts}) p`;
  assert.ok(media?.["attachments"] > media?.["described"]);
  assert.deepEqual(data.batch?.media, media);
  assert.deepEqual(data.batch?.servers, [{ server: "Far.example", toots: all?.["toots"] }]);
  const tags = await sql`
    select tag as hashtag, count(*)::float8 as toots from (${posts}) p, unnest(hashtags) tag group by 1
    having count(distinct user_id) >= 3 order by 2 desc, 1`;
  assert.deepEqual(data.batch?.topHashtags, [...tags]);
  for (const define of CHARTS) {
    const { spec } = define(data, language);
    const { title } = signed(spec, { sources: data.sources, filter, now: NOW, language });
    assert.match(JSON.stringify(title), /#STEADY, accounts of far\.example, English, German/);
  }
  const nobody = await readReportData(sql, { from, to, filter: { tag: "nobody", langs: [] } });
  assert.equal(nobody.span, undefined);
});
