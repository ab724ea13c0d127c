/**
 * `bench latency` measures the time from the instant that a post leaves the server (its `created_at`) until another session
 * sees its row, and with it, since both are in one transaction, its windows. All of Trunkline runs in one process on
 * embedded services, at 100 and at 500 posts/s, after a warm-up.
 *
 * No reference: the goals are absolute. Read p50 and p99 together with the processor time; the figures include up to 4 ms
 * between two looks.
 */
import { parseArgs } from "@std/cli/parse-args";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { connectPostgres, type Sql } from "../core/postgres/connect.ts";
import type { Bench, Figure } from "./result.ts";
import { startTrunkline } from "./trunkline_process.ts";

/** Default of `--warm-up`: V8 compiles during it, which a stream of days pays for once. */
const WARM_UP_S = 20;
/** Interval between looks at the table; the figures include it. */
const POLL_INTERVAL_MS = 4;
/** How far back to look for rows that commit out of order: 2 s in snowflake ids, whose milliseconds are above 16 bits. */
const OVERLAP = 2_000n << 16n;

export const bench: Bench = {
  summary:
    "from a post's leaving the server to its row and window, at 100 and 500 posts/s [--seconds N] [--warm-up N]",
  async run(args, say) {
    const flags = parseArgs([...args], { string: ["seconds", "warm-up"] });
    const span = {
      forMs: Number(flags.seconds ?? 20) * 1_000,
      warmUpMs: Number(flags["warm-up"] ?? WARM_UP_S) * 1_000,
    };
    const figures: Figure[] = [];
    for (const rate of [100, 500]) figures.push(...await measure(rate, span, say));
    return figures;
  },
};

async function measure(
  rate: number,
  { forMs, warmUpMs }: { readonly forMs: number; readonly warmUpMs: number },
  say: (line: string) => void,
): Promise<Figure[]> {
  const home = await Deno.makeTempDir({ prefix: "bench_latency_" });
  try {
    say(`${rate} posts/s for ${forMs / 1_000} s`);
    await using simulator = startSimulator({ rate, variety: 2_000, mix: { edits: 0, deletes: 0 } });
    await using trunkline = startTrunkline(["run"], {
      TRUNKLINE_HOME: home,
      MASTODON_BASE_URL: simulator.url,
      MASTODON_ACCESS_TOKEN: "bench",
    });
    const sql = connectPostgres(await trunkline.database(), { applicationName: "bench latency" });
    try {
      await trunkline.whileItRuns(firstRow(sql));
      await trunkline.whileItRuns(collect(sql, warmUpMs));
      const cpu = trunkline.cpuSeconds();
      const latencies = (await trunkline.whileItRuns(collect(sql, forMs))).sort((a, b) => a - b);
      const cores = (trunkline.cpuSeconds() - cpu) / (forMs / 1_000);
      const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? NaN;
      const name = (what: string) => `${rate}/s: ${what}`;
      return [
        {
          what: name("post → row and window, p50"),
          value: at(0.5),
          unit: "ms",
          goal: { at: 25, better: "lower" },
        },
        { what: name("p99"), value: at(0.99), unit: "ms", goal: { at: 100, better: "lower" } },
        { what: name("slowest"), value: latencies.at(-1) ?? NaN, unit: "ms" },
        { what: name("posts seen"), value: latencies.length, unit: "" },
        {
          what: name("Trunkline, its broker included"),
          value: cores,
          unit: "cores",
          goal: { at: 0.25, better: "lower" },
        },
        { what: name("peak memory"), value: trunkline.peakMegabytes(), unit: "MB" },
      ];
    } finally {
      await sql.end({ timeout: 1 });
    }
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

/** Waits for the first row of the schema. */
export async function firstRow(sql: Sql): Promise<void> {
  for (;;) {
    const [found] = await sql<
      { there: boolean }[]
    >`select to_regclass('masto.toots_raw') is not null as there`;
    if (found?.there) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  while ((await sql`select from masto.toots_raw limit 1`).length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Polls for new rows, and records the age of each post when it is first seen, ms. */
async function collect(sql: Sql, forMs: number): Promise<number[]> {
  const latencies: number[] = [];
  const seen = new Set<bigint>();
  const [newest] = await sql<{ id: bigint }[]>`select max(id) as id from masto.toots_raw`;
  let highest = newest?.id ?? 0n;
  for (
    const { id } of await sql<{ id: bigint }[]>`select id from masto.toots_raw where id > ${
      String(highest - OVERLAP)
    }`
  ) {
    seen.add(id);
  }
  const end = performance.now() + forMs;
  while (performance.now() < end) {
    const rows = await sql<{ id: bigint; created: number }[]>`
      select id, (extract(epoch from created_at) * 1000)::float8 as created
        from masto.toots_raw where id > ${String(highest - (200n << 16n))}`;
    const now = performance.timeOrigin + performance.now();
    for (const { id, created } of rows) {
      if (seen.has(id)) continue;
      seen.add(id);
      latencies.push(now - created);
      if (id > highest) highest = id;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
  }
  return latencies;
}
