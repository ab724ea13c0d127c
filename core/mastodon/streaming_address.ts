/**
 * Why we do not follow a server to the address that it names for its stream; undefined where nothing speaks against it.
 *
 * The token goes with us, and the supervisor opens the address to the worker. So a server reached over TLS may not send
 * us on in the clear, nor to an address inside our own network, which it cannot serve.
 */
export function objectionTo(streaming: URL, base: URL): string | undefined {
  if (!/^(wss?|https?):$/.test(streaming.protocol)) return "which is no address of a stream";
  if (base.protocol !== "https:" || streaming.hostname === base.hostname && isTls(streaming)) {
    return undefined;
  }
  if (!isTls(streaming)) return "where the token would travel unencrypted";
  if (isInternal(streaming.hostname) && !isInternal(base.hostname)) {
    return "an address of our own network";
  }
  return undefined;
}

function isTls({ protocol }: URL): boolean {
  return protocol === "wss:" || protocol === "https:";
}

/** Literal addresses only, which URL has brought into one form; what a name resolves to is not known here. */
function isInternal(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") ||
    /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.[\d.]+$/
      .test(hostname) ||
    /^\[(::|f[cd]|fe[89ab])/.test(hostname);
}
