import { PermanentError } from "../base/errors.ts";
import { type Notice, OutageTeller } from "../base/outage_teller.ts";
import { type Backoff, retry } from "../base/retry.ts";
import { refusedAddresses } from "../base/refused_addresses.ts";
import { kafkaFailure } from "./kafka_failure.ts";
import { orAborted } from "../base/or_aborted.ts";

export interface FirstConnectionOptions {
  readonly bootstrap: readonly string[];
  /** The worker was connected before: a refused login is retried too. */
  readonly isRestart: boolean;
  /** Return without a connection after this time, ms; by default retry until `signal` is aborted. */
  readonly goOnAfterMs?: number;
  readonly signal: AbortSignal;
  /** Logs the first failure, again while it lasts, and the connection at last. */
  readonly log: Notice;
}

const BACKOFF: Backoff = { firstMs: 500, maxMs: 5_000 };

/**
 * Connects to Kafka for the first time in the life of a worker. Retries while brokers cannot be reached: the process may
 * have been started before them. Also returns when `signal` is aborted or `goOnAfterMs` is over.
 *
 * @throws {PermanentError} if the login or the certificate is refused; names the brokers and the remedy
 */
export async function firstConnection(
  connect: (signal: AbortSignal) => Promise<void>,
  { bootstrap, isRestart, goOnAfterMs = Infinity, signal, log }: FirstConnectionOptions,
): Promise<void> {
  const until = performance.now() + goOnAfterMs;
  const brokers = bootstrap.join(", ");
  const teller = new OutageTeller(log);
  if (signal.aborted) return;
  await retry(async () => {
    await orAborted(connect(signal), signal);
    teller.over(`Kafka at ${brokers} is there`);
  }, {
    backoff: BACKOFF,
    signal,
    onFailure: (error) => {
      if (signal.aborted) return;
      if (error instanceof PermanentError || refusedAddresses(error).length > 0) throw error;
      if (!isRestart) refuseConfiguration(error, brokers);
      teller.failed(
        `Kafka at ${brokers} cannot be reached: ${kafkaFailure(error).words}`,
        isRestart ? "Trying again" : `${REMEDY}. Trying again`,
      );
      return performance.now() >= until ? "stop" : undefined;
    },
  });
}

const REMEDY =
  "Start it, or correct KAFKA_BOOTSTRAP (unset it to use the embedded broker) or KAFKA_TLS";

/** Throws a PermanentError if only another configuration helps. */
function refuseConfiguration(error: unknown, brokers: string): void {
  const { kind, words } = kafkaFailure(error);
  if (kind === "login") {
    throw new PermanentError(
      `Cannot use Kafka at ${brokers}: it does not let us in (${words}). ` +
        "Check KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD and the rights of this user.",
      { exitCode: 2, cause: error },
    );
  }
  if (kind === "certificate") {
    throw new PermanentError(
      `Cannot use Kafka at ${brokers}: its certificate does not hold (${words}). ` +
        "Name the file of its CA in KAFKA_TLS_CA, and in KAFKA_BOOTSTRAP the host that it was made for.",
      { exitCode: 2, cause: error },
    );
  }
}
