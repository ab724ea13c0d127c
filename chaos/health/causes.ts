import type { Part } from "../../core/base/trouble.ts";
import type { Fault } from "../../embedded/mastodon/faults.ts";
import type { WatchedRun } from "./watched_run.ts";

/** A single failure: how it is caused and mended, and what must be said of it. */
export interface Cause {
  readonly what: string;
  readonly part: Part;
  /** What the sentence of the part must say. */
  readonly says: RegExp;
  /** `/readyz` is 503 meanwhile: no post gets through. */
  readonly notReady: boolean;
  /** It lasts so briefly (a worker is started again at once) that `status`, which takes a second, may come too late. */
  readonly brief?: true;
  cause(it: WatchedRun): Promise<void> | void;
  mend(it: WatchedRun): Promise<void> | void;
}

const nothing = () => {};

function ofStream(what: string, says: RegExp, fault: Fault): Cause {
  return {
    // The delay before the attempt that learns why grows; that the stream has ended is said at once.
    ...{ what, part: "source", says: new RegExp(`ended|${says.source}`, "i"), notReady: true },
    cause({ simulator }) {
      simulator.fault(fault);
      simulator.fault({ type: "drop" });
    },
    mend: ({ simulator }) => simulator.fault({ type: "heal" }),
  };
}

function ofWorker(kind: string, part: Part, fault: "exit" | "throw"): Cause {
  const says = fault === "exit" ? /no sign of life/ : /out of nowhere|is starting/;
  return {
    ...{ what: `the worker ${kind}: ${fault}`, part, says, notReady: false, brief: true },
    cause: (it) => it.fault(kind, fault),
    mend: nothing,
  };
}

function ofTable(part: Part, table: string): Cause {
  return {
    ...{ what: `the table ${table} is missing`, part, says: new RegExp(table) },
    notReady: part === "postgres",
    cause: async ({ sql }) => void await sql.unsafe(`alter table masto.${table} rename to away`),
    mend: async ({ sql }) => void await sql.unsafe(`alter table masto.away rename to ${table}`),
  };
}

/**
 * Each failure of something that `run` depends on, or consists of. Those of the stream are apart: the delay before the next
 * attempt grows with failures that follow each other soon.
 */
export const CAUSES: readonly Cause[] = [
  ofStream("the stream is refused with 503", /503/, { type: "unavailable" }),
  {
    ...{ what: "Kafka is killed", part: "kafka", says: /Kafka/, notReady: true },
    cause: (it) => it.killBroker(),
    mend: (it) => it.startBroker(),
  },
  {
    ...{ what: "Kafka is stopped by a signal", part: "kafka", says: /not answer/, notReady: true },
    cause: (it) => it.signalBroker("SIGSTOP"),
    mend: (it) => it.signalBroker("SIGCONT"),
  },
  {
    ...{ what: "records wait on disk", part: "spool", says: /wait on disk/, notReady: false },
    cause: (it) => it.killBroker(),
    mend: (it) => it.startBroker(),
  },
  {
    ...{ what: "PostgreSQL refuses connections", part: "postgres", notReady: true },
    says: /nothing listens|closed|cut/,
    cause: ({ proxy }) => proxy.close(),
    mend: ({ proxy }) => proxy.open(),
  },
  ofStream("the token is refused", /401|token/i, { type: "refuse_token" }),
  {
    ...{ what: "packets to PostgreSQL stop", part: "postgres", says: /no answer/, notReady: true },
    cause: ({ proxy }) => void (proxy.frozen = true),
    mend: ({ proxy }) => void (proxy.frozen = false),
  },
  {
    ...{ what: "PostgreSQL is stopped by a signal", part: "postgres", notReady: true },
    says: /no answer/,
    cause: (it) => it.signalPostgres("STOP"),
    mend: (it) => it.signalPostgres("CONT"),
  },
  // The page goes on reading, and nobody can write to the database how things are.
  {
    ...{ what: "PostgreSQL is read-only", part: "postgres", says: /read-only/, notReady: true },
    cause: (it) => it.configurePostgres("default_transaction_read_only = on"),
    mend: (it) => it.configurePostgres(""),
  },
  {
    ...{
      what: "PostgreSQL lets us read only",
      part: "postgres",
      says: /read-only/,
      notReady: true,
    },
    async cause({ sql, proxy }) {
      await sql`alter role current_user set default_transaction_read_only = on`;
      proxy.cut();
    },
    async mend({ sql, proxy }) {
      await sql`alter role current_user reset default_transaction_read_only`;
      proxy.cut();
    },
  },
  {
    ...{ what: "PostgreSQL refuses the password", part: "postgres", says: /refused user/ },
    notReady: true,
    async cause({ sql, proxy }) {
      await sql.unsafe("alter role current_user password 'another'");
      proxy.cut();
    },
    mend: async ({ sql, password }) =>
      void await sql.unsafe(`alter role current_user password '${password}'`),
  },
  ofStream("the feeds are switched off", /422|feed/i, { type: "close_feeds" }),
  ofTable("postgres", "toots_raw"),
  ofTable("batch", "batch_top_hashtag"),
  ofWorker("producer", "producer", "exit"),
  ofWorker("consumer", "consumer", "exit"),
  ofStream("the server limits requests", /429|limit/i, { type: "rate_limit", retryAfterS: 1 }),
  ofWorker("batch", "batch", "exit"),
  ofWorker("dashboard", "page", "exit"),
  ofWorker("producer", "producer", "throw"),
  ofWorker("consumer", "consumer", "throw"),
  ofStream("the server is starting", /503/, { type: "start_up_page" }),
  ofWorker("batch", "batch", "throw"),
  // Scoring keeps its thread busy: only after 20 s of silence it counts as hung and is started again.
  ofWorker("table_scorer", "scorer", "throw"),
  ofWorker("dashboard", "page", "throw"),
  {
    ...{ what: "the disk is full", part: "disk", says: /0 MB are free/, notReady: true },
    cause: ({ disk }) => disk?.fill(),
    mend: ({ disk }) => disk?.empty(),
  },
];
