import { messageOf, PermanentError } from "../base/errors.ts";
import { sendText } from "./responses.ts";
import type { DashboardServer } from "./dashboard_server.ts";

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** The address for a browser on this machine. */
  readonly url: string;
  stop(): Promise<void>;
}

/** The port of a worker that died may stay in use a moment longer. */
const RETRIES = 15;
const RETRY_MS = 200;

/** Listens on an address; `make` gets the actual port (`port` may be 0). */
export async function listen(
  { host, port }: { readonly host: string; readonly port: number },
  make: (port: number) => DashboardServer,
): Promise<Listening> {
  const dashboard = Promise.withResolvers<DashboardServer>();
  const server = await serve({ host, port }, async (request, info) => {
    const address = info.remoteAddr.transport === "tcp" ? info.remoteAddr.hostname : "unknown";
    return await (await dashboard.promise).answer(request, address);
  });
  dashboard.resolve(make(server.addr.port));
  const shown = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return {
    port: server.addr.port,
    url: `http://${shown.includes(":") ? `[${shown}]` : shown}:${server.addr.port}/`,
    stop: () => server.shutdown(),
  };
}

async function serve(
  { host, port }: { readonly host: string; readonly port: number },
  handler: Deno.ServeHandler<Deno.NetAddr>,
  retries = RETRIES,
): Promise<Deno.HttpServer<Deno.NetAddr>> {
  try {
    return Deno.serve({
      hostname: host,
      port,
      onListen: () => {},
      // The default handler prints a stack trace; an error here concerns one response only.
      onError: (error) => sendText(500, `Cannot answer: ${messageOf(error)}`),
    }, handler);
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse && retries > 0) {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      return await serve({ host, port }, handler, retries - 1);
    }
    if (error instanceof Deno.errors.AddrInUse) {
      throw new PermanentError(
        `Cannot serve the dashboard on ${host}:${port}: the port is in use. Set DASHBOARD_PORT or --port`,
        { exitCode: 2, cause: error },
      );
    }
    throw error;
  }
}
