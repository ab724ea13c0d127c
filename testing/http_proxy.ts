import { createServer, type IncomingMessage, request } from "node:http";
import { connect, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** A proxy for HTTP: requests with whole addresses, and CONNECT. */
export interface HttpProxy extends AsyncDisposable {
  /** `http://[user:password@]127.0.0.1:PORT`. */
  readonly url: string;
  /** What was asked of it and let through: `GET http://…`, `CONNECT host:port`. */
  readonly asked: readonly string[];
}

/** Starts one on loopback. With `login` it answers 407 without these credentials; `hosts` says where names lead. */
export async function startHttpProxy(
  { login, hosts = {} }: {
    readonly login?: string;
    readonly hosts?: Readonly<Record<string, string>>;
  } = {},
): Promise<HttpProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const mayPass = ({ headers }: IncomingMessage) =>
    login === undefined || headers["proxy-authorization"] === `Basic ${btoa(login)}`;
  const server = createServer((incoming, answer) => {
    if (!mayPass(incoming)) return void answer.writeHead(407).end();
    asked.push(`${incoming.method} ${incoming.url}`);
    const url = new URL(incoming.url ?? "");
    const host = hosts[url.hostname] ?? url.hostname;
    const { "proxy-authorization": _, ...headers } = incoming.headers;
    const outgoing = request(
      { host, port: url.port, path: url.pathname + url.search, method: incoming.method, headers },
      (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      },
    );
    outgoing.on("error", () => answer.writeHead(502).end());
    incoming.pipe(outgoing);
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("connect", (incoming: IncomingMessage, socket: Socket, head: Uint8Array) => {
    if (!mayPass(incoming)) {
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    asked.push(`CONNECT ${incoming.url}`);
    const { hostname, port } = new URL(`http://${incoming.url}`);
    const far = connect(Number(port), hosts[hostname] ?? hostname, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      far.write(head);
      far.pipe(socket);
      socket.pipe(far);
    });
    far.on("error", () => socket.destroy());
    socket.on("error", () => far.destroy());
    socket.on("close", () => far.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${login === undefined ? "" : `${login}@`}127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
