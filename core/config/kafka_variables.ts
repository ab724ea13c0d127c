import type { KafkaConnection, Topics } from "./connections.ts";
import { type EnvReader, shown } from "./env_reader.ts";

/** The cluster of `KAFKA_BOOTSTRAP`; undefined: the embedded broker. */
export function kafkaOf(reader: EnvReader): KafkaConnection | undefined {
  const bootstrap = reader.list("KAFKA_BOOTSTRAP");
  if (bootstrap.length === 0) {
    if (reader.has("KAFKA_BOOTSTRAP")) {
      reader.refuse("KAFKA_BOOTSTRAP", "names no broker; use host:port, several with commas");
    }
    return undefined;
  }
  for (const broker of bootstrap) requireBroker(reader, broker);
  const tls = tlsOf(reader);
  const sasl = saslOf(reader);
  return {
    bootstrap,
    ...(tls === undefined ? {} : { tls }),
    ...(sasl === undefined ? {} : { sasl }),
  };
}

function requireBroker(reader: EnvReader, broker: string): void {
  const match = /^(?:\[[0-9a-f:]+\]|[^\s:/@[\]]+):(\d{1,5})$/i.exec(broker);
  if (match === null) {
    // What stands before an @ is a password.
    const told = shown(broker.replace(/^.*@/s, "…@"));
    reader.refuse("KAFKA_BOOTSTRAP", `has ${told}; use host:port, several with commas`);
  }
  const port = Number(match[1]);
  if (port < 1 || port > 65_535) {
    reader.refuse("KAFKA_BOOTSTRAP", `has ${shown(broker)}; a port is a number from 1 to 65535`);
  }
}

/** The two topics. Every record of a topic is read as one kind, so they must differ. */
export function topicsOf(reader: EnvReader): Topics {
  const stream = reader.topic("KAFKA_TOPIC") ?? "mastodon_stream";
  const errors = reader.topic("KAFKA_ERRORS_TOPIC") ?? "mastodon_errors";
  if (errors === stream) {
    reader.refuse(
      "KAFKA_ERRORS_TOPIC",
      `and KAFKA_TOPIC both name the topic ${errors}; give each its own`,
    );
  }
  return { stream, errors };
}

function tlsOf(reader: EnvReader): KafkaConnection["tls"] {
  const ca = reader.file("KAFKA_TLS_CA");
  const cert = reader.file("KAFKA_TLS_CERT");
  const key = reader.file("KAFKA_TLS_KEY");
  const files = {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
  const hasFiles = Object.keys(files).length > 0;
  const asked = reader.choice("KAFKA_TLS") ?? (hasFiles ? "true" : "false");
  if (asked === "false" && hasFiles) {
    reader.refuse(
      "KAFKA_TLS",
      "is false, but a file of KAFKA_TLS_CA, KAFKA_TLS_CERT or KAFKA_TLS_KEY is named; use true, or remove these",
    );
  }
  return asked === "true" ? files : undefined;
}

function saslOf(reader: EnvReader): KafkaConnection["sasl"] {
  const username = reader.text("KAFKA_SASL_USERNAME");
  if (username === undefined) return undefined;
  const password = reader.secret("KAFKA_SASL_PASSWORD")?.value ??
    reader.refuse(
      "KAFKA_SASL_PASSWORD",
      "is not set, but KAFKA_SASL_USERNAME is; set both or none",
    );
  const mechanism = reader.choice("KAFKA_SASL_MECHANISM") ?? "plain";
  return { mechanism, username, password };
}
