import { PermanentError } from "../../core/base/errors.ts";
import { TcpProxy } from "./tcp_proxy.ts";

/** A port on 127.0.0.1 on which the simulated server answers requests. */
export interface HttpListener extends AsyncDisposable {
  readonly port: number;
  /** Breaks its connections; undefined unless `breakable`. */
  readonly proxy: TcpProxy | undefined;
}

/** Time for open connections to end. */
const SHUTDOWN_MS = 2_000;

/** Listens on `port` (0 picks a free one). Throws a `PermanentError` if it is in use. */
export function listenHttp(
  { port, breakable }: { readonly port: number; readonly breakable: boolean },
  handle: (request: Request, listener: HttpListener) => Response | Promise<Response>,
): HttpListener {
  const abort = new AbortController();
  const [server, proxy] = listening(port, () => {
    const server = Deno.serve({
      hostname: "127.0.0.1",
      port: breakable ? 0 : port,
      signal: abort.signal,
      onListen() {},
      onError: () => new Response("Internal Server Error", { status: 500 }),
    }, (request) => handle(request, listener));
    return [
      server,
      breakable
        ? new TcpProxy({ port, target: { host: "127.0.0.1", port: server.addr.port } })
        : undefined,
    ];
  });
  const listener: HttpListener = {
    port: proxy?.port ?? server.addr.port,
    proxy,
    async [Symbol.asyncDispose]() {
      await proxy?.[Symbol.asyncDispose]();
      const timer = setTimeout(() => abort.abort(), SHUTDOWN_MS);
      await server.shutdown();
      clearTimeout(timer);
    },
  };
  return listener;
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
