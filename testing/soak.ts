/** Shared by the soak of the suites and that of `deno task soak`: Trunkline for a while, under random faults on all sides. */
import assert from "node:assert/strict";
import type { Fault } from "../embedded/mastodon/faults.ts";
import { Random } from "../embedded/mastodon/random.ts";
import { type Simulator, startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { pause, type RunningCommand, startScript } from "./trunkline_command.ts";
import { type Comparison, differ, isEqual, isSettled, withLedger } from "./source_under_faults.ts";
import { temporaryHome } from "./temporary_home.ts";
import { isExact, untilPosts, withTables } from "./under_load.ts";

export interface SoakOptions {
  readonly minutes: number;
  /** Posts a second. */
  readonly rate: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface Soaked extends Comparison {
  readonly faults: number;
  /** Median resident memory of Trunkline's process in the quarters of the run, MB. */
  readonly memory: readonly number[];
  /** Time from the server's last post until the tables were level with it, s. */
  readonly levelAfterS: number;
}

/** Time between two faults, and until the tables are level at the end: a minute of it proves that a post was deleted. */
const FAULT_EVERY_MS = [5_000, 11_000] as const;
const LEVEL_MS = 240_000;
/** The simulator's rate limits. Mastodon's allow 13 posts a second by REST, which so many gaps at this rate exceed. */
const REQUESTS = 20_000;

type Break = (it: { simulator: Simulator; command: RunningCommand; home: string }) => Promise<void>;

const source = (...faults: readonly Fault[]): Break => ({ simulator }) => {
  for (const fault of faults) simulator.fault(fault);
  return Promise.resolve();
};
/** The worker's thread ends in the middle of its work, without a word. */
const worker = (kind: string): Break => ({ command }) => command.writeLine(`${kind} exit\n`);

const DROP: Fault = { type: "drop" };
const FAULTS: Readonly<Record<string, Break>> = {
  "the stream is dropped": source(DROP),
  "connections break": source({ type: "cut" }),
  "no byte passes for 4 s, then connections break": async ({ simulator }) => {
    simulator.fault({ type: "freeze", forMs: 4_000 });
    await pause(4_100);
    simulator.fault({ type: "cut" });
  },
  "the server is away for 3 s": source({ type: "unavailable", forMs: 3_000 }, DROP),
  "the server starts for 2 s": source({ type: "start_up_page", forMs: 2_000 }, DROP),
  "the server limits requests for 2 s": source(
    { type: "rate_limit", retryAfterS: 1, forMs: 2_000 },
    DROP,
  ),
  "garbage, and 50 events twice": source({ type: "garbage" }, { type: "repeat", count: 50 }),
  "the producer is killed": worker("producer"),
  "the consumer is killed": worker("consumer"),
  "the broker is killed": worker("broker"),
  "the batch job, the scorer and the page are killed": async (it) => {
    for (const kind of ["batch", "table_scorer", "dashboard"]) await worker(kind)(it);
  },
  "PostgreSQL is killed": async ({ home }) => {
    const file = await Deno.readTextFile(`${home}/postgres/data/postmaster.pid`);
    Deno.kill(Number(file.split("\n")[0]), "SIGKILL");
  },
};

/** Runs Trunkline for so long, and compares its tables with the server at the end. */
export async function soak({ minutes, rate, seed, say }: SoakOptions): Promise<Soaked> {
  await using home = await temporaryHome();
  await using simulator = startSimulator({
    ...{ rate, seed, breakable: true, rateLimit: REQUESTS, pagingLimit: REQUESTS },
  });
  await using command = startScript(["testing/faulty_trunkline.ts", "run"], {
    TRUNKLINE_HOME: home.path,
    MASTODON_BASE_URL: simulator.url,
  });
  await untilPosts(command, home.path, rate);
  const random = new Random(seed);
  const began = performance.now();
  const end = began + minutes * 60_000;
  const memory: number[] = [];
  let faults = 0;
  let over = false;
  void command.ended.then(() => over = true);
  const sampling = setInterval(() => memory.push(residentMegabytes(command.pid)), 1_000);
  try {
    let round: string[] = [];
    for (;;) {
      const [least, most] = FAULT_EVERY_MS;
      await pause(least + random.below(most - least));
      assert.ok(!over, `it ended: ${command.stderr.slice(-3_000)}`);
      if (performance.now() > end - most) break;
      // Each kind once, in a random order, before any comes again.
      if (round.length === 0) round = Object.keys(FAULTS);
      const [name = ""] = round.splice(random.below(round.length), 1);
      faults++;
      say(`${((performance.now() - began) / 1_000).toFixed()} s: ${name}`);
      await FAULTS[name]?.({ simulator, command, home: home.path });
    }
    await pause(Math.max(0, end - performance.now()));
  } finally {
    clearInterval(sampling);
  }
  await simulator.drain();
  const drained = performance.now();
  const compared = await untilLevel(home.path, simulator);
  const levelAfterS = (performance.now() - drained) / 1_000;
  command.kill("SIGTERM");
  const { code, stderr } = await command.ended;
  assert.equal(code, 0, stderr.slice(-3_000));
  // The tables are a recount of the topic: no post twice, and every window right.
  await isExact(home.path, { simulator, mustHave: new Set() });
  const quarter = Math.ceil(memory.length / 4);
  const quarters = [0, 1, 2, 3].map((n) => median(memory.slice(n * quarter, (n + 1) * quarter)));
  return { ...compared, faults, memory: quarters, levelAfterS };
}

/** Waits until the tables hold what the server has, or patience is over. */
async function untilLevel(home: string, simulator: Simulator): Promise<Comparison> {
  return await withTables(home, async (sql) => {
    const end = performance.now() + LEVEL_MS;
    for (;; await pause(1_000)) {
      const differences = await differ(simulator, sql);
      const isLevel = isEqual(differences) && await isSettled(sql);
      if (isLevel || performance.now() > end) return await withLedger(differences, simulator, sql);
    }
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

/** Resident memory of a process now, in MB. Deno opens /proc only with all permissions, so `cat` reads it. */
function residentMegabytes(pid: number): number {
  const { stdout } = new Deno.Command("cat", { args: [`/proc/${pid}/status`], stderr: "null" })
    .outputSync();
  return Number(/VmRSS:\s+(\d+) kB/.exec(new TextDecoder().decode(stdout))?.[1] ?? NaN) / 1_000;
}
