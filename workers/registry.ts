import { dirname } from "node:path";
import type { KafkaConnection } from "../core/config/connections.ts";
import { postgresGrants } from "../embedded/postgres/grants.ts";
import type { Grants } from "../core/supervision/grants.ts";
import { dashboardGrants } from "../core/dashboard/grants.ts";
import { addressesOf } from "../core/postgres/find_primary.ts";
import { proxyAddress, proxyFor } from "../core/mastodon/proxy.ts";
import type { Stage } from "../core/supervision/supervisor.ts";
import type { Config as AlertsConfig } from "./alerts.ts";
import type { Config as BatchConfig } from "./batch.ts";
import type { Config as BrokerConfig } from "./broker.ts";
import type { ConsumerConfig } from "./consumer.ts";
import type { DashboardConfig } from "./dashboard.ts";
import type { Config as EvaluationReporterConfig } from "./evaluation_reporter.ts";
import type { Config as ExporterConfig } from "./exporter.ts";
import type { Config as PostgresConfig } from "./postgres.ts";
import type { ProducerConfig } from "./producer.ts";
import type { Config as ReporterConfig } from "./reporter.ts";
import type { Config as ScorerConfig } from "./scorer.ts";
import type { SimulatorConfig } from "./simulator.ts";
import type { Config as TableScorerConfig } from "./table_scorer.ts";
import type { Config as TrainerConfig } from "./trainer.ts";

/** The configuration of each kind of worker. */
export interface WorkerConfigs {
  readonly simulator: SimulatorConfig;
  readonly broker: BrokerConfig;
  readonly postgres: PostgresConfig;
  readonly producer: ProducerConfig;
  readonly consumer: ConsumerConfig;
  readonly batch: BatchConfig;
  readonly alerts: AlertsConfig;
  readonly reporter: ReporterConfig;
  readonly exporter: ExporterConfig;
  readonly dashboard: DashboardConfig;
  readonly trainer: TrainerConfig;
  readonly evaluation_reporter: EvaluationReporterConfig;
  readonly scorer: ScorerConfig;
  readonly table_scorer: TableScorerConfig;
}

/** The entry of one kind of worker. */
export interface WorkerRow<Config> {
  /** When it drains: sources first, services last. */
  readonly stage: Stage;
  /** Its permissions; everything else is denied. */
  readonly grants: (config: Config) => Grants;
  /** Whether it may also connect to addresses that its servers point to. */
  readonly mayFollow?: boolean;
  /** Once it has been ready, its configuration was right: a later refusal is waited for. */
  readonly outlastsRefusals?: boolean;
  /** Never restarted: it works on files only, so a failure would repeat. */
  readonly once?: boolean;
  /** It is told which parts of the process are not well, also while its database is not. */
  readonly showsHealth?: boolean;
  /** Time without a heartbeat after which it counts as hung, ms, if not the usual 4 s. */
  readonly silenceMs?: number;
}

/** Every kind of worker with its permissions. Only the launcher of PostgreSQL may run programs. */
export const WORKERS: { readonly [Kind in keyof WorkerConfigs]: WorkerRow<WorkerConfigs[Kind]> } = {
  simulator: {
    // Drained last: producers read from it.
    stage: "service",
    grants: ({ port, replay }) => ({
      net: [`127.0.0.1:${port ?? 0}`],
      read: replay === undefined ? [] : [replay],
    }),
  },
  producer: {
    stage: "source",
    grants: ({ mastodon, kafka, spool, blockList }) => ({
      net: [hostOf(mastodon.baseUrl), ...proxyOf(mastodon), ...brokersOf(kafka)],
      read: [spool.directory, ...(blockList === undefined ? [] : [blockList])],
      write: [spool.directory],
    }),
    outlastsRefusals: true,
    mayFollow: true,
  },
  consumer: {
    stage: "pipeline",
    grants: ({ kafka, postgres, scoring }) => ({
      net: [...brokersOf(kafka), ...addressesOf(postgres)],
      read: scoring === undefined ? [] : [scoring.model],
    }),
    outlastsRefusals: true,
    mayFollow: true,
  },
  batch: {
    stage: "pipeline",
    grants: ({ postgres }) => ({ net: [...addressesOf(postgres)] }),
  },
  alerts: {
    stage: "pipeline",
    grants: ({ postgres, webhook }) => ({
      net: [...addressesOf(postgres), ...(webhook === undefined ? [] : [hostOf(webhook)])],
    }),
    // Counting the hashtags of a busy hour may take some seconds.
    silenceMs: 20_000,
  },
  reporter: {
    stage: "pipeline",
    grants: ({ connection, out }) => ({
      net: [...addressesOf(connection)],
      read: [FONTS, out],
      write: [out],
    }),
    // A chart is drawn in one go: a second on a quiet machine, and half a minute on a small one that is busy.
    silenceMs: 60_000,
  },
  exporter: {
    stage: "pipeline",
    grants: ({ connection, out }) => ({
      net: [...addressesOf(connection)],
      read: [out],
      write: [out],
    }),
  },
  dashboard: {
    stage: "pipeline",
    grants: dashboardGrants,
    showsHealth: true,
  },
  // Training keeps its thread busy for seconds at a time.
  trainer: {
    stage: "pipeline",
    grants: (config) => {
      if (config.task === "evaluate") return { read: [config.data, config.model] };
      const files = [
        ...(config.task === "train" ? [config.data] : []),
        ...(config.task === "train" && config.vectors !== undefined ? [config.vectors] : []),
        ...(config.labelled === undefined ? [] : [config.labelled]),
        ...(config.task === "train_language" && config.calibrate !== undefined
          ? [config.calibrate]
          : []),
      ];
      return { read: [...files, dirname(config.model)], write: [dirname(config.model)] };
    },
    once: true,
    silenceMs: 60_000,
  },
  evaluation_reporter: {
    stage: "pipeline",
    grants: ({ out }) => ({ read: [FONTS, out], write: [out] }),
    once: true,
    silenceMs: 20_000,
  },
  scorer: {
    stage: "pipeline",
    grants: ({ model, input, output }) => ({
      read: [model, input, dirname(output)],
      write: [dirname(output)],
    }),
    once: true,
    silenceMs: 20_000,
  },
  table_scorer: {
    stage: "pipeline",
    grants: ({ postgres, model }) => ({ net: [...addressesOf(postgres)], read: [model] }),
    silenceMs: 20_000,
  },
  broker: {
    stage: "service",
    grants: ({ directory, port }) => ({
      net: [`127.0.0.1:${port ?? 0}`],
      read: [directory],
      write: [directory],
    }),
  },
  postgres: {
    stage: "service",
    grants: ({ home }) => postgresGrants(home),
  },
};

/** Fonts of the charts; embedded in a compiled binary. */
const FONTS = new URL("../core/charts/fonts/fonts.pack", import.meta.url).pathname;

function brokersOf({ bootstrap }: KafkaConnection): readonly string[] {
  return bootstrap;
}

/** The proxy that the Mastodon server is reached through, if one is. */
function proxyOf({ baseUrl, proxies }: ProducerConfig["mastodon"]): readonly string[] {
  const proxy = proxyFor(new URL(baseUrl), proxies);
  return proxy === undefined ? [] : [proxyAddress(proxy)];
}

function hostOf(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port === "" ? (protocol === "https:" ? 443 : 80) : port}`;
}
