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

/** Proxies for what is reached by HTTP, and what is reached without. */
export interface Proxies {
  /** `http://[USER:PASSWORD@]HOST:PORT` for addresses with `http:` and `ws:` (`HTTP_PROXY`). */
  readonly http?: string;
  /** The same for `https:` and `wss:` (`HTTPS_PROXY`). */
  readonly https?: string;
  /** `NO_PROXY`: hosts, `.suffix`, `host:port`, addresses, networks as `10.0.0.0/8`, or `*`. */
  readonly except: readonly string[];
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
  /** Further servers of the same cluster: each new connection goes to the one that takes writes. */
  readonly others?: readonly { readonly host: string; readonly port: number }[];
  /** The first server that answers will do (`target_session_attrs=any`). */
  readonly anyServer?: boolean;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  /**
   * `require` encrypts; `verify-ca` also checks who issued the certificate, and `verify-full` its host name too, against
   * `ca` (PEM) if given, else the system's.
   */
  readonly tls?: {
    readonly mode: "require" | "verify-ca" | "verify-full";
    readonly ca?: string;
  };
  /**
   * Whether a pooler gives out the server's sessions for one transaction at a time: no session has settings or prepared
   * statements then. Undefined: not known yet.
   */
  readonly pooled?: boolean;
  /** The same database without the pooler (`PG_DIRECT_URL`), for migrations and for notifications. */
  readonly direct?: PostgresConnection;
}
