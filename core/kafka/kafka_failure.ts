import { messageOf } from "../base/errors.ts";

/** What an error of kafkajs means for whoever sends or asks. */
export interface KafkaFailure {
  /**
   * `away`: trying again may help. `login`: the broker does not accept the user or lets it do this.
   * `certificate`: the broker's certificate does not hold. `too_large`: the broker takes no batch of this size.
   */
  readonly kind: "away" | "login" | "certificate" | "too_large";
  readonly words: string;
}

/** Reads an error of kafkajs, which wraps causes several deep and says more in `type` than in its text. */
export function kafkaFailure(error: unknown): KafkaFailure {
  const chain = causes(error);
  const types = chain.map((each) => `${each.name} ${typeOf(each)}`).join(" ");
  const words = messageOf(chain.at(-1) ?? error);
  if (/SASLAuthentication|AUTHORIZATION_FAILED|SASL_/.test(types)) return { kind: "login", words };
  if (/MESSAGE_TOO_LARGE|RECORD_LIST_TOO_LARGE/.test(types)) return { kind: "too_large", words };
  const text = chain.map((each) => each.message).join(" ");
  if (/certificate|altnames|CERT_|SELF_SIGNED/i.test(`${text} ${types}`)) {
    return { kind: "certificate", words: words.replace(/^Connection error: /, "") };
  }
  if (/Closed connection|before secure TLS connection/.test(text)) {
    return { kind: "away", words: "it closes the connection, as where one side speaks TLS alone" };
  }
  if (/ECONNREFUSED|connection refused/i.test(text)) {
    return { kind: "away", words: "the connection is refused" };
  }
  if (/ENOTFOUND|EAI_AGAIN|getaddrinfo/i.test(text)) {
    return { kind: "away", words: "its name does not resolve" };
  }
  if (/timed? ?out/i.test(text)) return { kind: "away", words: "it does not answer in time" };
  return { kind: "away", words };
}

function causes(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let at = error; at instanceof Error && chain.length < 8; at = at.cause) chain.push(at);
  return chain;
}

/** Kafka's own name of the error (`NOT_LEADER_FOR_PARTITION`). */
function typeOf(error: Error): string {
  const { type } = error as Error & { readonly type?: unknown };
  return typeof type === "string" ? type : "";
}
