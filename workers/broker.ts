import { startBroker } from "../embedded/kafka/broker.ts";
import { PREDECESSOR_WAIT_MS } from "../core/home/lock.ts";
import { throughFullDisk } from "../core/home/through_full_disk.ts";
import { serveWorker } from "../core/supervision/serve_worker.ts";

/** The embedded Kafka broker. Needs net on 127.0.0.1 and read and write in its directory, nothing else. */
export interface Config {
  /** Absolute path of the data. */
  readonly directory: string;
  /** 0 or absent: a free port. */
  readonly port?: number;
  /** Wait for room on a full disk at the first start too. */
  readonly waits?: boolean;
  /** How long records are kept, milliseconds; -1 for ever. */
  readonly retentionMs?: number;
  /** Bytes kept for each partition; -1 is no limit. */
  readonly retentionBytes?: number;
  /** Partitions of topics that are created without a number. */
  readonly defaultPartitions?: number;
}

serveWorker<Config>(async (config, { drain, drained, ready, log, isRestart, trouble }) => {
  const { waits = false } = config;
  const start = () =>
    startBroker({
      ...config,
      ...(isRestart ? { waitMs: PREDECESSOR_WAIT_MS } : {}),
      warn: (text) => log("warning", text),
    });
  // Unless told to wait, a full disk is an error at the first start.
  await using broker = isRestart || waits
    ? await throughFullDisk(start, { signal: drain, log, trouble: trouble("disk") })
    : await start();
  if (broker === undefined) return;
  ready({ port: broker.port });
  await drained;
});
