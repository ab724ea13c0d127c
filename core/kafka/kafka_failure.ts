import { causesOf, messageOf } from "../base/errors.ts";
import { NETWORK_ERROR_WORDS, networkErrorKind } from "../base/network_error.ts";

/** The meaning of an error of kafkajs. */
export interface KafkaFailure {
  /**
   * `away`: retrying may help. `login`: the broker refuses the user, or the user lacks a right. `certificate`: the
   * broker's certificate is not accepted. `too_large`: the broker accepts no batch of this size.
   */
  readonly kind: "away" | "login" | "certificate" | "too_large";
  readonly words: string;
}

/** Classifies an error of kafkajs, which nests causes and has Kafka's error name in `type`. */
export function kafkaFailure(error: unknown): KafkaFailure {
  const chain = causesOf(error);
  const types = chain.map((each) => `${each.name} ${typeOf(each)}`).join(" ");
  const words = messageOf(chain.at(-1) ?? error);
  if (/SASLAuthentication|AUTHORIZATION_FAILED|SASL_/.test(types)) return { kind: "login", words };
  if (/MESSAGE_TOO_LARGE|RECORD_LIST_TOO_LARGE/.test(types)) return { kind: "too_large", words };
  const kind = networkErrorKind(error);
  if (kind === "certificate") return { kind, words: words.replace(/^Connection error: /, "") };
  if (chain.some(({ message }) => /Closed connection|before secure TLS conn/.test(message))) {
    return { kind: "away", words: "it closes the connection, as where one side speaks TLS alone" };
  }
  const isPlain = kind === "name" || kind === "refused" || kind === "timeout" ||
    kind === "unreachable";
  return { kind: "away", words: isPlain ? NETWORK_ERROR_WORDS[kind] : words };
}

/** Kafka's own name of the error (`NOT_LEADER_FOR_PARTITION`). */
function typeOf(error: Error): string {
  const { type } = error as Error & { readonly type?: unknown };
  return typeof type === "string" ? type : "";
}
