import { sleep } from "../../core/base/sleep.ts";
import { writeAll } from "../../core/base/write_all.ts";

const SLOW_STEP_MS = 50;

/** A decision to freeze a connection at a chunk from its client. */
export interface Freeze {
  /** Whether the chunk is still forwarded. */
  readonly forward: boolean;
  /** Called once the connection is frozen. */
  readonly onFrozen: () => void;
}

/** Sees each chunk from a client before it is forwarded; may freeze the connection there. The chunk is reused: copy it. */
export type ChunkFilter = (chunk: Uint8Array) => Freeze | undefined;

export interface TcpProxyOptions {
  readonly target: { readonly host: string; readonly port: number };
  /** 0, the default, picks a free one. */
  readonly port?: number;
  /** Creates the filter of a new connection. */
  readonly filter?: () => ChunkFilter;
}

/**
 * A TCP proxy on 127.0.0.1 that breaks connections on demand, for faults that a server cannot cause itself.
 *
 *     listening ──close()──▶ closed: connections are cut, new ones refused ──open()──▶ listening, on the same port
 */
export class TcpProxy implements AsyncDisposable, Disposable {
  readonly port: number;
  /** How many bytes a second pass each way of each connection. */
  bytesPerS = Infinity;
  readonly #options: TcpProxyOptions;
  readonly #connections = new Set<Connection>();
  #listener: Deno.TcpListener;
  #accepting: Promise<void>;
  /** Resolves when the proxy is no longer frozen; undefined while it is not. */
  #thawed: PromiseWithResolvers<void> | undefined;

  constructor(options: TcpProxyOptions) {
    this.#options = options;
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: options.port ?? 0 });
    this.port = this.#listener.addr.port;
    this.#accepting = this.#accept();
  }

  /** While true, no byte passes either way on any connection, and connections stay: half-open sockets. */
  get frozen(): boolean {
    return this.#thawed !== undefined;
  }

  set frozen(value: boolean) {
    if (value) this.#thawed ??= Promise.withResolvers();
    else {
      this.#thawed?.resolve();
      this.#thawed = undefined;
    }
  }

  /** Freezes the connections that are open now until {@linkcode cut}; new ones work. Hides even the end of their clients. */
  freezeOpen(): void {
    for (const connection of this.#connections) connection.isFrozen = true;
  }

  /** Breaks every connection. */
  cut(): void {
    for (const connection of this.#connections) this.#end(connection);
  }

  /** Stops listening and breaks every connection. */
  close(): void {
    this.#listener.close();
    this.cut();
  }

  /** Listens again after {@linkcode close}. */
  open(): void {
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: this.port });
    this.#accepting = this.#accept();
  }

  [Symbol.dispose](): void {
    this.frozen = false;
    closeQuietly(this.#listener);
    this.cut();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this[Symbol.dispose]();
    await this.#accepting;
  }

  async #accept(): Promise<void> {
    try {
      for await (const client of this.#listener) void this.#serve(client);
    } catch {
      // The listener was closed.
    }
  }

  async #serve(client: Deno.Conn): Promise<void> {
    const connection = new Connection(client);
    this.#connections.add(connection);
    const { host: hostname, port } = this.#options.target;
    try {
      const server = await Deno.connect({ hostname, port });
      // Cut while it was connecting.
      if (!this.#connections.has(connection)) return closeQuietly(server);
      connection.server = server;
      void this.#pipe(connection, client, server, this.#options.filter?.());
      void this.#pipe(connection, server, client);
    } catch {
      this.#end(connection);
    }
  }

  async #pipe(
    connection: Connection,
    from: Deno.Conn,
    to: Deno.Conn,
    filter?: ChunkFilter,
  ): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    try {
      for (;;) {
        const count = await from.read(buffer);
        if (count === null || connection.isFrozen) break;
        const chunk = buffer.subarray(0, count);
        const freeze = filter?.(chunk);
        if (freeze !== undefined) {
          connection.isFrozen = true;
          if (freeze.forward) await writeAll(to, chunk);
          freeze.onFrozen();
          break;
        }
        while (this.#thawed !== undefined) await this.#thawed.promise;
        await this.#pass(chunk, to);
      }
    } catch {
      // One of the two ends has closed; so does the other.
    }
    if (!connection.isFrozen) this.#end(connection);
  }

  async #pass(chunk: Uint8Array, to: Deno.Conn): Promise<void> {
    let passed = 0;
    for (; this.bytesPerS !== Infinity && passed < chunk.length; await sleep(SLOW_STEP_MS)) {
      const some = Math.max(1, Math.round(this.bytesPerS * SLOW_STEP_MS / 1_000));
      await writeAll(to, chunk.subarray(passed, passed + some));
      passed += some;
    }
    if (passed < chunk.length) await writeAll(to, chunk.subarray(passed));
  }

  #end(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    closeQuietly(connection.client);
    if (connection.server !== undefined) closeQuietly(connection.server);
  }
}

class Connection {
  isFrozen = false;
  server: Deno.Conn | undefined;
  constructor(readonly client: Deno.Conn) {}
}

function closeQuietly(resource: { close(): void }): void {
  try {
    resource.close();
  } catch {
    // It was closed already.
  }
}
