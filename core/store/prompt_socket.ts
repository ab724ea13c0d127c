import { Socket } from "node:net";

/**
 * A socket on its way to a server, which sends each small piece at once.
 *
 * postgres.js (3.4.9) leaves Nagle's algorithm on: the second of two writes of a transaction then waits until the server
 * has confirmed the first, and the server takes 40 ms to confirm what it has nothing to answer to. What is written
 * before the connection is there waits for it, so postgres.js may begin at once; it hears of failures as ever.
 */
export function promptSocket(
  { host, port, keepAliveSeconds }: {
    readonly host: string;
    readonly port: number;
    readonly keepAliveSeconds: number;
  },
): Socket {
  const socket = new Socket();
  socket.setNoDelay(true);
  socket.setKeepAlive(true, keepAliveSeconds * 1_000);
  socket.connect(port, host);
  // postgres.js names the server by these in its errors and in TLS.
  return Object.assign(socket, { host, port });
}
