import { PermanentError } from "../base/errors.ts";
import { type Notice, OutageLog } from "../base/outage_log.ts";
import { OUTAGE_BACKOFF, retry } from "../base/retry.ts";
import { refusedAddresses } from "../base/refused_addresses.ts";
import type { TellTrouble } from "../base/trouble.ts";
import { explainKafkaFailure, isOfConfiguration, kafkaFailure } from "./kafka_failure.ts";
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
  /** Told while Kafka cannot be reached. */
  readonly trouble?: TellTrouble | undefined;
}

/**
 * Connects to Kafka for the first time in the life of a worker. Retries while brokers cannot be reached: the process may
 * have been started before them. Also returns when `signal` is aborted or `goOnAfterMs` is over.
 *
 * @throws {PermanentError} if the login or the certificate is refused; names the brokers and the remedy
 */
export async function firstConnection(
  connect: (signal: AbortSignal) => Promise<void>,
  { bootstrap, isRestart, goOnAfterMs = Infinity, signal, log, trouble }: FirstConnectionOptions,
): Promise<void> {
  const until = performance.now() + goOnAfterMs;
  const brokers = bootstrap.join(", ");
  const outageLog = new OutageLog(log, { trouble });
  if (signal.aborted) return;
  await retry(async () => {
    await orAborted(connect(signal), signal);
    outageLog.over(`Kafka at ${brokers} is there`);
  }, {
    backoff: OUTAGE_BACKOFF,
    signal,
    onFailure: (error) => {
      if (signal.aborted) return;
      if (error instanceof PermanentError || refusedAddresses(error).length > 0) throw error;
      if (!isRestart) refuseConfiguration(error, brokers);
      const { words } = kafkaFailure(error);
      const { state, remedy } = explainKafkaFailure({ kind: "away", words });
      outageLog.failed(
        `Kafka at ${brokers} ${state}`,
        isRestart ? "Trying again" : `${remedy}. Trying again`,
      );
      return performance.now() >= until ? "stop" : undefined;
    },
  });
}

/** Throws a PermanentError if only another configuration helps. */
function refuseConfiguration(error: unknown, brokers: string): void {
  const failure = kafkaFailure(error);
  if (!isOfConfiguration(failure)) return;
  const { state, remedy } = explainKafkaFailure(failure);
  throw new PermanentError(`Cannot use Kafka at ${brokers}: it ${state}. ${remedy}.`, {
    exitCode: 2,
    cause: error,
  });
}
