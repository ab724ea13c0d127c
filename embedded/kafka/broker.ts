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

/** That no connection can be accepted is said so often, ms. */
const SAY_MS = 60_000;

/** How a broker is to be. */
export interface BrokerOptions {
  /** Where its data lies; made if it is not there, and no other broker's. */
  readonly directory: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** How long to wait for whoever has the directory, ms; absent: a moment. */
  readonly patienceMs?: number;
  /** Default for topics that say nothing: how long records are kept, milliseconds (7 days); -1 for ever. */
  readonly retentionMs?: number;
  /** Default for topics that say nothing: bytes kept for each partition; -1, the default, is no limit. */
  readonly retentionBytes?: number;
  /** Default size of a segment, bytes (32 MiB). */
  readonly segmentBytes?: number;
  /** Topics asked for by name are made (true). */
  readonly autoCreateTopics?: boolean;
  /** Partitions of topics that are made without a number (1). */
  readonly defaultPartitions?: number;
  /** Largest request, bytes (32 MiB). */
  readonly maxRequestBytes?: number;
  /** Clients at once (500); more are turned away. */
  readonly maxConnections?: number;
  /** Milliseconds after which a request that stopped in the middle ends its connection (30 s). */
  readonly stallMs?: number;
  /** Milliseconds between two rounds of retention and compaction (30 s). */
  readonly upkeepMs?: number;
  /** Takes lines for a person. */
  readonly warn?: (text: string) => void;
}

/** A broker that serves. Disposing of it closes its connections, makes everything durable, and frees the directory. */
export interface Broker extends AsyncDisposable {
  readonly port: number;
  /** `127.0.0.1:port`. */
  readonly bootstrap: string;
  readonly clusterId: string;
}

const HOST = "127.0.0.1";
/** Requests in the making may take this much together; one large request fits. */
const REQUEST_MEMORY_BYTES = 36 * 2 ** 20;

/**
 * Starts a Kafka-protocol broker on the loopback interface: one node, durable, for one machine.
 *
 * What is acknowledged is safe: with `acks=-1` on the disk (fdatasync, many records at once), with `acks=1` in the page
 * cache, which the death of the process does not touch. Consumers see only what is on the disk.
 */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  await using stack = new AsyncDisposableStack();
  const warn = options.warn ?? (() => {});
  const directory = options.directory.replace(/\/+$/, "");
  stack.use(await lockDirectory(directory, options.patienceMs));
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
        // Out of descriptors, or a client that was gone before its turn came.
        const now = performance.now();
        if (now - saidAt >= SAY_MS) {
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
