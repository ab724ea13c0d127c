/** Alerts on real tables: of a burst, of a mood, of silence, and of a day on which nothing happens. */
import assert from "node:assert/strict";
import { atomFeed, newestAlerts } from "../dashboard/alert_feed.ts";
import { connectPostgres, type Sql } from "../postgres/connect.ts";
import { migrate } from "../postgres/migrate.ts";
import { freshDatabase } from "../../testing/databases.ts";
import { type MadeUpPost, storePosts } from "../../testing/oracle/made_up_stream.ts";
import { alertsOf, type Tracked } from "./decide.ts";
import { observe } from "./observe.ts";
import { isQuiet, readQuietHours } from "./quiet_hours.ts";
import { sendAlert } from "./send.ts";
import { markSent, noteAlerts, unsentAlerts } from "./store.ts";

const MINUTE = 60_000;

async function withSchema(body: (sql: Sql) => Promise<void>): Promise<void> {
  await using database = await freshDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "alerts test" });
  try {
    await migrate(sql);
    await body(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Numbers in [0, 1), the same in each run. */
function random(seed: number): () => number {
  return () => (seed = seed * 48_271 % 0x7fffffff) / 0x7fffffff;
}

/** An ordinary stream: posts at random, hashtags of many weights, a steady mood. */
function ordinary(from: number, to: number, perMinute: number): MadeUpPost[] {
  const next = random(42);
  const posts: MadeUpPost[] = [];
  for (let at = from; at < to; at += -Math.log(1 - next()) / perMinute * MINUTE) {
    const weight = next();
    const label = next();
    posts.push({
      ...{ at, lang: "en", length: 50, person: `p${Math.floor(next() * 500)}` },
      tags: weight < 0.5 ? [`tag${Math.floor(next() ** 3 * 60)}`] : [],
      label: label < 0.4 ? "positive" : label < 0.6 ? "neutral" : "negative",
    });
  }
  return posts;
}

const look = async (sql: Sql, now: number, track: readonly string[] = [], since = 0) =>
  alertsOf(await observe(sql, { now, track, since, silenceMs: 10 * MINUTE }));

Deno.test("a day on which nothing happens brings one false alarm at most", () =>
  withSchema(async (sql) => {
    const end = Date.UTC(2026, 2, 2, 12);
    await storePosts(sql, ordinary(end - 32 * 60 * MINUTE, end, 6));
    const told = new Set<string>();
    for (let now = end - 24 * 60 * MINUTE; now < end; now += 10 * MINUTE) {
      for (const { kind, key } of await look(sql, now, ["#tag1", "nothing"])) {
        told.add(`${kind} ${key}`);
      }
    }
    assert.ok(told.size <= 1, [...told].join(", "));
  }));

Deno.test("a burst of a tracked word and tag, and the rise of any other tag, is told once, by webhook and feed", () =>
  withSchema(async (sql) => {
    const now = Date.now();
    const burst = (tag: string, minutes: number, count: number) =>
      Array.from({ length: count }, (_, i): MadeUpPost => ({
        ...{ at: now - (i + 0.5) / count * minutes * MINUTE, lang: "fr", length: 9 },
        ...{ person: `q${i % 7}`, tags: [tag], label: null },
      }));
    await storePosts(sql, [
      ...ordinary(now - 100 * MINUTE, now, 6),
      ...burst("Grève", 4, 20),
      ...burst("aurora", 10, 40),
    ]);
    await sql`update masto.toots_raw set content_txt = 'Vive la STRIKE!' where 'Grève' = any (hashtags)`;
    const alerts = await look(sql, now, ["#greve", "strike", "strik"]);
    assert.deepEqual(
      alerts.map(({ kind, key }) => `${kind} ${key}`).sort(),
      ["burst #greve", "burst strike", "rising aurora", "rising grève"],
    );

    const received: { text: string; id: string; kind: string }[] = [];
    let refusals = 1;
    await using webhook = Deno.serve({ port: 0, onListen: () => {} }, async (request) => {
      if (refusals-- > 0) return new Response("later", { status: 503 });
      received.push(await request.json());
      return new Response(null, { status: 204 });
    });
    const url = `http://127.0.0.1:${webhook.addr.port}/hook`;
    const signal = new AbortController().signal;
    for (let round = 0; round < 3; round++) {
      await noteAlerts(sql, await look(sql, now, ["#greve", "strike"]), { now, quiet: false });
      for (const alert of await unsentAlerts(sql)) {
        await sendAlert(url, alert, signal).then(() => markSent(sql, alert.id), () => {});
      }
    }
    assert.equal(received.length, 4, "each once, and the refused one again");
    assert.equal(new Set(received.map(({ id }) => id)).size, 4);
    assert.ok(
      received.some(({ text }) =>
        /^strike: 20 posts in five minutes, where 0 were expected/.test(text)
      ),
    );

    await noteAlerts(sql, [{ kind: "mood", key: "worse", title: 'a & "b" <c>' }], {
      now,
      quiet: true,
    });
    assert.deepEqual(await unsentAlerts(sql), [], "in quiet hours nothing is sent");
    const page = { origin: "https://page.example", now };
    const feed = atomFeed(await newestAlerts(sql, 50), { ...page, locale: "en" });
    assert.equal(feed.match(/<entry>/g)?.length, 5);
    assert.match(feed, /<title>a &#38; &#34;b&#34; &#60;c&#62;<\/title>/);
    const french = atomFeed(await newestAlerts(sql, 50), { ...page, locale: "fr" });
    assert.match(french, /xml:lang="fr">[^]*<title>Alertes de Trunkline<\/title>/);
    assert.match(french, /<category term="rising" label="hashtag en hausse"\/>/);
  }));

Deno.test("a mood that moves is told, one inside its interval is not; silence is told once it is not the stream's own", () =>
  withSchema(async (sql) => {
    const now = Date.UTC(2026, 2, 2, 12);
    const hours = (from: number, to: number, positive: number): MadeUpPost[] =>
      ordinary(now - from * 60 * MINUTE, now - to * 60 * MINUTE, 8)
        .map((post, i) => ({
          ...post,
          tags: [],
          label: i % 100 < positive ? "positive" : "negative",
        }));
    await storePosts(sql, [...hours(7, 1, 45), ...hours(1, 0, 48)]);
    assert.deepEqual(await look(sql, now), []);
    await sql`update masto.toot_metrics_windowed set n_pos = n_neg, n_neg = n_pos + n_neg - n_neg
               where window_start >= ${new Date(now - 60 * MINUTE).toISOString()}`;
    await sql`update masto.toot_metrics_windowed set n_neg = n_neg + n_pos, n_pos = 0
               where window_start >= ${new Date(now - 30 * MINUTE).toISOString()}`;
    assert.deepEqual((await look(sql, now)).map(({ kind, key }) => `${kind} ${key}`), [
      "mood worse",
    ]);
    // The last post came within the last minute before now.
    const silent = async (minutes: number) =>
      (await look(sql, now + minutes * MINUTE)).some(({ kind }) => kind === "silent");
    assert.deepEqual([await silent(9), await silent(11)], [false, true]);
    // A pipeline that was started a minute ago was not there to hear anything.
    assert.deepEqual(await look(sql, now + 480 * MINUTE, [], now + 479 * MINUTE), []);
    // Records of coverage go on while a server publishes nothing; a post with a time in the future is not the last one.
    await sql`
      insert into masto.stream_offsets (cluster_id, topic, "partition", next_offset, last_timestamp)
      values ('c', 't', 0, 1, ${now + 11 * MINUTE})`;
    await sql`
      insert into masto.toot_metrics_windowed (window_start, window_end, lang, toots_count, length_sum, late_count)
      values (${new Date(now + 60 * MINUTE).toISOString()}, ${
      new Date(now + 61 * MINUTE).toISOString()
    }, 'en', 1, 1, 0)`;
    assert.ok(await silent(11));
  }));

Deno.test("a quiet stream is silent once it is so for longer than by itself", () =>
  withSchema(async (sql) => {
    const now = Date.UTC(2026, 2, 2, 12);
    const every = 14 * MINUTE;
    await storePosts(
      sql,
      Array.from({ length: 20 }, (_, i): MadeUpPost => ({
        ...{ at: now - (19 - i) * every, lang: "en", length: 9, person: `p${i}` },
        ...{ tags: [], label: null },
      })),
    );
    const silent = async (minutes: number) =>
      (await look(sql, now + minutes * MINUTE)).some(({ kind }) => kind === "silent");
    assert.deepEqual([await silent(11), await silent(41), await silent(43)], [false, false, true]);
  }));

Deno.test("what chance makes of a busy stream is no alert, and what it does not is one", () => {
  const nothing = { positive: 0, neutral: 0, negative: 0 };
  const of = (tracked: Partial<Tracked>, mood = { recent: nothing, before: nothing }) =>
    alertsOf({
      rising: [],
      tracked: [{ name: "#a", recent: 0, before: 0, expected: 0, people: 9, ...tracked }],
      mood,
      ...{ silentMs: 0, silenceMs: 1, risingStretch: 1 / 3, burstStretch: 1 / 12 },
    }).map(({ kind }) => kind);
  // Of ten that are expected, seventeen come by chance in one of forty looks, thirty-two in one of a million.
  assert.deepEqual(of({ recent: 17, expected: 10 }), []);
  assert.deepEqual(of({ recent: 32, expected: 10 }), ["burst"]);
  // A word of many posts is used more in the morning than in the night.
  assert.deepEqual(of({ recent: 1_500, expected: 1_000 }), []);
  assert.deepEqual(of({ recent: 2_000, expected: 1_000 }), ["burst"]);
  assert.deepEqual(of({ recent: 5 }), ["burst"]);
  assert.deepEqual(of({ recent: 50, people: 2 }), []);
  // Two moods of very many posts differ by more than four standard errors every evening.
  const mood = (positive: number) => ({ positive, neutral: 0, negative: 100_000 - positive });
  assert.deepEqual(of({}, { recent: mood(52_000), before: mood(50_000) }), []);
  assert.deepEqual(of({}, { recent: mood(56_000), before: mood(50_000) }), ["mood"]);
});

Deno.test("alerts are in the language of the process", () => {
  const mood = {
    recent: { positive: 300, neutral: 0, negative: 100 },
    before: { positive: 100, neutral: 0, negative: 300 },
  };
  const seen = {
    rising: [{ tag: "Grève", recent: 1_200, expected: 3.5 }],
    tracked: [{ name: "#grève", recent: 1_200, before: 0, expected: 3.5, people: 9 }],
    ...{ mood, silentMs: 720_000, silenceMs: 1, risingStretch: 1 / 3, burstStretch: 1 / 12 },
  };
  const nbsp = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");
  assert.deepEqual(alertsOf(seen, "fr").map(({ title }) => nbsp(title)), [
    "#Grève est en hausse : 1 200 messages au lieu des 3,5 attendus",
    "#grève : 1 200 messages en cinq minutes au lieu des 3,5 attendus",
    "L’humeur est meilleure que dans les heures précédentes : 75 % des messages évalués sont positifs, après 25 %",
    "Aucun message depuis 12 min : la source se tait, ou la chaîne est arrêtée",
  ]);
});

Deno.test("quiet hours may pass midnight", () => {
  const at = (hour: number, minute = 0) => new Date(2026, 2, 2, hour, minute);
  const night = readQuietHours("22:00-07:00");
  assert.deepEqual([21, 22, 3, 7].map((hour) => isQuiet(night, at(hour))), [
    false,
    true,
    true,
    false,
  ]);
  const noon = readQuietHours("12:30-13:00");
  assert.deepEqual([isQuiet(noon, at(12)), isQuiet(noon, at(12, 45))], [false, true]);
  assert.equal(readQuietHours("25:00-07:00"), undefined);
  assert.equal(isQuiet(undefined, at(3)), false);
});
