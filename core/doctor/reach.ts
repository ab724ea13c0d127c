import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { isIP } from "node:net";

/** Connects by TCP and closes again. Rejects with the error of the connection. */
export async function reach(
  host: string,
  { port, signal }: { readonly port: number; readonly signal: AbortSignal },
): Promise<void> {
  const socket = connectTcp({ host, port });
  await opened(socket, "connect", signal);
}

/** A server's certificate, whether it is accepted or not. */
export interface Certificate {
  readonly issuer: string;
  /** ms since 1970. */
  readonly validTo: number;
  readonly validFrom: number;
}

/** The certificate that a server shows. Rejects with the error of the connection or of the handshake. */
export async function readCertificate(
  host: string,
  { port, signal }: { readonly port: number; readonly signal: AbortSignal },
): Promise<Certificate> {
  const socket = connectTls({
    host,
    port,
    ...(isIP(host) ? {} : { servername: host }),
    // Looked at only: whether it is accepted is decided by a connection that checks it.
    rejectUnauthorized: false,
  });
  return await opened(socket, "secureConnect", signal, () => {
    const { issuer, valid_from, valid_to } = socket.getPeerCertificate();
    const { O, CN } = issuer ?? {};
    return {
      issuer: [O, CN].flat().find((each) => each !== undefined && each !== "") ??
        "an unnamed issuer",
      validFrom: Date.parse(valid_from),
      validTo: Date.parse(valid_to),
    };
  });
}

async function opened<S extends Socket | TLSSocket, T = void>(
  socket: S,
  event: "connect" | "secureConnect",
  signal: AbortSignal,
  read?: () => T,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = () => reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  socket.once(event, () => resolve());
  socket.on("error", reject);
  try {
    await promise;
    return read?.() as T;
  } finally {
    signal.removeEventListener("abort", onAbort);
    socket.destroy();
  }
}
