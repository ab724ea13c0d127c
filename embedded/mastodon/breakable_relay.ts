import { writeAll } from "../../core/base/write_all.ts";

/** A TCP relay in front of a server, for faults that no server can commit itself. */
export interface BreakableRelay extends AsyncDisposable {
  readonly port: number;
  /** While true, no byte passes either way and connections stay: a half-open socket. */
  frozen: boolean;
  /** Breaks every connection. */
  cut(): void;
}

/** Relays from `port` (0: any) to `target`, both on 127.0.0.1. */
export function startRelay({ port, target }: { port: number; target: number }): BreakableRelay {
  const listener = Deno.listen({ hostname: "127.0.0.1", port });
  const open = new Set<Deno.Conn>();
  let thaw = Promise.withResolvers<void>();
  let frozen = false;

  async function pipe(from: Deno.Conn, to: Deno.Conn): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    try {
      for (;;) {
        const count = await from.read(buffer);
        if (count === null) break;
        while (frozen) await thaw.promise;
        await writeAll(to, buffer.subarray(0, count));
      }
    } catch {
      // One of the two ends is gone; the other follows.
    }
    close(from);
    close(to);
  }
  function close(conn: Deno.Conn): void {
    if (!open.delete(conn)) return;
    conn.close();
  }
  const accepting = (async () => {
    for await (const client of listener) {
      try {
        const server = await Deno.connect({ hostname: "127.0.0.1", port: target });
        open.add(client).add(server);
        pipe(client, server);
        pipe(server, client);
      } catch {
        client.close();
      }
    }
  })();

  return {
    port: listener.addr.port,
    get frozen() {
      return frozen;
    },
    set frozen(value) {
      frozen = value;
      if (value) thaw = Promise.withResolvers();
      else thaw.resolve();
    },
    cut() {
      for (const conn of [...open]) close(conn);
    },
    async [Symbol.asyncDispose]() {
      this.frozen = false;
      listener.close();
      this.cut();
      await accepting;
    },
  };
}
