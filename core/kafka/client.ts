import { connect, isIP } from "node:net";
import { connect as connectTls } from "node:tls";
import { type ISocketFactory, Kafka, type KafkaConfig, logLevel, type SASLOptions } from "kafkajs";
import type { KafkaConnection } from "../config/connections.ts";
import { patchKafkajs } from "./kafkajs_patches/patch_kafkajs.ts";

export type { Kafka };

/**
 * A kafkajs client. It logs nothing itself: workers log what a person should know.
 *
 * `retries` is small on purpose: callers handle outages themselves and must hear of them soon.
 */
export function kafkaClient(connection: KafkaConnection, clientId: string): Kafka {
  patchKafkajs();
  return new Kafka(kafkaConfig(connection, clientId));
}

function kafkaConfig({ bootstrap, tls, sasl }: KafkaConnection, clientId: string): KafkaConfig {
  return {
    clientId,
    brokers: [...bootstrap],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    socketFactory: brokerSocket,
    retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000 },
    ...(tls !== undefined && {
      ssl: {
        ...(tls.ca !== undefined && { ca: [tls.ca] }),
        ...(tls.cert !== undefined && { cert: tls.cert }),
        ...(tls.key !== undefined && { key: tls.key }),
      },
    }),
    ...(sasl !== undefined && { sasl: saslOf(sasl) }),
  };
}

function saslOf(
  { mechanism, username, password }: NonNullable<KafkaConnection["sasl"]>,
): SASLOptions {
  return { mechanism, username, password };
}

const KEEP_ALIVE_MS = 60_000;

/** As kafkajs' own socket, but with TCP_NODELAY: each request is sent at once, without waiting for acknowledgements. */
const brokerSocket: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const socket = ssl
    ? connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }), ...ssl }, onConnect)
    : connect({ host, port }, onConnect);
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  return socket;
};
