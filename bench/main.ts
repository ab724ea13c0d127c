/** `deno task bench NAME [--json] […]`: runs one bench and prints its figures. */
import { cpus, release, totalmem } from "node:os";
import { parseArgs } from "@std/cli/parse-args";
import { PermanentError } from "../core/base/errors.ts";
import type { Bench, Figure } from "./result.ts";

const BENCHES: Readonly<Record<string, () => Promise<{ readonly bench: Bench }>>> = {
  consume: () => import("./consume.ts"),
  produce: () => import("./produce.ts"),
  latency: () => import("./latency.ts"),
  start: () => import("./start.ts"),
  dashboard: () => import("./dashboard.ts"),
  batch: () => import("./batch.ts"),
  sentiment: () => import("./sentiment.ts"),
  memory: () => import("./memory.ts"),
  soak: () => import("./soak.ts"),
};

const { _: [name], json, help } = parseArgs(Deno.args, {
  boolean: ["json", "help"],
});
const load = typeof name === "string" ? BENCHES[name] : undefined;
if (load === undefined || help) {
  console.log("Usage: deno task bench NAME [--json] [flags of the bench]\n");
  for (const [each, loadEach] of Object.entries(BENCHES)) {
    console.log(`  ${each.padEnd(10)} ${(await loadEach()).bench.summary}`);
  }
  Deno.exit(help ? 0 : 2);
}

const { bench } = await load();
const own = Deno.args.filter((arg) => arg !== name && arg !== "--json");
const figures = await bench.run(own, (line) => console.error(line)).catch((error: unknown) => {
  // Wrong arguments are explained in one line; any other error needs its stack.
  if (!(error instanceof PermanentError)) throw error;
  console.error(`bench ${name}: ${error.message}`);
  Deno.exit(error.exitCode);
});
if (json) {
  console.log(JSON.stringify({ bench: name, machine: machine(), figures }, null, 2));
} else {
  console.log(`bench ${name} on ${machine()}`);
  for (const line of table(figures)) console.log(line);
}
Deno.exit(figures.every(reached) ? 0 : 1);

function reached({ value, goal }: Figure): boolean {
  if (goal === undefined) return true;
  return goal.better === "higher" ? value >= goal.at : value <= goal.at;
}

function table(figures: readonly Figure[]): string[] {
  const rows = [["figure", "value", "goal", "", "against"], ...figures.map(row)];
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((each) => each[column]?.length ?? 0))) ?? [];
  return rows.map((each) =>
    each.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd()
  );
}

function row(figure: Figure): string[] {
  const { what, value, unit, goal, reference } = figure;
  return [
    what,
    `${number(value)} ${unit}`,
    goal === undefined ? "" : `${goal.better === "higher" ? "≥" : "≤"} ${number(goal.at)}`,
    goal === undefined ? "" : reached(figure) ? "yes" : "NO",
    reference === undefined ? "" : `${reference.what}: ${number(reference.value)}`,
  ];
}

function number(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}

/** The machine that a figure was measured on, in one line. */
function machine(): string {
  const cores = cpus();
  const model = cores[0]?.model.trim() || "unknown processor";
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  return `${cores.length} × ${model}, ${memory}, ${Deno.build.os} ${release()}, Deno ${Deno.version.deno}`;
}
