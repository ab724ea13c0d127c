/** How to reach Kafka and PostgreSQL: plain data that crosses from the supervisor to its workers. */

/** A Kafka cluster. */
export interface KafkaConnection {
  /** `host:port` of one or more brokers. */
  readonly bootstrap: readonly string[];
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: {
    readonly mechanism: "plain" | "scram-sha-256" | "scram-sha-512";
    readonly username: string;
    readonly password: string;
  };
}

/** The topics of one pipeline. */
export interface Topics {
  /** Records of posts and deletes (`KAFKA_TOPIC`). */
  readonly stream: string;
  /** Dead letters (`KAFKA_ERRORS_TOPIC`). */
  readonly errors: string;
}

/** A PostgreSQL database. */
export interface PostgresConnection {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  /** `require` encrypts; `verify-full` also checks the certificate, against `ca` (PEM) if given. */
  readonly tls?: { readonly mode: "require" | "verify-full"; readonly ca?: string };
}
