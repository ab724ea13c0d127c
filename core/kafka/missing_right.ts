import { causesOf } from "../base/errors.ts";

/** A broker refused what this user asked for: an ACL is missing. The message says which, in Kafka's own terms. */
export class MissingRight extends Error {
  override readonly name = "MissingRight";
}

/** What was asked for, and of what. */
export interface Wanted {
  /** Kafka's name of the operation. */
  readonly operation: "Create" | "Describe" | "Read" | "Write";
  readonly topic: string;
  /** The consumer group that reads, if one does. */
  readonly group?: string;
}

/**
 * Resolves or rejects as `asking` does; a refusal by an ACL rejects with a {@linkcode MissingRight}. Kafka's own errors name
 * neither the operation nor the topic.
 */
export async function explainRefusal<T>(asking: Promise<T>, wanted: Wanted): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    throw asMissingRight(error, wanted);
  }
}

/** The error, or a {@linkcode MissingRight} if it is a refusal by an ACL. */
export function asMissingRight(error: unknown, { operation, topic, group }: Wanted): unknown {
  const chain = causesOf(error);
  // kafkajs asks every broker, and keeps to itself why each refused.
  if (chain.some(({ name }) => name === "KafkaJSGroupCoordinatorNotFound")) {
    return new Error(
      `no broker names a coordinator of the group ${group}: Kafka is starting, or this user lacks the right Read on ` +
        `the group ${group}; doctor tells which`,
    );
  }
  const types = chain.map(typeOf).join(" ");
  if (/\bGROUP_AUTHORIZATION_FAILED/.test(types)) {
    return new MissingRight(
      `this user lacks the right Read on the group ${group ?? "of consumers"}`,
      {
        cause: error,
      },
    );
  }
  if (/TRANSACTIONAL_ID_AUTHORIZATION_FAILED|CLUSTER_AUTHORIZATION_FAILED/.test(types)) {
    const right = operation === "Create"
      ? `Create on the topic ${topic}`
      : `Write on the topic ${topic}, or IdempotentWrite on the cluster`;
    return new MissingRight(`this user lacks the right ${right}`, { cause: error });
  }
  if (/\bTOPIC_AUTHORIZATION_FAILED/.test(types)) {
    return new MissingRight(`this user lacks the right ${operation} on the topic ${topic}`, {
      cause: error,
    });
  }
  return error;
}

function typeOf(error: Error): string {
  const { type } = error as Error & { readonly type?: unknown };
  return typeof type === "string" ? type : "";
}
