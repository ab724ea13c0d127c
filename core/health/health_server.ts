import { messageOf } from "../base/errors.ts";
import { type Notice, OutageLog } from "../base/outage_log.ts";
import { sleep } from "../base/sleep.ts";
import { isAllowedHost, isLoopback } from "../dashboard/allowed_host.ts";
import type { Facts } from "./picture.ts";
import type { ProcessHealth } from "./process_health.ts";

export interface HealthServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** The port was chosen by the user: wait for it if it is taken, instead of taking a free one. */
  readonly insist: boolean;
  readonly health: () => ProcessHealth;
  readonly facts: () => Facts;
  readonly log: Notice;
}

const RETRY_MS = 5_000;

/**
 * Serves the health of this process until `signal` is aborted: `/healthz` (it runs), `/readyz` (posts get through),
 * `/metrics` (Prometheus) and `/status` (JSON). Calls `listening` with its address. A port that is taken ends nothing.
 */
export async function serveHealth(
  options: HealthServerOptions,
  { signal, listening }: {
    readonly signal: AbortSignal;
    readonly listening: (url: string) => void;
  },
): Promise<void> {
  const { host, insist, log } = options;
  const outageLog = new OutageLog(log);
  for (let { port } = options; !signal.aborted;) {
    try {
      const server = Deno.serve({
        hostname: host,
        port,
        signal,
        onListen: () => {},
        onError: (error) => text(500, `Cannot answer: ${messageOf(error)}`),
      }, (request) => answer(request, options));
      const shown = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
      const at = shown.includes(":") && !shown.startsWith("[") ? `[${shown}]` : shown;
      outageLog.over("Health is served");
      listening(`http://${at}:${server.addr.port}`);
      return await server.finished;
    } catch (error) {
      const where = `${host}:${port}`;
      if (!insist && error instanceof Deno.errors.AddrInUse && port !== 0) {
        log("info", `${where} is in use, so health is served on a free port. HEALTH_PORT sets one`);
        port = 0;
        continue;
      }
      outageLog.failed(
        `Cannot serve health on ${where}: ${messageOf(error)}`,
        "Trying again. HEALTH_PORT and HEALTH_HOST set another",
      );
      await sleep(RETRY_MS, signal);
    }
  }
}

async function answer(request: Request, { host, health, facts }: HealthServerOptions) {
  // On loopback another site could point its own name here and read the answer; elsewhere the name is the operator's.
  if (isLoopback(host) && !isAllowedHost(request.headers.get("host"))) {
    return text(421, "This host name is not one of this process's");
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    return text(405, "Only GET and HEAD");
  }
  switch (new URL(request.url).pathname) {
    case "/healthz": {
      const failed = facts().workers.filter(({ state, isView }) => state === "failed" && !isView);
      return failed.length === 0
        ? text(200, "running")
        : text(503, failed.map(({ name }) => `${name} has failed`).join("\n"));
    }
    case "/readyz": {
      const { ready, parts } = health();
      const lines = parts.filter(({ state }) => state !== "ok").map(({ part, state, words }) =>
        `${part} ${state}: ${words}`
      );
      return text(ready ? 200 : 503, [ready ? "ready" : "not ready", ...lines].join("\n"));
    }
    case "/metrics": {
      // Loaded at the first question: the library would take some 30 ms of each start.
      const { metricsText } = await import("./metrics.ts");
      return text(
        200,
        await metricsText(health(), facts()),
        "text/plain; version=0.0.4; charset=utf-8",
      );
    }
    case "/status":
      return text(200, JSON.stringify(health()), "application/json");
    default:
      return text(404, "Use /healthz, /readyz, /metrics or /status");
  }
}

function text(status: number, body: string, type = "text/plain; charset=utf-8"): Response {
  return new Response(body.endsWith("\n") ? body : `${body}\n`, {
    status,
    headers: {
      "content-type": type,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
