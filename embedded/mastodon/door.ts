import { PermanentError } from "../../core/base/errors.ts";
import { type BreakableRelay, startRelay } from "./breakable_relay.ts";

/** A port on 127.0.0.1 that the server answers on. */
export interface Door extends AsyncDisposable {
  readonly port: number;
  readonly relay: BreakableRelay | undefined;
}

/** How long open connections may take to end. */
const SHUTDOWN_MS = 2_000;

/** Opens `port` (0: any that is free). Throws a `PermanentError` if it is taken. */
export function openDoor(
  { port, breakable }: { readonly port: number; readonly breakable: boolean },
  handle: (request: Request, door: Door) => Response,
): Door {
  const abort = new AbortController();
  const [server, relay] = listening(port, () => {
    const server = Deno.serve({
      hostname: "127.0.0.1",
      port: breakable ? 0 : port,
      signal: abort.signal,
      onListen() {},
      onError: () => new Response("Internal Server Error", { status: 500 }),
    }, (request) => handle(request, door));
    return [server, breakable ? startRelay({ port, target: server.addr.port }) : undefined];
  });
  const door: Door = {
    port: relay?.port ?? server.addr.port,
    relay,
    async [Symbol.asyncDispose]() {
      await relay?.[Symbol.asyncDispose]();
      const timer = setTimeout(() => abort.abort(), SHUTDOWN_MS);
      await server.shutdown();
      clearTimeout(timer);
    },
  };
  return door;
}

function listening<T>(port: number, listen: () => T): T {
  try {
    return listen();
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new PermanentError(
      `Cannot start the simulated Mastodon server: port ${port} of 127.0.0.1 is in use. Choose another port.`,
      { exitCode: 2, cause: error },
    );
  }
}
