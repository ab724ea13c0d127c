import { messageOf } from "../../core/base/errors.ts";
import { formatDuration } from "../../core/base/duration.ts";
import { sleep } from "../../core/base/sleep.ts";
import type { PostgresConnection } from "../../core/config/connections.ts";
import { readHeartbeats } from "../../core/health/heartbeats.ts";
import { askLocalProcesses } from "../../core/health/local_health.ts";
import { overall } from "../../core/health/picture.ts";
import type { ProcessHealth } from "../../core/health/process_health.ts";
import { readLive } from "../../core/home/home.ts";
import { ControlConnection } from "../../core/postgres/control_connection.ts";
import { withPoolerFound } from "../../core/postgres/detect_pooler.ts";
import { requireSchema } from "../../core/postgres/migrate.ts";
import {
  countRows,
  estimateRows,
  readStatus,
  type RowCounts,
  type StoreStatus,
} from "../../core/status/read_status.ts";
import type { Command } from "../command.ts";
import { count, ledger } from "../format.ts";
import { hasDatabase, openServices } from "../services.ts";
import { inSession, type Session } from "../session.ts";
import { printReaderUrl } from "../reader_url.ts";
import { findStoredPosts } from "../stored_posts.ts";

/** With the questions to the processes, which are asked meanwhile, an answer takes no longer than 5 s. */
const STORE_PATIENCE_MS = 4_000;
/** Of one statement; a table that is longer to count is estimated. */
const STATEMENT_PATIENCE_MS = 2_000;

export const command: Command = {
  name: "status",
  summary: "how everything is that runs, and rows, windows, lag, gaps, dead letters; within 5 s",
  flags: {
    json: { help: "print the status as JSON" },
    "reader-url": { help: "print the URL of the role that reads aggregates, for your own tools" },
  },
  examples: [
    ["status", "of the processes of this machine, and of those that write to the same database"],
    ["status --json", "for a monitor; exit 1 if something is not well"],
  ],
  run: async (given) => {
    // A demo has a state directory of its own, which is found without its name.
    const posts = await findStoredPosts(given);
    const invocation = posts?.invocation ?? given;
    if (given.flags.has("reader-url")) return await printReaderUrl(invocation);
    return await inSession(invocation, async (session) => {
      const { config, flags, terminal } = invocation;
      if (posts !== undefined && !flags.has("json")) terminal.say(posts.whose);
      const live = await readLive(config.home);
      const asking = askLocalProcesses(config.home, config.health);
      const connection = live?.postgres ?? config.postgres;
      if (connection === undefined && live === undefined && !await hasDatabase(config.home)) {
        if ((await asking).length === 0) {
          const nothing =
            "Nothing has run with this state directory yet. Start with: deno task run, or deno task demo";
          terminal.print(
            flags.has("json") ? JSON.stringify({ running: null }) : nothing,
          );
          return 0;
        }
      }
      const [local, store] = await session.race(
        Promise.all([
          asking,
          readStore(session, connection, live === undefined ? asking : undefined),
        ]),
      );
      // Nothing runs here: the user asked for the tables, and is told in full why they cannot be read.
      if (store.failure !== undefined && live === undefined && local.length === 0) {
        throw store.failure;
      }
      const processes = [
        ...local,
        ...store.heartbeats.filter(({ process }) => local.every((one) => one.process !== process)),
      ];
      const found = { processes, store, problems: problemsOf(processes, store) };
      const running = live === undefined ? null : { pid: live.pid };
      const isStarting = live === undefined && local.length > 0;
      if (flags.has("json")) terminal.print(JSON.stringify(asJson(running, found)));
      else terminal.print(lines(running, isStarting, found).join("\n"));
      return found.problems.length === 0 ? 0 : 1;
    });
  },
};

/** What the database says; `away` where it could not be asked. */
interface Store {
  readonly away?: string;
  /** Why it could not be asked. */
  readonly failure?: unknown;
  readonly status?: StoreStatus & RowCounts;
  /** The counts of rows are estimates. */
  readonly estimated?: boolean;
  readonly heartbeats: readonly ProcessHealth[];
}

interface Found {
  readonly processes: readonly ProcessHealth[];
  readonly store: Store;
  /** One line each; empty if all is well. */
  readonly problems: readonly string[];
}

/**
 * Reads the database, within a bound whatever it does. Starts the embedded one where nothing runs.
 *
 * @param starting processes of this machine that have not said yet how to reach what they run; undefined where one has
 */
async function readStore(
  session: Session,
  known: PostgresConnection | undefined,
  starting: Promise<readonly ProcessHealth[]> | undefined,
): Promise<Store> {
  const work = async (): Promise<Store> => {
    if (known === undefined && (starting === undefined || (await starting).length > 0)) {
      return { away: "it is being started", heartbeats: [] };
    }
    const connection = known === undefined
      ? (await openServices(session, { postgres: true })).postgres
      // A server that does not answer is told by the next attempt.
      : await withPoolerFound(known, 1).catch(() => known);
    await using control = new ControlConnection(connection, {
      applicationName: "trunkline status",
      patienceMs: STATEMENT_PATIENCE_MS,
    });
    const [status, heartbeats] = await control.run(async (sql) => {
      await requireSchema(sql);
      return [await readStatus(sql), await readHeartbeats(sql)] as const;
    });
    try {
      return { status: { ...status, ...await control.run(countRows) }, heartbeats };
    } catch {
      const rows = await control.run(estimateRows);
      return { status: { ...status, ...rows }, estimated: true, heartbeats };
    }
  };
  const working = work();
  working.catch(() => {});
  const late = sleep(STORE_PATIENCE_MS, session.ending).then(() => {
    const patience = formatDuration(STORE_PATIENCE_MS);
    throw new Error(`Cannot read the tables: no answer within ${patience}. Check PostgreSQL`);
  });
  late.catch(() => {});
  try {
    return await Promise.race([working, late]);
  } catch (failure) {
    return { away: messageOf(failure), failure, heartbeats: [] };
  }
}

function problemsOf(processes: readonly ProcessHealth[], store: Store): readonly string[] {
  const unwell = processes.flatMap(({ process, parts }) =>
    parts.filter(({ state }) => state !== "ok").map(({ part, state, words, since }) =>
      `${process}: ${part} is ${state} for ${formatDuration(Date.now() - since)}: ${words}`
    )
  );
  const partitions = (store.status?.partitions ?? []).flatMap(
    ({ topic, partition, lag, active, stopped }) => {
      if (stopped !== null && active) return [`${topic}/${partition} is stopped: ${stopped}`];
      const isLeft = !active && (lag ?? 0) > 0 && processes.length > 0;
      return isLeft
        ? [`${topic}/${partition}: ${count(lag ?? 0)} records wait, and no consumer reads them`]
        : [];
    },
  );
  const away = store.away === undefined ? [] : [`The tables cannot be read: ${store.away}`];
  return [...unwell, ...partitions, ...away];
}

function asJson(
  running: { readonly pid: number } | null,
  { processes, store, problems }: Found,
): unknown {
  return {
    well: problems.length === 0,
    running,
    problems,
    processes: processes.map((each) => ({
      ...each,
      at: new Date(each.at).toISOString(),
      parts: each.parts.map((part) => ({ ...part, since: new Date(part.since).toISOString() })),
    })),
    database: store.away ?? "ok",
    ...(store.estimated ? { estimated: true } : {}),
    ...store.status,
  };
}

function lines(
  running: { readonly pid: number } | null,
  isStarting: boolean,
  { processes, store, problems }: Found,
): string[] {
  return [
    running !== null
      ? `Running: process ${running.pid}`
      : isStarting
      ? "Starting"
      : "Not running with this state directory",
    ...processes.flatMap(({ process, parts }) => [
      `${process} is ${overall(parts)}`,
      ...parts.map(({ part, state, words, since }) =>
        `  ${part.padEnd(9)} ${state.padEnd(9)} ${words}` +
        (state === "ok" ? "" : ` (for ${formatDuration(Date.now() - since)})`)
      ),
    ]),
    ...(store.status === undefined ? [] : storeLines(store.status, store.estimated === true)),
    ...(problems.length === 0
      ? (processes.length === 0 ? [] : ["All is well"])
      : ["Not well:", ...problems.map((problem) => `  ${problem}`)]),
  ];
}

function storeLines(status: StoreStatus & RowCounts, estimated: boolean): string[] {
  const about = estimated ? " (estimated)" : "";
  return [
    ...ledger([
      ["schema version", status.version],
      [`posts${about}`, status.posts],
      [`language windows${about}`, status.language_windows],
      [`user windows${about}`, status.user_windows],
      [`tombstones${about}`, status.tombstones],
    ]),
    `Windows are final up to ${status.watermark ?? "– (nothing applied yet)"}`,
    ...status.partitions.map(({ topic, partition, next_offset, lag, active, stopped }) =>
      `Partition ${topic}/${partition}: next offset ${count(next_offset)}, lag ${count(lag ?? 0)}` +
      (active ? "" : ", no consumer in the last two minutes") +
      (stopped === null ? "" : `, stopped: ${stopped}`)
    ),
    ...Object.entries(status.dead_letters).map(([reason, n]) =>
      `Dead letters, ${reason}: ${count(n)}`
    ),
    ...Object.entries(status.completeness).map(([source, minutes]) =>
      `Collected of ${source} in the last 24 hours: ${completenessWords(minutes)}`
    ),
    ...status.gaps.slice(-GAPS_MAX).map(gapWords),
    ...(status.gaps.length > GAPS_MAX
      ? [`${count(status.gaps.length - GAPS_MAX)} earlier gaps: see masto.stream_gaps`]
      : []),
  ];
}

/** The newest gaps that are listed; the others are counted. */
const GAPS_MAX = 10;

const STATES = {
  complete: "complete",
  filled: "filled by REST",
  incomplete: "incomplete",
  not_collected: "not collected",
};

function completenessWords(minutes: Readonly<Record<string, number>>): string {
  const parts = Object.entries(STATES).flatMap(([state, words]) => {
    const n = minutes[state] ?? 0;
    return n === 0 ? [] : [`${count(n)} ${words}`];
  });
  return parts.length === 0 ? "no minute is over yet" : `minutes ${parts.join(", ")}`;
}

function gapWords(
  { kind, source, note, from, to, posts_recovered }: StoreStatus["gaps"][number],
): string {
  const time = (text: string) => new Date(text).toISOString();
  const span = from === null
    ? ""
    : to === null
    ? ` since ${time(from)}`
    : ` ${time(from)} to ${time(to)}`;
  const posts = posts_recovered === null || posts_recovered === 0
    ? ""
    : ` (${count(posts_recovered)} posts)`;
  return `${kind === "audit" ? "Loss" : "Gap"} in ${source}${span}: ${note}${posts}`;
}
