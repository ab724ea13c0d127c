/**
 * `bench memory` measures `run` with its embedded broker and PostgreSQL: the memory and processor time of all its processes
 * while the stream is quiet, and their memory at 100 posts/s.
 *
 * Memory is each process's own and its share of what it has in common with others, without PostgreSQL's shared buffers. The
 * bench itself is a Deno process: it shares some 30 MB of the program's pages with the process that it measures, which counts
 * half of them; the figure of anonymous memory has none of them.
 */
import { parseArgs } from "@std/cli/parse-args";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { firstRow } from "./latency.ts";
import { treeUsage } from "./process_usage.ts";
import type { Bench, Figure } from "./result.ts";
import { startTrunkline } from "./trunkline_process.ts";

/** A post in so many seconds: the stream of a small server at night. */
const QUIET_RATE = 0.1;
const BUSY_RATE = 100;
/** V8 gives back what the start took after half a minute without work. */
const SETTLE_MS = 60_000;
const SAMPLE_MS = 2_000;
/** In a shorter run, growth is what the start still takes. */
const GROWTH_TOLD_FROM_MS = 3_600_000;
const PROGRESS_EVERY = 150;

export const bench: Bench = {
  summary:
    "memory of everything at rest and at 100 posts/s, and its processor at rest [--seconds N] [--rest-only] [--busy-only]",
  async run(args, say) {
    const { seconds, "rest-only": restOnly, "busy-only": busyOnly } = parseArgs([...args], {
      string: ["seconds"],
      boolean: ["rest-only", "busy-only"],
    });
    const forMs = Number(seconds ?? 60) * 1_000;
    const atRest = busyOnly ? [] : figuresAtRest(await measure(QUIET_RATE, forMs, say));
    const busy = restOnly ? [] : figuresOf(await measure(BUSY_RATE, forMs, say), forMs);
    return [...atRest, ...busy];
  },
};

function figuresOf(busy: Measured, forMs: number): Figure[] {
  return [
    {
      what: `${BUSY_RATE}/s: all processes`,
      value: busy.megabytes,
      unit: "MB",
      goal: { at: 300, better: "lower" },
    },
    { what: "… anonymous memory of it", value: busy.anonymousMegabytes, unit: "MB" },
    {
      what: "… last quarter against the second",
      value: busy.growth,
      unit: "%",
      ...forMs >= GROWTH_TOLD_FROM_MS && { goal: { at: 5, better: "lower" } as const },
    },
    { what: "… processor", value: 100 * busy.cores, unit: "% of a core" },
  ];
}

function figuresAtRest(quiet: Measured): Figure[] {
  return [
    {
      what: "at rest: all processes",
      value: quiet.megabytes,
      unit: "MB",
      goal: { at: 200, better: "lower" },
    },
    { what: "… anonymous memory of it", value: quiet.anonymousMegabytes, unit: "MB" },
    {
      what: "… processor",
      value: 100 * quiet.cores,
      unit: "% of a core",
      goal: { at: 2, better: "lower" },
    },
  ];
}

interface Measured {
  /** Medians. */
  readonly megabytes: number;
  readonly anonymousMegabytes: number;
  readonly cores: number;
  /** By how much the last quarter's median memory is above the second quarter's, in percent. */
  readonly growth: number;
}

async function measure(
  rate: number,
  forMs: number,
  say: (line: string) => void,
): Promise<Measured> {
  const home = await Deno.makeTempDir({ prefix: "bench_memory_" });
  try {
    say(`${rate} posts/s: ${SETTLE_MS / 1_000} s to settle, then ${forMs / 1_000} s`);
    await using simulator = startSimulator({ rate, rememberPosts: 1_000 });
    await using trunkline = startTrunkline(["run"], {
      TRUNKLINE_HOME: home,
      MASTODON_BASE_URL: simulator.url,
    });
    const sql = connectPostgres(await trunkline.database(), { applicationName: "bench memory" });
    await trunkline.whileItRuns(firstRow(sql));
    // Its session would be counted.
    await sql.end({ timeout: 1 });
    await trunkline.whileItRuns(new Promise((done) => setTimeout(done, SETTLE_MS)));
    const first = treeUsage(trunkline.pid);
    const samples = [first];
    for (const end = performance.now() + forMs; performance.now() < end;) {
      await trunkline.whileItRuns(new Promise((done) => setTimeout(done, SAMPLE_MS)));
      samples.push(treeUsage(trunkline.pid));
      if (samples.length % PROGRESS_EVERY === 0) {
        const recent = samples.slice(-PROGRESS_EVERY).map(({ megabytes }) => megabytes);
        say(`${samples.length * SAMPLE_MS / 1_000} s: ${median(recent).toFixed(0)} MB`);
      }
    }
    const last = samples.at(-1) ?? first;
    const megabytes = samples.map((sample) => sample.megabytes);
    const quarter = samples.length >> 2;
    const second = median(megabytes.slice(quarter, 2 * quarter));
    return {
      megabytes: median(megabytes),
      growth: 100 * (median(megabytes.slice(-quarter)) / second - 1),
      anonymousMegabytes: median(samples.map(({ anonymousMegabytes }) => anonymousMegabytes)),
      cores: (last.cpuSeconds - first.cpuSeconds) / (forMs / 1_000),
    };
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}
