/** Each number at the top of the page, of its charts and of its rising hashtags, against a recount of the posts, on streams of every age. */
import assert from "node:assert/strict";
import { countHashtags } from "../../../core/dashboard/count_hashtags.ts";
import {
  chosenRange,
  LIVE_RANGES,
  liveRange,
  type LiveRangeName,
} from "../../../core/dashboard/ranges.ts";
import { readWindows } from "../../../core/dashboard/read_windows.ts";
import type { Selection } from "../../../core/dashboard/page_protocol.ts";
import { readSelection } from "../../../core/dashboard/selection.ts";
import type { Sql } from "../../../core/postgres/connect.ts";
import { observedUntil } from "../../../core/windows/observed.ts";
import { STREAMS } from "../../../testing/oracle/made_up_stream.ts";
import { recount, storedStream } from "../../../testing/oracle/recount_posts.ts";
import { coarserScene } from "./coarser_steps.ts";
import { languagesContent, paceContent, sentimentContent } from "./figure_contents.ts";
import { keyFigures } from "./key_figures.ts";
import { localeOf } from "./locale.ts";
import { mediaText } from "./media_text.ts";
import type { Scene } from "./scene.ts";
import { WindowModel } from "./window_model.ts";

const MINUTE = 60_000;
const locale = localeOf("en");

/** Half a minute past noon: the current minute, and each last step, is not over. */
const NOW = Date.UTC(2026, 2, 4, 12, 0, 30);

/** What the page shows of a range at `NOW`, from what its worker reads. */
async function pageOf(sql: Sql, range: LiveRangeName | { from: number; to: number }) {
  const window = typeof range === "string"
    ? liveRange(range, NOW)
    : chosenRange(range.from, range.to);
  assert.ok(window !== undefined);
  const [from, to] = [window.from * MINUTE, window.to * MINUTE];
  const rising = await countHashtags(sql, { from, to, now: NOW });
  const minute = Math.floor(NOW / MINUTE);
  const recent = await readWindows(sql, { from: minute - 1, to: minute + 1, step: 1 });
  const model = new WindowModel();
  model.start({
    ...{ version: "", now: NOW, ...window, live: true, watermark: NOW - 60_000, newest: null },
    rows: await readWindows(sql, window),
    minutes: recent.map(([start, lang, posts]) => [start, lang, posts]),
    ...{ gaps: [], health: {} as never, rising, sources: [] },
  });
  const scene: Scene = {
    ...{ locale, from, to, step: window.step, rangeText: "", gaps: [], slots: new Map() },
    steps: model.steps(window.from, window.to, []),
  };
  const figures = keyFigures(scene, {
    now: NOW,
    watermark: NOW - MINUTE,
    isCounted: true,
    pace: typeof range !== "string" ? undefined : {
      lastMinute: model.postsIn(minute - 1, []),
      thisMinute: model.postsIn(minute, []),
    },
    stretches: observedUntil(rising.observed, NOW),
  });
  const selection = await readSelection(sql, window, { langs: [] });
  return { figures, rising, scene, selection, from, to };
}

/** Compares the rows of the charts' tables, step by step, and their legends and summaries with counts of the posts. */
async function assertCharts(sql: Sql, scene: Scene, said: string): Promise<void> {
  const { from, to, step } = scene;
  const counted = await sql<
    { start: number; lang: string; posts: number; length: number; labels: readonly number[] }[]
  >`
    select floor(extract(epoch from r.created_at) / 60 / ${step})::float8 * ${
    step * MINUTE
  } as start, r.lang,
           count(*)::float8 as posts, sum(content_len)::float8 as length,
           json_build_array(count(*) filter (where label_str = 'positive'), count(*) filter (where label_str = 'neutral'),
                 count(*) filter (where label_str = 'negative'), count(*) filter (where label_str is null)) as labels
      from masto.toots_raw r join masto.toots_sentiment using (id)
     where r.created_at >= ${new Date(from).toISOString()} and r.created_at < ${
    new Date(to).toISOString()
  }
     group by 1, 2`;
  const sum = (rows: readonly (readonly number[])[], place: number) =>
    rows.reduce((sum, row) => sum + (row[place] ?? 0), 0);
  const starts = Array.from(
    { length: (to - from) / MINUTE / step },
    (_, n) => from + n * step * MINUTE,
  );
  const byStart = Map.groupBy(counted, ({ start }) => start);
  const truth = starts.map((start) => {
    const rows = byStart.get(start) ?? [];
    const posts = rows.reduce((sum, row) => sum + row.posts, 0);
    return {
      posts,
      average: posts === 0
        ? ""
        : Math.round(rows.reduce((sum, row) => sum + row.length, 0) / posts),
      labels: [0, 1, 2, 3].map((place) => sum(rows.map(({ labels }) => labels), place)),
      langs: new Map(rows.map(({ lang, posts }) => [locale.language(lang), posts])),
    };
  });
  const total = sum(truth.map(({ posts }) => [posts]), 0);
  const most = Math.max(...truth.map(({ posts }) => posts));

  const pace = paceContent(scene);
  const cells = pace.table.file.slice(1).map(([, posts, average]) => ({ posts, average }));
  assert.deepEqual(cells, truth.map(({ posts, average }) => ({ posts, average })), said);
  for (const n of [total, most]) assert.ok(pace.summary.includes(locale.count(n)), pace.summary);
  // On a narrow screen steps are summed up; none is lost.
  const narrow = paceContent(coarserScene(scene, 40)).table.file.slice(1);
  assert.equal(narrow.reduce((sum, [, posts]) => sum + Number(posts), 0), total, said);

  const sentiment = sentimentContent(scene).table.file.slice(1).map((row) => row.slice(2));
  // Every post is scored, or refused by the model: none waits.
  assert.deepEqual(sentiment, truth.map(({ labels }) => [...labels, 0]), said);

  const languages = languagesContent({
    ...scene,
    slots: new Map([["en", "a"], ["de", "b"], ["fr", "c"], ["ja", "d"], ["und", "e"]]),
  });
  const [header = [], ...rows] = languages.table.file;
  const names = header.slice(2);
  assert.equal(names.length, new Set(counted.map(({ lang }) => lang)).size, said);
  assert.deepEqual(
    rows.map((row) => row.slice(2)),
    truth.map(({ langs }) => names.map((name) => langs.get(String(name)) ?? 0)),
    said,
  );
  for (const { label, value } of languages.legend) {
    const posts = sum(truth.map(({ langs }) => [langs.get(label) ?? 0]), 0);
    assert.equal(value, locale.share(posts / total), said);
  }
}

/** Compares the line on pictures with a count of the posts, without those of languages that fewer than three people share. */
async function assertMedia(sql: Sql, { from, to, media }: Selection, said: string): Promise<void> {
  const posts = await sql<{ lang: string; person: string; files: number; described: number }[]>`
    select lang, user_id as person, attachment_count as files, described_count as described from masto.toots_raw
     where attachment_count is not null and created_at >= ${new Date(from * MINUTE).toISOString()}
       and created_at < ${new Date(to * MINUTE).toISOString()}`;
  const people = (of: readonly { person: string }[]) =>
    new Set(of.map(({ person }) => person)).size;
  const languages = [...Map.groupBy(posts, ({ lang }) => lang).values()];
  const few = languages.filter((of) => people(of) < 3).flat();
  const shown = languages.filter((of) => people(of) >= 3).flat().concat(people(few) < 3 ? [] : few);
  const truth = {
    known: shown.length,
    posts: shown.filter(({ files }) => files > 0).length,
    attachments: shown.reduce((sum, { files }) => sum + files, 0),
    described: shown.reduce((sum, { described }) => sum + described, 0),
  };
  assert.deepEqual(media, truth, said);
  const { known, attachments, described } = truth;
  const line = mediaText(media, locale);
  const numbers = attachments === 0 ? [] : [
    locale.share(truth.posts / known),
    locale.count(attachments),
    locale.share(described / attachments),
  ];
  for (const number of numbers) assert.ok(line.includes(number), `${line} ${number}`);
}

/** The number of "usually 1,234 in this range"; undefined where it is not said. */
const usually = (note: string) => /usually (.+) in this range/.exec(note)?.[1];
const rateText = (rate: number) => rate < 0.1 ? "< 0.1" : locale.count(Math.round(rate * 10) / 10);

for (const stream of STREAMS) {
  Deno.test(`the page's numbers equal a recount in every range, of a stream of ${stream.name}`, async () => {
    await using it = await storedStream(stream, NOW);
    const pace = 1 / stream.every;
    const start = NOW - stream.minutes * MINUTE;
    for (const range of [...Object.keys(LIVE_RANGES) as LiveRangeName[], "all" as const]) {
      const from = Math.max(start, NOW - 399 * 1_440 * MINUTE);
      const { figures, rising, scene, selection, ...shown } = await pageOf(
        it.sql,
        range === "all" ? { from, to: NOW } : range,
      );
      const truth = await recount(it.sql, shown.from, shown.to);
      const said = `${stream.name}, ${range}: ${JSON.stringify(figures)}`;
      assert.equal(figures.posts.value, locale.count(truth.posts), said);
      await assertCharts(it.sql, scene, said);
      await assertMedia(it.sql, selection, said);
      if (truth.posts > 0) {
        assert.ok(figures.posts.note.includes(`languages: ${truth.langs}`), said);
      }
      if (truth.scored > 0) {
        assert.equal(figures.positive.value, locale.share(truth.positive / truth.scored), said);
      }
      // The pace is that of the stream, or not said; never one of minutes and hours that count in part only.
      const minute = Math.floor(NOW / MINUTE) * MINUTE;
      const last = await recount(it.sql, minute - MINUTE, minute);
      if (figures.pace.value !== "–") {
        const value = range === "all" ? rateText(pace) : locale.count(last.posts);
        if (range !== "all" || pace >= 1) assert.equal(figures.pace.value, value, said);
      } else assert.ok(stream.minutes < 15, said);
      const usual = usually(figures.pace.note);
      if (usual !== undefined && pace >= 1) assert.equal(usual, rateText(pace), said);
      const covered = Math.min(stream.minutes, (shown.to - shown.from) / MINUTE);
      if (stream.hole === undefined && pace >= 1) {
        const enough = covered > 0.6 * (shown.to - shown.from) / MINUTE && covered > 10;
        if (enough) assert.ok(usual !== undefined, said);
        if (covered < 0.4 * (shown.to - shown.from) / MINUTE) assert.equal(usual, undefined, said);
      }
      const tags = rising.tags.map(({ tag }) => tag);
      assert.deepEqual(tags.filter((tag) => tag !== "burst"), [], said);
      for (const { tag, recent, past } of rising.tags) {
        assert.ok(rising.at !== null);
        const recentFrom = rising.at - rising.recentMinutes * MINUTE;
        const uses = async (from: number, to: number) => {
          const [row] = await it.sql<{ n: number }[]>`
            select count(*)::float8 as n from masto.toots_raw where ${tag} = any (hashtags)
               and created_at >= ${new Date(from).toISOString()} and created_at < ${
            new Date(to).toISOString()
          }`;
          return row?.n;
        };
        if (recentFrom - rising.pastMinutes * MINUTE >= NOW - 12 * 60 * MINUTE) {
          assert.equal(recent, await uses(recentFrom, rising.at), said);
          assert.equal(
            past,
            await uses(recentFrom - rising.pastMinutes * MINUTE, recentFrom),
            said,
          );
        }
      }
      if (range === "all" && stream.minutes >= 540) assert.deepEqual(tags, ["burst"], said);
    }
  });
}
