import { compareCounts, describeCounts, type StageCounts } from "../agreement.ts";
import { count, factNumber } from "../format.ts";
import type { Command, Invocation } from "../command.ts";
import { pipelineLine } from "../live_line.ts";
import { consumerConfig, migrateStore, producerConfig } from "../pipeline.ts";
import { drawReport } from "../draw_report.ts";
import { requireLiveModel } from "../model_paths.ts";
import { requireDashboardAddress } from "../require_listen_address.ts";
import { openServices } from "../services.ts";
import { demoHome } from "../stored_posts.ts";
import { inSession, Interrupted, type Session } from "../session.ts";
import { freeOr0, startViews } from "../start_views.ts";
import { usageError } from "../flags.ts";
import {
  DEMO_CONFIRM_MS,
  describeMissed,
  INTERRUPTED_LEAST_MS,
  INTERRUPTED_LEAST_RATE,
  INTERRUPTIONS,
  killLater,
  untilFilled,
} from "../interrupted_demo.ts";
import { countTopic } from "../../core/kafka/topic_ends.ts";
import { DEMO_INSTANCE, REPLAY_INSTANCE } from "../../core/post/source.ts";
import { dropSchema } from "../../core/postgres/drop_schema.ts";
import { readTotals } from "../../core/status/read_totals.ts";
import { sleep } from "../../core/base/sleep.ts";
import { withStore } from "../../core/postgres/with_store.ts";
import type { Stats } from "../../core/supervision/protocol.ts";
import type { SupervisedWorker } from "../../core/supervision/supervised_worker.ts";

/** How long the last posts may take to reach the tables after the server has sent its last. */
const SETTLE_MS = 20_000;
const TOKEN = "demo";
/** As many as the simulator still edits and deletes. */
const REMEMBER_POSTS = 20_000;
/** Posts that the simulator shows by REST: more than a gap or a comparison reads. 10,000 take 7 MB. */
const LISTED_POSTS = 30_000;

export const command: Command = {
  name: "demo",
  summary:
    "the whole pipeline on made-up posts and embedded services; at the end, the counts of all stages compared",
  flags: {
    duration: { value: "D", help: "how long posts are made (30s, 5m); default: until Ctrl-C" },
    rate: { value: "N", help: "posts per second (default 50)" },
    seed: { value: "N", help: "seed of the made-up posts (default 1)" },
    replay: {
      value: "FILE",
      help: "stream the statuses of this file instead (JSON, one per line)",
    },
    port: { value: "P", help: "port of the live page (default 8080, or any free one)" },
    out: { value: "DIR", help: "folder for the charts (default reports/out/demo)" },
    interrupt: {
      help:
        "the server goes away for 10 s and the producer is killed; the books say what was filled",
    },
    json: { help: "print the counts as JSON" },
  },
  examples: [
    ["demo --duration 30s", "half a minute of made-up posts"],
    ["demo --duration 1m --interrupt", "see a gap, and how it is filled"],
    ["demo --replay statuses.jsonl", "statuses of your own file, at their own event times"],
  ],
  run: (invocation) => {
    const { flags } = invocation;
    const options = {
      durationMs: flags.duration("duration"),
      rate: flags.number("rate", { min: 0.1, max: 100_000 }) ?? 50,
      seed: flags.number("seed", { min: 0, max: 2 ** 31, integer: true }) ?? 1,
      replay: flags.file("replay"),
      port: flags.number("port", { min: 0, max: 65_535, integer: true }) ?? freeOr0(8080),
      out: flags.text("out") ?? "reports/out/demo",
      isInterrupted: flags.has("interrupt"),
    };
    refuseTooShort(options);
    requireDashboardAddress({ ...invocation.config.dashboard, port: options.port });
    requireLiveModel(invocation.config);
    return inSession(onEmbeddedDefaults(invocation), (session) => demo(session, options), {
      health: "demo",
    });
  },
};

interface Options {
  readonly durationMs: number | undefined;
  readonly rate: number;
  readonly seed: number;
  readonly replay: string | undefined;
  readonly port: number;
  readonly out: string;
  readonly isInterrupted: boolean;
}

function refuseTooShort({ isInterrupted, durationMs = Infinity, rate, replay }: Options): void {
  if (!isInterrupted) return;
  if (replay !== undefined) {
    throw usageError("--interrupt is for made-up posts; leave out --replay");
  }
  if (durationMs < INTERRUPTED_LEAST_MS) {
    throw usageError(
      `--interrupt takes ${INTERRUPTED_LEAST_MS / 1_000} s; use a longer --duration`,
    );
  }
  if (rate < INTERRUPTED_LEAST_RATE) {
    throw usageError(`--interrupt needs a --rate of ${INTERRUPTED_LEAST_RATE} or more`);
  }
}

/** Runs a demo: services of its own, posts for a while, a pause until all are stored, then the comparison. */
async function demo(
  session: Session,
  { durationMs, rate, seed, replay, port, out, isInterrupted }: Options,
): Promise<number> {
  const { terminal, flags } = session.invocation;
  const simulator = session.start("simulator", {
    rate,
    seed,
    token: TOKEN,
    oddProfiles: true,
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(isInterrupted ? { faults: INTERRUPTIONS } : {}),
    // Made-up posts are changed soon or never; those of a file may be changed at any time.
    ...(replay === undefined
      ? { rememberPosts: REMEMBER_POSTS, capacity: LISTED_POSTS }
      : { replay }),
  });
  const services = await openServices(session, {
    kafka: true,
    postgres: true,
    own: true,
    fresh: true,
  });
  await session.race(withStore(services.postgres, "trunkline demo", dropSchema));
  await session.race(migrateStore(session.invocation, services.postgres));
  const { url } = await session.ready(simulator);
  const config = withServer(session.invocation, String(url)).config;
  const consumer = session.start("consumer", consumerConfig(config, services));
  const producer = session.start("producer", {
    ...await producerConfig(session, config, services),
    instance: replay === undefined ? DEMO_INSTANCE : REPLAY_INSTANCE,
    ...(isInterrupted ? { confirmMs: DEMO_CONFIRM_MS } : {}),
  });
  if (isInterrupted) killLater(session, producer);
  startViews(session, services, port);

  const hideLive = session.showLive(pipelineLine(session));
  const journal = await untilAllSent(session, simulator);
  const missed = isInterrupted
    ? await withStore(
      services.postgres,
      "trunkline demo",
      (sql) => untilFilled(session, sql, journal),
    )
    : undefined;
  if (missed === undefined) {
    await settle(
      session,
      () => factNumber(session.stats("producer"), "events") >= received(journal),
    );
  }
  const produced = await session.unlessFailed(session.stop(producer));
  const topic = await countTopic(services.kafka, config.topics.stream);
  await settle(session, () => factNumber(session.stats("consumer"), "applied") >= topic);
  const consumed = await session.unlessFailed(session.stop(consumer));
  hideLive();

  const tables = await withStore(services.postgres, "trunkline demo", readTotals);
  // Stops the periodic batch job and the page; the report updates the batch tables itself.
  await session.drain(["pipeline"]);
  const wait = <T>(done: Promise<T>) => session.unlessFailed(done);
  const { files } = await drawReport(
    session,
    services.postgres,
    { out, locale: terminal.locale },
    wait,
  );

  const counted = {
    ...{ journal, producer: produced, consumer: consumed, topic, tables },
    ...(missed !== undefined && { missed }),
  };
  const lines = compareCounts(counted, { isInterrupted });
  const agree = lines.every(({ agrees }) => agrees);
  if (flags.has("json")) {
    terminal.print(JSON.stringify({ agree, lines, ...counted, files }, null, 2));
  } else {
    const report = `Charts: ${files.at(-1)}`;
    const text = [
      ...happened(counted),
      ...(missed === undefined ? [] : describeMissed(missed)),
      "Each stage counted for itself:",
      ...describeCounts(lines),
      "",
      conclusion(agree, services.home),
      report,
    ];
    terminal.print(text.join("\n"));
  }
  return agree ? 0 : 1;
}

/** Waits until the server has sent everything; an interrupt makes it stop sending. @returns its journal */
async function untilAllSent(session: Session, simulator: SupervisedWorker): Promise<Stats> {
  try {
    while (factNumber(session.stats("simulator"), "finished") !== 1) await session.wait(100);
    return session.stats("simulator");
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    // It ends once the producer has left it.
    simulator.drain();
    while (factNumber(session.stats("simulator"), "finished") !== 1) {
      await session.unlessFailed(sleep(50));
    }
    return session.stats("simulator");
  }
}

/** Gives the demo a state directory of its own, so that made-up posts never mix with real ones. */
function onEmbeddedDefaults(invocation: Invocation): Invocation {
  const { config } = invocation;
  return {
    ...invocation,
    config: {
      ...config,
      home: demoHome(config),
      kafka: undefined,
      postgres: undefined,
      reader: undefined,
      filters: { keywords: [], languages: [] },
      blockList: undefined,
      consent: "default",
      compat: undefined,
    },
  };
}

function withServer(invocation: Invocation, baseUrl: string): Invocation {
  const mastodon = { baseUrl, token: TOKEN, stream: "public", proxies: undefined };
  const defaultInstance = new URL(baseUrl).host;
  return { ...invocation, config: { ...invocation.config, mastodon, defaultInstance } };
}

function received(journal: Stats): number {
  return factNumber(journal, "events") - factNumber(journal, "unheard");
}

/** Waits until `done`, or until the time is over: missing records then show in the comparison. */
async function settle(session: Session, done: () => boolean): Promise<void> {
  const end = performance.now() + SETTLE_MS;
  while (!done() && performance.now() < end) {
    await session.unlessFailed(new Promise<void>((resolve) => setTimeout(resolve, 50)));
  }
}

function happened({ journal, producer, tables }: StageCounts): string[] {
  const n = (name: string) => count(factNumber(journal, name));
  const reasons = Object.keys(journal)
    .filter((name) => /^refused_(?!updates$|edits$)/.test(name))
    .map((name) => `${name.slice("refused_".length)} ${n(name)}`);
  return [
    `The server sent ${n("updates")} posts, ${n("duplicates")} duplicates, ${n("edits")} edits ` +
    `and ${n("deletes")} deletes.`,
    `Consent and filters kept out ${n("refused_updates")} posts and withdrew ${
      n("refused_edits")
    } after an edit` +
    (reasons.length === 0 ? "." : ` (${reasons.join(", ")}).`),
    `Dead letters: ${count(factNumber(producer, "dead_letters") + tables.dead_letters)}. ` +
    `Tombstones: ${count(tables.tombstones)}. Reconnects: ${
      count(factNumber(producer, "reconnects"))
    }.`,
    "",
  ];
}

function conclusion(agree: boolean, home: string): string {
  if (!agree) {
    return "The counts do NOT agree: this is a bug in Trunkline. Please report it with the lines above.";
  }
  const folder = home.startsWith(`${Deno.cwd()}/`) ? home.slice(Deno.cwd().length + 1) : home;
  return `All counts agree. The tables stay in ${folder} until the next demo; look at them with: deno task status`;
}
