import { causesOf, messageOf } from "../base/errors.ts";
import { MissingRight } from "./missing_right.ts";
import { NETWORK_ERROR_WORDS, networkErrorKind } from "../base/network_error.ts";

/** The meaning of an error of kafkajs. */
export interface KafkaFailure {
  /**
   * `away`: retrying may help. `login`: the broker refuses the user, or the user lacks a right. `certificate`: we do
   * not accept the broker's certificate. `own_certificate`: the broker does not accept ours, or wants one. `too_large`:
   * the broker accepts no batch of this size.
   */
  readonly kind: "away" | "login" | "certificate" | "own_certificate" | "too_large";
  readonly words: string;
}

/** Classifies an error of kafkajs, which nests causes and has Kafka's error name in `type`. */
export function kafkaFailure(error: unknown): KafkaFailure {
  const chain = causesOf(error);
  const types = chain.map((each) => `${each.name} ${typeOf(each)}`).join(" ");
  const right = chain.find((each) => each instanceof MissingRight);
  if (right !== undefined) return { kind: "login", words: right.message };
  const words = messageOf(chain.at(-1) ?? error);
  if (/SASLAuthentication|AUTHORIZATION_FAILED|SASL_/.test(types)) return { kind: "login", words };
  if (/MESSAGE_TOO_LARGE|RECORD_LIST_TOO_LARGE/.test(types)) return { kind: "too_large", words };
  const kind = networkErrorKind(error);
  // A fatal alert is what the other side says of us.
  const reason = words.replace(/^Connection error: /, "");
  if (/^received fatal alert: \w*(Certificate|UnknownCA)/.test(reason)) {
    return { kind: "own_certificate", words: reason };
  }
  if (kind === "certificate") return { kind, words: reason };
  if (chain.some(({ message }) => /Closed connection|before secure TLS conn/.test(message))) {
    return { kind: "away", words: "it closes the connection, as where one side speaks TLS alone" };
  }
  const isPlain = kind === "name" || kind === "refused" || kind === "timeout" ||
    kind === "unreachable";
  return { kind: "away", words: isPlain ? NETWORK_ERROR_WORDS[kind] : words };
}

/** Whether only another configuration helps. */
export function isOfConfiguration({ kind }: KafkaFailure): boolean {
  return kind === "login" || kind === "certificate" || kind === "own_certificate";
}

/** What is wrong with the brokers and what helps: two clauses for a sentence, the first with the failure's words. */
export function explainKafkaFailure(
  { kind, words }: KafkaFailure,
): { state: string; remedy: string } {
  switch (kind) {
    case "login":
      return {
        state: `does not let us in (${words})`,
        remedy:
          "Check KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD, KAFKA_SASL_MECHANISM and the rights of this user",
      };
    case "own_certificate":
      return {
        state: `does not accept our certificate, or wants one (${words})`,
        remedy:
          "Name one from an authority that it trusts in KAFKA_TLS_CERT, and its key in KAFKA_TLS_KEY",
      };
    case "certificate":
      return {
        state: `shows a certificate that does not hold (${words})`,
        remedy:
          "Name the file of its CA in KAFKA_TLS_CA, and in KAFKA_BOOTSTRAP the host that it was made for",
      };
    case "away":
    case "too_large":
      return {
        state: `cannot be reached: ${words}`,
        remedy:
          "Start it, or correct KAFKA_BOOTSTRAP (unset it to use the embedded broker) or KAFKA_TLS",
      };
    default:
      return kind satisfies never;
  }
}

/** Kafka's own name of the error (`NOT_LEADER_FOR_PARTITION`). */
function typeOf(error: Error): string {
  const { type } = error as Error & { readonly type?: unknown };
  return typeof type === "string" ? type : "";
}
