import { addressOf } from "./rest_get.ts";

/**
 * Why the address that a server names for its stream is not used; undefined if it may be.
 *
 * The token goes there, and the supervisor permits the address to the worker. So a server reached over TLS may name
 * neither an unencrypted address nor one inside our own network, which it cannot serve.
 */
export function objectionTo(streaming: URL, base: URL): string | undefined {
  if (!/^(wss?|https?):$/.test(streaming.protocol)) return "which is not an address of a stream";
  if (base.protocol !== "https:" || streaming.hostname === base.hostname && isTls(streaming)) {
    return undefined;
  }
  if (!isTls(streaming)) return "where the token would travel unencrypted";
  if (isInternal(streaming.hostname) && !isInternal(base.hostname)) {
    return "an address of our own network";
  }
  return undefined;
}

/**
 * The same address in the other scheme: TLS instead of plain, and the reverse only where MASTODON_BASE_URL is plain,
 * too. Undefined if the token, encrypted now, would then travel unencrypted.
 */
export function otherScheme(streaming: URL, base: URL): URL | undefined {
  if (isTls(streaming) && base.protocol === "https:") return undefined;
  const { host } = streaming;
  const port = streaming.port === "" ? (isTls(streaming) ? ":443" : ":80") : "";
  const scheme = isTls(streaming) ? "ws:" : "wss:";
  return new URL(`${scheme}//${host}${port}${streaming.pathname}${streaming.search}`);
}

/** Corrects the scheme of an address with the server's own host and port: it speaks what the server speaks. */
export function withSchemeOf(base: URL, streaming: URL): URL {
  if (addressOf(base) !== addressOf(streaming) || isTls(base) === isTls(streaming)) {
    return streaming;
  }
  const scheme = isTls(base) ? "wss:" : "ws:";
  return new URL(`${scheme}//${base.host}${streaming.pathname}${streaming.search}`);
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
