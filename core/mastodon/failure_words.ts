import { messageOf } from "../base/errors.ts";

/** Why a server could not be reached: a kind, and words that complete "Cannot reach HOST: …". */
export interface Failure {
  readonly kind: "name" | "refused" | "no_tls" | "no_http" | "tls" | "timeout" | "other";
  readonly words: string;
}

/** Classifies the errors of `fetch` and of `ws`, which differ in their words. */
export function failureOf(error: unknown): Failure {
  // `fetch` says only "fetch failed" and puts the reason into causes.
  const chain: unknown[] = [];
  for (let at = error; at !== undefined && chain.length < 8;) {
    chain.push(at);
    at = at instanceof Error ? at.cause : undefined;
  }
  const text = chain.map((each) => `${codeOf(each)} ${messageOf(each)}`).join(" ");
  if (/ENOTFOUND|EAI_AGAIN|dns error|failed to lookup/i.test(text)) {
    return { kind: "name", words: "its name does not resolve" };
  }
  if (/ECONNREFUSED|connection refused/i.test(text)) {
    return { kind: "refused", words: "the connection is refused" };
  }
  // Before the other TLS errors: a server that answers in plain text has no certificate to blame.
  if (/InvalidContentType|WRONG_VERSION_NUMBER/i.test(text)) {
    return { kind: "no_tls", words: "it does not speak TLS there" };
  }
  if (/invalid HTTP version|HPE_INVALID/i.test(text)) {
    return { kind: "no_http", words: "it does not speak plain HTTP there" };
  }
  if (/certificate|UnknownIssuer|CERT_/i.test(text)) {
    return { kind: "tls", words: "its TLS certificate is not accepted" };
  }
  if (/SSL|\btls\b/i.test(text)) {
    return { kind: "tls", words: "the TLS handshake with it fails" };
  }
  if (/timed? ?out|ETIMEDOUT|TimeoutError/i.test(text)) {
    return { kind: "timeout", words: "it does not answer in time" };
  }
  return { kind: "other", words: messageOf(chain.at(-1)) };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const { code } = error as Error & { readonly code?: unknown };
  return `${error.name} ${typeof code === "string" ? code : ""}`;
}
