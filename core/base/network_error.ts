import { causesOf, codeOf } from "./errors.ts";

/**
 * What went wrong on the network:
 *
 * - `name`: the host name does not resolve.
 * - `refused`: nothing listens at the address.
 * - `reset`: the other side, or something between, ended the connection.
 * - `unreachable`: there is no way to the host or its network.
 * - `timeout`: no answer in time.
 * - `no_tls`: the other side answers in plain text where TLS was expected.
 * - `certificate`: the other side's certificate is not accepted.
 * - `tls`: any other failure of TLS.
 * - `permission`: Deno, or the system, does not let this process connect.
 */
export type NetworkErrorKind =
  | "name"
  | "refused"
  | "reset"
  | "unreachable"
  | "timeout"
  | "no_tls"
  | "certificate"
  | "tls"
  | "permission";

/** The same in words, for a sentence such as "Cannot reach HOST: …". */
export const NETWORK_ERROR_WORDS: Readonly<Record<NetworkErrorKind, string>> = {
  name: "its name does not resolve",
  refused: "the connection is refused",
  reset: "the connection was closed",
  unreachable: "there is no route to it",
  timeout: "it does not answer in time",
  no_tls: "it does not speak TLS there",
  certificate: "its TLS certificate is not accepted",
  tls: "the TLS handshake with it fails",
  permission: "this process may not connect to it",
};

/** Codes of Node's sockets and of libraries above them, and names of Deno's and the web's errors. */
const KINDS: Readonly<Record<string, NetworkErrorKind>> = {
  ENOTFOUND: "name",
  EAI_AGAIN: "name",
  EAI_NODATA: "name",
  EAI_NONAME: "name",
  EAI_FAIL: "name",
  ECONNREFUSED: "refused",
  ConnectionRefused: "refused",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  ENOTCONN: "reset",
  ConnectionReset: "reset",
  ConnectionAborted: "reset",
  BrokenPipe: "reset",
  NotConnected: "reset",
  UnexpectedEof: "reset",
  EHOSTUNREACH: "unreachable",
  EHOSTDOWN: "unreachable",
  ENETUNREACH: "unreachable",
  ENETDOWN: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  NetworkUnreachable: "unreachable",
  AddrNotAvailable: "unreachable",
  ETIMEDOUT: "timeout",
  ESOCKETTIMEDOUT: "timeout",
  TimedOut: "timeout",
  TimeoutError: "timeout",
  CONNECT_TIMEOUT: "timeout",
  TLS_CERTIFICATE: "certificate",
  DEPTH_ZERO_SELF_SIGNED_CERT: "certificate",
  SELF_SIGNED_CERT_IN_CHAIN: "certificate",
  UNABLE_TO_GET_ISSUER_CERT: "certificate",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "certificate",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "certificate",
  HOSTNAME_MISMATCH: "certificate",
  NotCapable: "permission",
  PermissionDenied: "permission",
  EACCES: "permission",
  EPERM: "permission",
};

/**
 * For errors without a code of the table: `fetch`, rustls and kafkajs put the reason into their text only. The first
 * that matches decides; what answers in plain text has no certificate that could be at fault.
 */
const TEXTS: readonly (readonly [RegExp, NetworkErrorKind])[] = [
  [/Requires net access to/, "permission"],
  [/ENOTFOUND|EAI_AGAIN|getaddrinfo|dns error|failed to lookup/i, "name"],
  [/ECONNREFUSED|connection refused/i, "refused"],
  [/InvalidContentType|wrong.version.number/i, "no_tls"],
  [/certificate|altname|UnknownIssuer|CERT_|SELF_SIGNED/i, "certificate"],
  [/SSL|\btls\b/i, "tls"],
  [/timed? ?out|ETIMEDOUT/i, "timeout"],
  [/ECONNRESET|connection reset|closed before message completed|broken pipe/i, "reset"],
  [/EHOSTUNREACH|ENETUNREACH|no route to host|network is unreachable/i, "unreachable"],
];

/** The kind that a code (`ECONNREFUSED`) or the name of an error (`ConnectionRefused`) stands for. */
export function networkErrorKindOf(code: string | undefined): NetworkErrorKind | undefined {
  if (code === undefined) return undefined;
  if (Object.hasOwn(KINDS, code)) return KINDS[code];
  return /^(ERR_TLS_CERT|CERT_|CRL_)/.test(code) ? "certificate" : undefined;
}

/** Reads an error and its causes, innermost first, by code and name, then by text; undefined if none is known. */
export function networkErrorKind(error: unknown): NetworkErrorKind | undefined {
  const chain = causesOf(error);
  for (const each of chain.toReversed()) {
    const kind = networkErrorKindOf(codeOf(each)) ?? networkErrorKindOf(each.name);
    if (kind !== undefined) return kind;
  }
  // The address that `fetch` repeats may hold any of these words.
  const text = chain.map((each) => `${each.name} ${codeOf(each)} ${each.message}`).join(" ")
    .replaceAll(/\bfor url \([^)]*\)/g, "");
  return TEXTS.find(([pattern]) => pattern.test(text))?.[1];
}

/** The address (`host:port`) that Deno did not let this process connect to, by the text of its error. */
export function deniedAddress(error: Error): string | undefined {
  return /Requires net access to "([^"]+)"/.exec(error.message)?.[1];
}
