import { PermanentError } from "../base/errors.ts";
import { type Notice, OutageTeller } from "../base/outage_teller.ts";
import { type Backoff, retry } from "../base/retry.ts";
import { refusedAddresses } from "../base/refused_addresses.ts";
import { kafkaFailure } from "./kafka_failure.ts";
import { orAborted } from "../base/or_aborted.ts";

export interface FirstConnectionOptions {
  readonly bootstrap: readonly string[];
  /** Whoever connects has been connected before: a login that is refused now passes too. */
  readonly isRestart: boolean;
  /** Go on without Kafka after so long, ms; it is waited for in other ways then. Without it: until the signal. */
  readonly goOnAfterMs?: number;
  readonly signal: AbortSignal;
  /** Told when the first attempt has failed, again while that lasts, and when Kafka is there after all. */
  readonly log: Notice;
}

const BACKOFF: Backoff = { firstMs: 500, maxMs: 5_000 };

/**
 * Connects to Kafka for the first time in the life of a worker; returns also where the signal comes first, or the time is
 * over. Brokers that cannot be reached are waited for: the process may have been started while they were away.
 *
 * @throws {PermanentError} for a login or certificate that is refused at once; it names the brokers and the remedy
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

/** Throws where only another configuration helps. */
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
