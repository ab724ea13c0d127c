import { runBatch } from "../core/batch/run_batch.ts";
import type { PostgresConnection } from "../core/config/connections.ts";
import { exportFiles } from "../core/export/export_files.ts";
import { withStore } from "../core/postgres/with_store.ts";
import { drawReports } from "../reports/draw_reports.ts";
import { runProgram } from "../testing/run_program.ts";

/** Resources that a job used in a process of its own. */
export interface Measured {
  readonly seconds: number;
  /** Highest resident set of the process, MB. */
  readonly peakMb: number;
  /** Only of a report. */
  readonly slowestChartMs?: number;
}

interface Job {
  readonly what: "batch" | "report" | "export";
  readonly connection: PostgresConnection;
  readonly out: string;
}

/** Runs a job in a process of its own, so that its memory can be measured. Passes the password by standard input. */
export async function measuredRun(job: Job): Promise<Measured> {
  const args = ["run", "-q", "-A", "--no-check", new URL(import.meta.url).pathname];
  return JSON.parse(await runProgram(Deno.execPath(), args, { input: JSON.stringify(job) }));
}

async function run({ what, connection, out }: Job): Promise<{ slowestChartMs?: number }> {
  switch (what) {
    case "batch":
      await withStore(connection, "bench batch", (sql) => runBatch(sql));
      return {};
    case "report": {
      const { slowestChartMs } = await drawReports({ connection, out });
      return { slowestChartMs };
    }
    case "export":
      await exportFiles({ connection, out, table: "toots_raw" });
      return {};
    default:
      return what satisfies never;
  }
}

if (import.meta.main) {
  const job: Job = JSON.parse(await new Response(Deno.stdin.readable).text());
  let peak = Deno.memoryUsage().rss;
  const watch = setInterval(() => peak = Math.max(peak, Deno.memoryUsage().rss), 20);
  const started = performance.now();
  const result = await run(job);
  const seconds = (performance.now() - started) / 1_000;
  clearInterval(watch);
  console.log(JSON.stringify({ ...result, seconds, peakMb: peak / 1e6 } satisfies Measured));
}
