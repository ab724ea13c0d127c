/**
 * `bench consume` measures how fast a backlog goes from the topic to committed rows and both kinds of windows: one
 * `main.ts consume --until-end` on one partition (embedded broker, or `--kafka HOST:PORT`), for records as several JSON
 * libraries write them, with event times in order and in random order.
 *
 * References, in the same run: `psql \copy` of the same posts into a bare table, before and after; with `--reference` also
 * `reference/consume.py`, what a good engineer would write in an hour with librdkafka, orjson and psycopg. Read the two ratios,
 * which are comparable between machines; records per second are not. Rows and windows that differ from the truth model must
 * be 0, else no figure counts. `--pooled` puts a pgbouncer in transaction mode before the database.
 */
import { parseArgs } from "@std/cli/parse-args";
import { PermanentError } from "../core/base/errors.ts";
import { freshDatabase } from "../testing/databases.ts";
import { SERIALIZER_NAMES, type SerializerName, SERIALIZERS } from "../testing/json_serializers.ts";
import { truth } from "../testing/oracle/truth.ts";
import { preload, removeTopics, startBroker } from "../testing/backlog_topic.ts";
import { type ConsumeRun, runConsume } from "./consume_run.ts";
import { copyReference, writeCopyFile } from "./copy_reference.ts";
import {
  benchRecords,
  type BenchRecordsOptions,
  type EventOrder,
} from "../testing/bench_records.ts";
import { type ReferenceScript, referenceScript, type ScriptRun } from "./reference_script.ts";
import type { Bench, Figure } from "./result.ts";
import { statusPosts } from "./status_posts.ts";

const INSTANCE = "social.example";
const SPAN_MS = 90 * 60_000;
const ORDERS: readonly EventOrder[] = ["in order", "random"];
const DEFAULT_SERIALIZERS: readonly SerializerName[] = ["own", "python", "go", "mixed"];

/** One backlog, and all that was measured on it. */
interface Row {
  readonly serializer: SerializerName;
  readonly order: EventOrder;
  readonly run: ConsumeRun;
  /** Rows a second of `\copy`, before and after. */
  readonly copy: number;
  readonly script: ScriptRun | undefined;
}

export const bench: Bench = {
  summary: "a backlog from the topic to exact tables, against \\copy and a script [--reference] " +
    "[--records N] [--statuses FILE] [--serializers LIST] [--orders LIST] [--kafka HOST:PORT] [--pooled]",
  async run(args, say) {
    const flags = parseArgs([...args], {
      string: ["records", "kafka", "statuses", "serializers", "orders"],
      boolean: ["reference", "pooled"],
    });
    const count = Number(flags.records ?? 200_000);
    const serializers = chosen(flags.serializers, SERIALIZER_NAMES) ?? DEFAULT_SERIALIZERS;
    const orders = chosen(flags.orders, ORDERS) ?? ORDERS;
    const content = await statusPosts(flags.statuses);
    say(content === undefined ? "with made-up posts" : "with posts of a real server");
    await using stack = new AsyncDisposableStack();
    const directory = await Deno.makeTempDir({ prefix: "bench_consume_" });
    stack.defer(() => Deno.remove(directory, { recursive: true }));
    const bootstrap = flags.kafka || Deno.env.get("TEST_KAFKA") ||
      await startBroker(stack, { directory, say });
    const script = flags.reference ? await referenceScript(say) : undefined;

    const rows: Row[] = [];
    for (const order of orders) {
      const options = {
        count,
        order,
        span: SPAN_MS,
        instance: INSTANCE,
        ...(content !== undefined && { content }),
      };
      rows.push(
        ...await measure(options, {
          serializers,
          bootstrap,
          directory,
          script,
          say,
          pooled: flags.pooled === true,
        }),
      );
    }
    for (const line of table(rows, count)) say(line);
    return figures(rows, count);
  },
};

function chosen<Name extends string>(
  list: string | undefined,
  names: readonly Name[],
): Name[] | undefined {
  return list?.split(",").map((word) => {
    const name = names.find((each) => each === word.trim());
    if (name !== undefined) return name;
    throw new PermanentError(`Cannot measure "${word}": it is none of ${names.join(", ")}`, {
      exitCode: 2,
    });
  });
}

/** Measures the same posts in one order, once for each serializer. */
async function measure(
  options: BenchRecordsOptions & { readonly count: number; readonly order: EventOrder },
  { serializers, bootstrap, directory, script, say, pooled }: {
    readonly serializers: readonly SerializerName[];
    readonly bootstrap: string;
    readonly directory: string;
    readonly script: ReferenceScript | undefined;
    readonly say: (line: string) => void;
    readonly pooled: boolean;
  },
): Promise<Row[]> {
  const { count, order } = options;
  const expected = truth(benchRecords(options), INSTANCE);
  const path = `${directory}/toots.copy`;
  await writeCopyFile(path, expected);
  await using bare = await freshDatabase();
  const copied = () => copyReference(bare.connection, { path, rows: expected.posts.size });
  const rows: Row[] = [];
  let before = await copied();
  for (const serializer of serializers) {
    const topic = `bench-consume-${crypto.randomUUID().slice(0, 8)}`;
    say(`${count} records, ${serializer}, ${order}`);
    const records = benchRecords({ ...options, serializer: SERIALIZERS[serializer] });
    await preload({ bootstrap, topic }, records);
    const run = await runConsume({ bootstrap, topic, directory, instance: INSTANCE, pooled }, {
      count,
      expected,
    });
    const after = await copied();
    const copy = 2 / (1 / before + 1 / after);
    before = after;
    rows.push({
      serializer,
      order,
      run,
      copy,
      script: await script?.run({ bootstrap, topic }, expected),
    });
    await removeTopics(bootstrap, topic);
  }
  return rows;
}

const shareOfCopy = ({ run, copy }: Row, count: number) => count / run.seconds / copy;
const cpuSeconds = (run: { readonly cpuSeconds: number }, count: number) =>
  run.cpuSeconds / count * 100_000;
const timesScript = ({ run, script }: Row) =>
  script === undefined ? undefined : script.seconds / run.wholeSeconds;

function table(rows: readonly Row[], count: number): string[] {
  const cells = [
    [
      "records",
      "event times",
      "rows/s",
      "whole s",
      "CPU-s/100k",
      "MB",
      "of \\copy",
      "wrong",
      "script s",
      "CPU-s/100k",
      "MB",
      "exact",
      "times script",
    ],
    ...rows.map((row) => [
      row.serializer,
      row.order,
      (count / row.run.seconds).toFixed(0),
      row.run.wholeSeconds.toFixed(2),
      cpuSeconds(row.run, count).toFixed(2),
      row.run.peakMegabytes.toFixed(0),
      shareOfCopy(row, count).toFixed(3),
      `${row.run.wrong}`,
      ...(row.script === undefined ? ["", "", "", ""] : [
        row.script.seconds.toFixed(2),
        cpuSeconds(row.script, count).toFixed(2),
        row.script.peakMegabytes.toFixed(0),
        row.script.isExact ? "yes" : "NO",
      ]),
      timesScript(row)?.toFixed(2) ?? "",
    ]),
  ];
  const widths = cells[0]!.map((_, at) => Math.max(...cells.map((line) => line[at]!.length)));
  return cells.map((line) => line.map((cell, at) => cell.padEnd(widths[at]!)).join("  ").trimEnd());
}

/** The worst of each figure, which must reach its floor. */
function figures(rows: readonly Row[], count: number): Figure[] {
  const worst = (value: (row: Row) => number, pick: (...values: number[]) => number) =>
    pick(...rows.map(value));
  const ratios = rows.map(timesScript).filter((ratio) => ratio !== undefined);
  return [
    {
      what: "records from the first fetch to the last commit, slowest",
      value: worst(({ run }) => count / run.seconds, Math.min),
      unit: "/s",
      reference: { what: "\\copy rows/s", value: worst(({ copy }) => copy, Math.min) },
    },
    {
      what: "… as a share of \\copy, lowest",
      value: worst((row) => shareOfCopy(row, count), Math.min),
      unit: "",
      goal: { at: 0.35, better: "higher" },
    },
    ...(ratios.length === 0 ? [] : [
      {
        what: "whole process: times as fast as the script, lowest",
        value: Math.min(...ratios),
        unit: "",
        goal: { at: 1.3, better: "higher" },
      } as const,
    ]),
    {
      what: "whole process, start included, slowest",
      value: worst(({ run }) => run.wholeSeconds, Math.max),
      unit: "s",
      reference: { what: "the replaced system, tuned", value: 28 },
      goal: { at: 7, better: "lower" },
    },
    {
      what: "CPU for 100,000 records, most",
      value: worst(({ run }) => cpuSeconds(run, count), Math.max),
      unit: "s",
      goal: { at: 2, better: "lower" },
    },
    {
      what: "peak memory, most",
      value: worst(({ run }) => run.peakMegabytes, Math.max),
      unit: "MB",
      goal: { at: 300, better: "lower" },
    },
    {
      what: "rows and windows that differ from the truth, sum",
      value: rows.reduce((sum, { run }) => sum + run.wrong, 0),
      unit: "",
      reference: {
        what: "rows and windows",
        value: rows.reduce((sum, { run }) => sum + run.compared, 0),
      },
      goal: { at: 0, better: "lower" },
    },
  ];
}
