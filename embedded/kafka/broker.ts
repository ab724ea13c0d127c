import { messageOf, PermanentError } from "../../core/base/errors.ts";
import { Coordinator } from "./groups/coordinator.ts";
import { OffsetStore } from "./groups/offset_store.ts";
import { Catalog } from "./log/catalog.ts";
import { Flusher } from "./log/flusher.ts";
import { upkeep } from "./log/upkeep.ts";
import type { BrokerContext } from "./server/broker_context.ts";
import { serveConnection } from "./server/connection.ts";
import { lockDirectory } from "./server/directory_lock.ts";
import { MemoryBudget } from "./server/memory_budget.ts";

/** Minimum time between two log lines about connections that cannot be accepted. */
const LOG_INTERVAL_MS = 60_000;

/** Options of {@linkcode startBroker}. */
export interface BrokerOptions {
  /** Data directory; created if missing, and locked against other brokers. */
  readonly directory: string;
  /** 0, the default, picks a free one. */
  readonly port?: number;
  /** How long to wait for another process that holds the directory, ms; absent: a moment. */
  readonly waitMs?: number;
  /** Default `retention.ms` of topics, milliseconds (7 days); -1 keeps records for ever. */
  readonly retentionMs?: number;
  /** Default `retention.bytes` of topics, for each partition; -1, the default, is no limit. */
  readonly retentionBytes?: number;
  /** Default size of a segment, bytes (32 MiB). */
  readonly segmentBytes?: number;
  /** Creates topics that clients ask for (true). */
  readonly autoCreateTopics?: boolean;
  /** Partitions of topics created without a number (1). */
  readonly defaultPartitions?: number;
  /** Largest request, bytes (32 MiB). */
  readonly maxRequestBytes?: number;
  /** Concurrent connections (500); more are closed at once. */
  readonly maxConnections?: number;
  /** Closes a connection whose request stalls for so many milliseconds (30 s). */
  readonly stallMs?: number;
  /** Milliseconds between two rounds of retention and compaction (30 s). */
  readonly upkeepMs?: number;
  /** Receives log lines. */
  readonly warn?: (text: string) => void;
}

/** A running broker. Disposing it closes its connections, makes all records durable, and unlocks the directory. */
export interface Broker extends AsyncDisposable {
  readonly port: number;
  /** `127.0.0.1:port`. */
  readonly bootstrap: string;
  readonly clusterId: string;
}

const HOST = "127.0.0.1";
/** Memory for all requests that are being received; one of maximum size fits. */
const REQUEST_MEMORY_BYTES = 36 * 2 ** 20;

/**
 * Starts a Kafka-protocol broker with one node on the loopback interface.
 *
 * Durability: with `acks=-1` a record is acknowledged when it is on the disk (fdatasync, many records at once), with
 * `acks=1` when it is in the page cache, which survives the death of the process. Consumers read only what is on the disk.
 */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  await using stack = new AsyncDisposableStack();
  const warn = options.warn ?? (() => {});
  const directory = options.directory.replace(/\/+$/, "");
  stack.use(await lockDirectory(directory, options.waitMs));
  const catalog = stack.use(new Catalog(directory, { defaults: topicDefaults(options), warn }));
  const offsets = stack.use(new OffsetStore(`${directory}/offsets.log`));
  const flusher = new Flusher();
  stack.defer(() => flusher.idle());
  const coordinator = stack.use(new Coordinator());
  const listener = listen(options.port ?? 0);
  const { port } = listener.addr;

  const broker: BrokerContext = {
    settings: {
      host: HOST,
      port,
      autoCreateTopics: options.autoCreateTopics ?? true,
      defaultPartitions: options.defaultPartitions ?? 1,
    },
    catalog,
    flusher,
    coordinator,
    offsets,
    warn,
  };
  stack.use(upkeep(catalog, { everyMs: options.upkeepMs ?? 30_000, warn }));
  stack.use(acceptClients(broker, listener, options));
  const running = stack.move();
  return {
    port,
    bootstrap: `${HOST}:${port}`,
    clusterId: catalog.clusterId,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function topicDefaults(options: BrokerOptions) {
  const { retentionMs, retentionBytes, segmentBytes } = options;
  return {
    ...(retentionMs !== undefined ? { "retention.ms": retentionMs } : {}),
    ...(retentionBytes !== undefined ? { "retention.bytes": retentionBytes } : {}),
    ...(segmentBytes !== undefined ? { "segment.bytes": segmentBytes } : {}),
  };
}

function listen(port: number): Deno.TcpListener {
  try {
    return Deno.listen({ hostname: HOST, port });
  } catch (error) {
    const state = error instanceof Deno.errors.AddrInUse
      ? "another program listens there"
      : messageOf(error);
    throw new PermanentError(
      `Cannot start the embedded Kafka broker on ${HOST}:${port}: ${state}. ` +
        "Stop that program, or choose another port.",
      { exitCode: 2, cause: error },
    );
  }
}

function acceptClients(
  broker: BrokerContext,
  listener: Deno.TcpListener,
  options: BrokerOptions,
): AsyncDisposable {
  const closing = new AbortController();
  const open = new Set<Promise<void>>();
  const budget = new MemoryBudget(REQUEST_MEMORY_BYTES);
  const limits = {
    maxBytes: options.maxRequestBytes ?? 32 * 2 ** 20,
    stallMs: options.stallMs ?? 30_000,
    idleMs: 600_000,
  };
  const maxConnections = options.maxConnections ?? 500;
  let saidAt = -Infinity;
  const accept = async () => {
    while (!closing.signal.aborted) {
      try {
        const connection = await listener.accept();
        if (open.size >= maxConnections) {
          connection.close();
          continue;
        }
        const served = serveConnection(broker, connection, {
          budget,
          limits,
          signal: closing.signal,
        })
          .finally(() => open.delete(served));
        open.add(served);
      } catch (error) {
        if (closing.signal.aborted) return;
        // Out of file descriptors, or the client has already hung up.
        const now = performance.now();
        if (now - saidAt >= LOG_INTERVAL_MS) {
          saidAt = now;
          broker.warn(`Cannot accept a connection: ${messageOf(error)}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const accepting = accept();
  return {
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      listener.close();
      await accepting;
      await Promise.all(open);
    },
  };
}
