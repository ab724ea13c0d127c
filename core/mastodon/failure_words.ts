import { causesOf, codeOf, messageOf } from "../base/errors.ts";
import {
  NETWORK_ERROR_WORDS,
  type NetworkErrorKind,
  networkErrorKind,
} from "../base/network_error.ts";

/** Why a server could not be reached: a kind, and words that complete "Cannot reach HOST: …". */
export interface Failure {
  /** `no_http`: the server answers in something else (TLS) where plain HTTP was expected. */
  readonly kind: NetworkErrorKind | "no_http" | "other";
  readonly words: string;
}

/** Classifies the errors of `fetch` and of `ws`, which differ in their words. */
export function failureOf(error: unknown): Failure {
  const chain = causesOf(error);
  // `fetch` (hyper) has no code for it, `ws` has Node's.
  if (chain.some((each) => /invalid HTTP version|HPE_INVALID/i.test(`${codeOf(each)} ${each}`))) {
    return { kind: "no_http", words: "it does not speak plain HTTP there" };
  }
  // What `fetch` says of a proxy that does not open a way to the server.
  if (chain.some(({ message }) => /unsuccessful tunnel|proxy auth/.test(message))) {
    return {
      kind: "other",
      words: "the proxy opens no way to it (a wrong user or password, or a host that it refuses)",
    };
  }
  const kind = networkErrorKind(error);
  if (kind !== undefined) return { kind, words: NETWORK_ERROR_WORDS[kind] };
  return { kind: "other", words: messageOf(chain.at(-1) ?? error) };
}
