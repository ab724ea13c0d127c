import assert from "node:assert/strict";
import { Producer, stringSerializers } from "@platformatic/kafka";
import { parse } from "@std/csv";
import { runBatch } from "../../core/batch/run_batch.ts";
import { postFields } from "../../testing/applied_tables.ts";
import { drawReports } from "../../reports/draw_reports.ts";
import { SENTIMENT } from "../../reports/theme.ts";
import { temporaryHome } from "../../testing/temporary_home.ts";
import { runCommand } from "../../testing/trunkline_command.ts";
import { openPipeline, type Pipeline, type Produced } from "./pipeline.ts";

/** The folder of the inputs, and the services for a case. */
export interface Place {
  readonly path: string;
  /** Address of a Kafka for the case. */
  readonly bootstrap: string;
}

/** One input, its expected result, and how to check it. */
export interface Case {
  readonly file: string;
  readonly right: string;
  /** Resolves to a description of the result; throws if it is wrong. */
  run(place: Place): Promise<string>;
}

type Json = Readonly<Record<string, unknown>>;

export const CASES: readonly Case[] = [
  {
    file: "links-as-mastodon-shows-them.jsonl",
    right: "a link alone is only_links_or_mentions; a link never moves a score",
    async run(place) {
      await using line = await stored(place);
      await command(["score"], line.env);
      const rows = await line.sql<{ n: number; reason: string | null; p: string | null }[]>`
        select (id % 100)::int as n, reason, prob_pos::text as p from masto.toot_scores`;
      const scoreOf = (n: number) => {
        const row = rows.find((each) => each.n === n);
        return row?.p ?? row?.reason ?? "nothing";
      };
      for (const n of [1, 2, 3, 4, 5, 9, 10]) {
        assert.equal(scoreOf(n), "only_links_or_mentions", `post ${n}`);
      }
      for (const n of [6, 8]) assert.equal(scoreOf(n), scoreOf(7), `post ${n}, with a link`);
      assert.equal(scoreOf(11), scoreOf(12), "post 11, with the link to what it quotes");
      return `7 posts of links unscored; ${scoreOf(7)} with any link and without`;
    },
  },
  {
    file: "kafka-codecs.py",
    right: "all 250 records are stored",
    async run({ bootstrap }) {
      await using line = await openPipeline(bootstrap);
      const codecs = ["none", "gzip", "snappy", "lz4", "zstd"] as const;
      for (const [at, compression] of codecs.entries()) {
        const producer = new Producer({
          clientId: "faults",
          bootstrapBrokers: [bootstrap],
          serializers: stringSerializers,
          autocreateTopics: true,
          compression,
        });
        const messages = Array.from({ length: 50 }, (_, i) => ({
          topic: line.topic,
          value: JSON.stringify(postFields(String(1_000 + 50 * at + i))),
        }));
        await producer.send({ messages });
        await producer.close();
      }
      const notices = await line.consume();
      assert.deepEqual(notices.filter((each) => /lost|stopped/i.test(each)), []);
      assert.equal(await count(line), 250);
      return `250 records of ${codecs.length} codecs are stored`;
    },
  },
  ...["date-go-zero", "date-1970", "date-9999"].map((name): Case => ({
    file: `${name}.jsonl`,
    right: "batch costs what it costs without the odd post; charts are not ruled by it",
    async run(place) {
      await using line = await stored(place);
      const posts = await count(line);
      const began = performance.now();
      await runBatch(line.sql);
      const ms = Math.round(performance.now() - began);
      const [{ hours } = { hours: NaN }] = await line.sql<{ hours: number }[]>`
        select sum(hours_seen)::int as hours from masto.batch_hour_of_week`;
      const charts = await draw(line);
      const [from, to] = charts.days;
      assert.equal(posts, 50);
      assert.ok(ms < 3_000, `batch takes ${ms} ms`);
      assert.ok(hours < 72, `the series has ${hours} hours`);
      assert.ok(from.startsWith("2026-11-2") && to.startsWith("2026-11-"), `${from} to ${to}`);
      return `50 posts, batch ${ms} ms, ${hours} hours, charts from ${from} to ${to}`;
    },
  })),
  {
    file: "kafka-records-dates.jsonl",
    right: "30 February is bad_date; a year past 6053 is told by the parser",
    async run({ path, bootstrap }) {
      await using line = await openPipeline(bootstrap);
      await line.write(await linesOf(path));
      await line.consume();
      const letters = await line.sql<{ offset: number; reason: string }[]>`
        select "offset"::int, reason from masto.dead_letters order by 1`;
      const reasons = letters.map(({ reason }) => reason);
      assert.deepEqual(reasons, ["bad_date", "implausible_time", "bad_date"]);
      assert.equal(await count(line), 0);
      return reasons.join(", ");
    },
  },
  ...["days-365", "three-years"].map((name): Case => ({
    file: `${name}.jsonl`,
    right: "bars are seen in every chart, colours of scored posts too; axes name the year",
    async run(place) {
      await using line = await stored(place);
      await command(["score"], line.env);
      await runBatch(line.sql);
      const { narrowest, bars, scored, years } = await draw(line);
      assert.ok(bars > 0 && narrowest > 1, `the narrowest of ${bars} bars is ${narrowest} px`);
      assert.ok(scored > 0, "no bar has the colour of a scored post");
      assert.ok(years, "no axis names a year");
      return `${bars} bars, the narrowest ${narrowest.toFixed(1)} px wide, ` +
        `${scored} of scored posts; years on axes`;
    },
  })),
  {
    file: "replay-python-dates.jsonl",
    right: "the record in the topic is ISO 8601, or the gate says why not",
    async run(place) {
      await using line = await openPipeline(place.bootstrap);
      await line.produce(await framesOf(place.path));
      const dates = (await line.records()).map(({ value }) =>
        String(JSON.parse(String(value)).created_at)
      );
      for (const date of dates) assert.match(date, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      await line.consume();
      assert.equal(await count(line), 3);
      return `3 posts, the first of ${dates[0]}`;
    },
  },
  {
    file: "delete-double-encoded.jsonl",
    right: "the post is gone; no tombstone with quotation marks",
    async run(place) {
      await using line = await stored(place);
      const tombstones = await line.sql<{ id: string }[]>`
        select id::text from masto.tombstones order by id`;
      const ids = tombstones.map(({ id }) => id);
      assert.equal(await count(line), 0);
      assert.deepEqual(ids, ["117000000000000001", "117000000000000002"]);
      return `no post, tombstones ${ids.join(", ")}`;
    },
  },
  {
    file: "heartbeat-empty-frames.jsonl",
    right: "nothing: no dead letter, no sign of life of the feed",
    async run(place) {
      await using line = await stored(place);
      const { stats } = line.produced;
      assert.equal(stats["dead_letters"], 0);
      // The two posts, and the event that the replay ends with.
      assert.equal(stats["events"], 3);
      assert.equal(await count(line), 2);
      return "2 posts, no dead letter, no other event";
    },
  },
  {
    file: "error-object-mid-stream.jsonl",
    right: "said in words, reopened",
    async run({ path, bootstrap }) {
      await using line = await openPipeline(bootstrap);
      const frames = await framesOf(path);
      const error = frames.find((each) => each.includes('"error"'));
      const { notices, subscriptions, stats } = await line.produce(frames, error);
      await line.consume();
      const said = notices.find((each) => each.includes("Something went wrong"));
      assert.ok(said, `said: ${notices.join(" | ")}`);
      assert.equal(subscriptions, 2);
      assert.equal(stats["dead_letters"], 0);
      assert.equal(await count(line), 2);
      return `"${said}"; 2 subscriptions, 2 posts`;
    },
  },
  {
    file: "update-without-edited_at.jsonl",
    right: "the update wins over what it updates",
    async run(place) {
      await using line = await stored(place);
      const rows = await line.sql<{ content: string }[]>`
        select content_txt as content from masto.toots_raw order by id`;
      const texts = rows.map(({ content }) => content);
      assert.deepEqual(texts, ["So true", "second text, longer", "apple"]);
      return texts.join(" | ");
    },
  },
  {
    file: "consent-bios.jsonl",
    right: "every spelling of #nobot and #noindex that a reader would read as that is refused",
    async run(place) {
      await using line = await stored(place);
      const rows = await line.sql<{ username: string }[]>`select username from masto.toots_raw`;
      const kept = new Set(rows.map(({ username }) => username));
      const wrong: string[] = [];
      let asked = 0;
      for (const status of await statusesOf(place.path)) {
        const { acct } = status["account"] as { acct: string };
        const want = String(status["_want"]);
        if (want === "?") continue;
        asked++;
        if (kept.has(acct) !== (want === "keep")) wrong.push(`${acct} (${want})`);
      }
      assert.deepEqual(wrong, []);
      return `${asked} bios as wanted; ${kept.size} posts kept`;
    },
  },
  {
    file: "hashtags.jsonl",
    right: "tags that Mastodon takes for one are counted as one",
    async run(place) {
      await using line = await stored(place);
      await runBatch(line.sql);
      const rows = await line.sql<{ hashtag: string; n: number }[]>`
        select hashtag, toots_count::int as n from masto.batch_top_hashtag`;
      const counts = new Map(rows.map(({ hashtag, n }) => [hashtag, n]));
      const used = new Map<string, number>();
      for (const { tags } of await statusesOf(place.path)) {
        const [{ name }] = tags as [{ name: string }];
        used.set(name, (used.get(name) ?? 0) + 1);
      }
      const wrong = SAME_TAGS.filter((spellings) => {
        const all = spellings.reduce((sum, each) => sum + (used.get(each) ?? 0), 0);
        const shown = spellings.filter((each) => counts.has(each));
        return shown.length !== 1 || counts.get(shown[0] ?? "") !== all;
      });
      assert.deepEqual(wrong, [], "are not counted as one");
      return `${SAME_TAGS.length} groups of spellings are one tag each; ${rows.length} tags`;
    },
  },
  {
    file: "mathml-annotation.jsonl",
    right: "the text that a browser shows, and no annotation",
    run: (place) => texts(place, ["Euler: ex rocks"]),
  },
  {
    file: "blank-between-blocks.jsonl",
    right: "nothing twice, nothing fused, no white space of the source",
    run: (place) => texts(place, ["a\nb", "a\nb", "good :heart: bad"]),
  },
  {
    file: "replay-dead-letters.jsonl",
    right: "the demo counts dead letters, and all counts agree",
    async run({ path }) {
      const { agree, lines } = await demo(path);
      assert.equal(agree, true);
      const letters = lines.filter(({ what }) => what.includes("dead letters"));
      const all = letters.reduce((sum, { counts }) => sum + (counts[0]?.[1] ?? 0), 0);
      assert.equal(all, 2);
      return "all counts agree on 2 dead letters";
    },
  },
  {
    file: "replay-int-id.jsonl",
    right: "safe integers are ids, as in the stream",
    async run(place) {
      await using line = await stored(place);
      const rows = await line.sql<
        { id: string }[]
      >`select id::text from masto.toots_raw order by id`;
      const { stats } = line.produced;
      // The number is past 2^53: JSON.parse has rounded it, and the id would be another post's.
      const ids = rows.map(({ id }) => id);
      const isWhole = ids.length === 2 && ids[0] === "117000000000000007";
      assert.ok(isWhole || stats["dead_letters"] === 1, `ids ${ids.join(", ")}`);
      const { agree } = await demo(place.path);
      assert.equal(agree, true);
      return `stored ${ids.join(", ")}; ${stats["dead_letters"]} dead letter of a number past 2^53`;
    },
  },
  ...[["labels-0-1", 40], ["labels-float", 20]].map(([name, rows]): Case => ({
    file: `${name}.csv`,
    right: "the unknown label is named with its count, or read",
    async run({ path }) {
      await using home = await temporaryHome();
      const out = `${home.path.slice(0, home.path.lastIndexOf("/"))}/out`;
      const evaluate = ["evaluate", "--data", path, "--out", out, "--json"];
      const measured = JSON.parse(await command(evaluate, {}));
      const n = Number(measured.rows ?? measured.polar?.rows ?? NaN);
      assert.equal(n, rows);
      const { stderr } = await runCommand(
        ["train", "--data", path, "--model", `${out}/model`],
        { TRUNKLINE_HOME: home.path },
      );
      // So few do not make a model; all of them are read.
      assert.match(stderr, new RegExp(`${rows} usable rows are too few`));
      return `evaluate reads all ${rows}, train too`;
    },
  })),
  {
    file: "sentiment-cases.csv",
    right: "column want, where it asks for what a link or white space must not change",
    async run({ path }) {
      await using home = await temporaryHome();
      const output = `${home.path.slice(0, home.path.lastIndexOf("/"))}/scored.csv`;
      await command(["score", "--input", path, "--output", output], {});
      const rows = parse(await Deno.readTextFile(output), { skipFirstRow: true }) as Json[];
      const came = (row: Json) => String(row["label_str"] || row["reason"]);
      const asked = rows.filter(({ want }) => want === "only links" || want === "empty");
      const reasons = { "only links": "only_links_or_mentions", empty: "empty" } as const;
      for (const row of asked) {
        assert.equal(came(row), reasons[row["want"] as keyof typeof reasons], String(row["text"]));
      }
      const others = rows.filter(({ want }) => want !== "" && want !== "?");
      const met = others.filter((row) => String(row["want"]).includes(came(row)));
      return `${asked.length} of links or blanks as wanted; ` +
        `${met.length} of ${others.length} in the word of the column (languages and irony among them)`;
    },
  },
];

/** Spellings in `hashtags.jsonl` that Mastodon treats as one tag. */
const SAME_TAGS = [
  ["Café", "café", "CAFE", "cafe", "cafe\u0301"],
  ["İstanbul", "istanbul", "ISTANBUL", "ıstanbul"],
  ["STRASSE", "strasse"],
  ["ＦＵＬＬ", "full"],
  ["ｽﾎﾟﾁﾊｲ", "スポチハイ"],
  ["ﬁre", "fire"],
  ["NULL", "null"],
  ["ǅ", "ǆ"],
  ["\u2126", "\u03a9"],
  ["\u212a", "K"],
  ["Both", "both", "BOTH"],
];

/** A pipeline that has processed the file, and its producer's log. */
async function stored(
  { path, bootstrap }: Place,
): Promise<Pipeline & { readonly produced: Produced }> {
  const line = await openPipeline(bootstrap);
  try {
    const produced = await line.produce(await framesOf(path));
    await line.consume();
    return { ...line, produced };
  } catch (error) {
    await line[Symbol.asyncDispose]();
    throw error;
  }
}

async function texts(place: Place, right: readonly string[]): Promise<string> {
  await using line = await stored(place);
  const rows = await line.sql<{ content: string; length: number }[]>`
    select content_txt as content, content_len as length from masto.toots_raw order by id`;
  assert.deepEqual(rows.map(({ content }) => content), right);
  assert.deepEqual(rows.map(({ length }) => length), right.map((each) => each.length));
  return rows.map(({ content }) => JSON.stringify(content)).join(", ");
}

async function count({ sql }: Pipeline): Promise<number> {
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from masto.toots_raw`;
  return row?.n ?? NaN;
}

async function linesOf(path: string): Promise<readonly string[]> {
  return (await Deno.readTextFile(path)).split("\n").filter((line) => line !== "");
}

async function statusesOf(path: string): Promise<readonly Json[]> {
  return (await linesOf(path)).map((line) => JSON.parse(line));
}

/** The frames of a file: those that it holds (`""` is an empty one), or one for each of its statuses. */
async function framesOf(path: string): Promise<readonly string[]> {
  return (await linesOf(path)).map((line) => {
    const value: unknown = JSON.parse(line);
    if (typeof value === "string") return value;
    const isStatus = typeof value === "object" && value !== null && "created_at" in value;
    return isStatus ? JSON.stringify({ stream: ["public"], event: "update", payload: line }) : line;
  });
}

/** Runs a command to its end in a home of its own; resolves to what it prints. */
async function command(
  args: readonly string[],
  env: Parameters<typeof runCommand>[1],
): Promise<string> {
  await using home = await temporaryHome();
  const { code, stdout, stderr } = await runCommand(args, { ...env, TRUNKLINE_HOME: home.path });
  assert.equal(code, 0, `${args.join(" ")}: ${stderr}`);
  return stdout;
}

interface Books {
  readonly agree: boolean;
  readonly lines: readonly {
    readonly what: string;
    readonly counts: readonly (readonly [string, number])[];
  }[];
}

async function demo(path: string): Promise<Books> {
  await using home = await temporaryHome();
  const out = `${home.path.slice(0, home.path.lastIndexOf("/"))}/out`;
  const args = ["demo", "--replay", path, "--rate", "100", "--port", "0", "--json", "--out", out];
  const { code, stdout, stderr } = await runCommand(args, { TRUNKLINE_HOME: home.path });
  assert.equal(code, 0, stdout + stderr);
  return JSON.parse(stdout);
}

/** Draws every chart: first and last day of those over time, bars and how wide they are, whether an axis names a year. */
async function draw({ connection }: Pipeline) {
  const out = await Deno.makeTempDir({ prefix: "trunkline_faults_" });
  try {
    await drawReports({ connection, out });
    const read = (name: string) => Deno.readTextFileSync(`${out}/${name}`);
    const bars = OVER_TIME.flatMap((name) => barsOf(read(`${name}.svg`)));
    const widths = bars.map(({ width }) => width);
    const colours: readonly string[] = [SENTIMENT.positive.colour, SENTIMENT.negative.colour];
    const specs = OVER_TIME.map((name) => read(`${name}.vl.json`));
    const starts = [...specs.join().matchAll(/"(?:start|from)": ?(\d{11,14})/g)]
      .map(([, ms]) => Number(ms)).sort((a, b) => a - b);
    const dayOf = (ms = NaN) => new Date(ms).toISOString().slice(0, 10);
    return {
      days: [dayOf(starts[0]), dayOf(starts.at(-1))] as const,
      bars: bars.length,
      scored: bars.filter(({ fill }) => colours.includes(fill)).length,
      narrowest: Math.min(...widths),
      // The configuration names the years of Vega's own formats.
      years: specs.every((spec) =>
        JSON.stringify({ ...JSON.parse(spec), config: undefined }).includes("%Y")
      ),
    };
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

const OVER_TIME = ["part5_toots_per_day", "part5_sentiment_by_day_stacked"];

/** The bars of a chart that have a height; an outline takes of their width. */
function barsOf(svg: string): { readonly width: number; readonly fill: string }[] {
  const bars: { width: number; fill: string }[] = [];
  for (const [path] of svg.matchAll(/<path[^>]*aria-roledescription="bar"[^>]*>/g)) {
    const [, width, height] = /\bd="M[\d.-]+,[\d.-]+h([\d.]+)v([\d.]+)/.exec(path) ?? [];
    const outline = /stroke="(?!none)/.test(path)
      ? Number(/stroke-width="([\d.]+)/.exec(path)?.[1] ?? 1)
      : 0;
    const fill = /fill="([^"]*)"/.exec(path)?.[1] ?? "";
    if (Number(height) > 0) bars.push({ width: Number(width) - outline, fill });
  }
  return bars;
}
