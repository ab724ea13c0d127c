import { Counter, Gauge, Registry } from "prom-client";
import type { Stats } from "../supervision/protocol.ts";
import type { Facts } from "./picture.ts";
import type { ProcessHealth } from "./process_health.ts";

/** Of `trunkline_part_state`. */
const STATE_NUMBER = { ok: 0, degraded: 1, down: 2 } as const;

/** What a metric is made from. */
type Source = { readonly worker: string; readonly stat: string };

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge";
  /** One source, or one for each value of the label. */
  readonly of: Source | {
    readonly label: string;
    readonly values: Readonly<Record<string, Source>>;
  };
  /** Factor from the figure of the worker to the unit of the metric. */
  readonly scale?: number;
}

const producer = (stat: string): Source => ({ worker: "producer", stat });
const consumer = (stat: string): Source => ({ worker: "consumer", stat });

/** Each figure of a worker that is a metric. docs/operate.md explains them; a test compares the two. */
const METRICS: readonly Metric[] = [
  {
    name: "trunkline_producer_events_total",
    help: "Events read from the stream",
    type: "counter",
    of: producer("events"),
  },
  {
    name: "trunkline_producer_admitted_total",
    help: "Posts, edits and deletes that consent and filters admitted",
    type: "counter",
    of: {
      label: "kind",
      values: { post: producer("posts"), edit: producer("edits"), delete: producer("deletes") },
    },
  },
  {
    name: "trunkline_producer_sent_total",
    help: "Records and dead letters that Kafka acknowledged",
    type: "counter",
    of: producer("sent"),
  },
  {
    name: "trunkline_producer_lost_total",
    help: "Records and dead letters that were lost: neither Kafka nor the disk took them",
    type: "counter",
    of: {
      label: "what",
      values: { record: producer("lost"), dead_letter: producer("letters_dropped") },
    },
  },
  {
    name: "trunkline_producer_reconnects_total",
    help: "Times that the stream was opened again",
    type: "counter",
    of: producer("reconnects"),
  },
  {
    name: "trunkline_audit_comparisons_total",
    help: "Times that a stream was compared with what REST shows",
    type: "counter",
    of: producer("audits"),
  },
  {
    name: "trunkline_audit_lost_total",
    help: "What the server lost on an open connection, found by comparing",
    type: "counter",
    of: {
      label: "kind",
      values: {
        post: producer("audit_posts"),
        edit: producer("audit_edits"),
        delete: producer("audit_deletes"),
        unverified: producer("audit_unverified"),
      },
    },
  },
  {
    name: "trunkline_audit_share",
    help: "Share of the time that the last comparison looked at, the lowest of all streams",
    type: "gauge",
    of: producer("audit_share"),
    scale: 0.01,
  },
  {
    name: "trunkline_dead_letters_total",
    help: "Events and records that could not be used",
    type: "counter",
    of: {
      label: "worker",
      values: { producer: producer("dead_letters"), consumer: consumer("deadLetters") },
    },
  },
  {
    name: "trunkline_spool_records",
    help: "Records and dead letters on disk that wait for Kafka",
    type: "gauge",
    of: producer("spooled"),
  },
  {
    name: "trunkline_outbox_records",
    help: "Records and dead letters in memory that wait for Kafka",
    type: "gauge",
    of: producer("waiting"),
  },
  {
    name: "trunkline_consumer_applied_total",
    help: "Records applied to the tables",
    type: "counter",
    of: consumer("applied"),
  },
  {
    name: "trunkline_consumer_posts_total",
    help: "Posts among the applied records, by what came of them",
    type: "counter",
    of: {
      label: "outcome",
      values: {
        read: consumer("posts"),
        late: consumer("late"),
        stored: consumer("rows"),
        dropped: consumer("dropped"),
      },
    },
  },
  {
    name: "trunkline_consumer_lag_records",
    help: "Records of this consumer's partitions that wait in the topic",
    type: "gauge",
    of: consumer("lag"),
  },
  {
    name: "trunkline_consumer_lag_seconds",
    help: "How far the tables are behind the topic",
    type: "gauge",
    of: consumer("lagMs"),
    scale: 0.001,
  },
  {
    name: "trunkline_consumer_stopped_partitions",
    help: "Partitions that cannot be read on",
    type: "gauge",
    of: consumer("stoppedPartitions"),
  },
  {
    name: "trunkline_batch_runs_total",
    help: "Runs of the batch job that changed the tables' state",
    type: "counter",
    of: { worker: "batch", stat: "runs" },
  },
  {
    name: "trunkline_batch_last_finished_timestamp_seconds",
    help: "When the batch job last finished",
    type: "gauge",
    of: { worker: "batch", stat: "finishedAt" },
    scale: 0.001,
  },
  {
    name: "trunkline_scorer_judged_total",
    help: "Stored posts that the table scorer scored, or gave a reason for not scoring",
    type: "counter",
    of: { worker: "table_scorer", stat: "judged" },
  },
];

/** The metrics of a process in the text format of Prometheus. */
export async function metricsText(health: ProcessHealth, facts: Facts): Promise<string> {
  // A registry for each scrape: parts and workers that are not there have no series.
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers });
  const state = gauge("trunkline_part_state", "0 ok, 1 degraded, 2 down", ["part"]);
  for (const each of health.parts) state.set({ part: each.part }, STATE_NUMBER[each.state]);
  gauge("trunkline_ready", "1 if posts get through this process").set(health.ready ? 1 : 0);
  const up = gauge("trunkline_worker_up", "1 if the worker does its job", ["worker"]);
  const restarts = new Counter({
    name: "trunkline_worker_restarts_total",
    help: "Times that a worker was started again",
    labelNames: ["worker"],
    registers,
  });
  for (const { name: worker, state, restarts: times } of facts.workers) {
    up.set({ worker }, state === "ready" || state === "draining" ? 1 : 0);
    restarts.inc({ worker }, times);
  }
  if (facts.disk !== undefined) {
    gauge("trunkline_disk_free_bytes", "Room on the disk of the state directory")
      .set(facts.disk.freeBytes);
  }
  gauge("process_resident_memory_bytes", "Resident memory of the process, all its workers together")
    .set(Deno.memoryUsage().rss);
  gauge("process_start_time_seconds", "When the process started, seconds since 1970")
    .set(performance.timeOrigin / 1_000);
  for (const metric of METRICS) add(metric, facts.stats, registry);
  refusals(facts.stats.get("producer") ?? {}, registry);
  return await registry.metrics();
}

function add(metric: Metric, stats: ReadonlyMap<string, Stats>, registry: Registry): void {
  const { name, help, type, of, scale = 1 } = metric;
  const label = "label" in of ? of.label : undefined;
  const sources = "label" in of ? Object.entries(of.values) : [["", of] as const];
  const known = sources.flatMap(([value, { worker, stat }]) => {
    const figure = stats.get(worker)?.[stat];
    return typeof figure === "number" ? [[value, figure * scale] as const] : [];
  });
  if (known.length === 0) return;
  const options = {
    name,
    help,
    labelNames: label === undefined ? [] : [label],
    registers: [registry],
  };
  const counter = type === "counter" ? new Counter(options) : undefined;
  const gauge = type === "gauge" ? new Gauge(options) : undefined;
  for (const [value, figure] of known) {
    const labels = label === undefined ? {} : { [label]: value };
    counter?.inc(labels, figure);
    gauge?.set(labels, figure);
  }
}

/** `trunkline_producer_dropped_total`, by the reason that the producer counts as `dropped_REASON`. */
function refusals(producer: Stats, registry: Registry): void {
  const prefix = "dropped_";
  const reasons = Object.entries(producer).filter(([name]) => name.startsWith(prefix));
  if (Object.keys(producer).length === 0) return;
  const counter = new Counter({
    name: "trunkline_producer_dropped_total",
    help: "Events that consent or a filter refused",
    labelNames: ["reason"],
    registers: [registry],
  });
  for (const [name, count] of reasons) {
    if (typeof count === "number") counter.inc({ reason: name.slice(prefix.length) }, count);
  }
}
