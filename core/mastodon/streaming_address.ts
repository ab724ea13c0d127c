import { addressOf } from "./rest_get.ts";

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

/**
 * The same address in the other scheme: TLS instead of plain, and the reverse only where MASTODON_BASE_URL is plain, too.
 * Undefined where the token would then travel in the clear that does not now.
 */
export function otherScheme(streaming: URL, base: URL): URL | undefined {
  if (isTls(streaming) && base.protocol === "https:") return undefined;
  const { host } = streaming;
  const port = streaming.port === "" ? (isTls(streaming) ? ":443" : ":80") : "";
  const scheme = isTls(streaming) ? "ws:" : "wss:";
  return new URL(`${scheme}//${host}${port}${streaming.pathname}${streaming.search}`);
}

/** An address whose port is the server's own speaks the scheme of the server, whatever it is named with. */
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
