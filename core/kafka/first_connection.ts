import { PermanentError } from "../base/errors.ts";
import { sleep } from "../base/sleep.ts";
import { refusedAddresses } from "../base/refused_addresses.ts";
import { kafkaFailure } from "./kafka_failure.ts";
import { orAborted } from "../base/or_aborted.ts";

export interface FirstConnectionOptions {
  readonly bootstrap: readonly string[];
  /** Whoever connects has been connected before: Kafka is away, and is waited for until the signal. */
  readonly again: boolean;
  /** How long a first start tries, ms. What cannot be reached then is more likely a wrong address than an outage. */
  readonly patienceMs?: number;
  readonly signal: AbortSignal;
  /** Told once when the first attempt has failed, and once when Kafka is there after all. */
  readonly notice: (level: "info" | "warning", text: string) => void;
}

const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Connects to Kafka for the first time in the life of a worker; returns also where the signal comes first.
 *
 * @throws {PermanentError} that names the brokers and the remedy
 */
export async function firstConnection(
  connect: (signal: AbortSignal) => Promise<void>,
  { bootstrap, again, patienceMs = 5_000, signal, notice }: FirstConnectionOptions,
): Promise<void> {
  const until = performance.now() + (again ? Infinity : patienceMs);
  const brokers = bootstrap.join(", ");
  for (let failures = 0; !signal.aborted;) {
    try {
      await orAborted(connect(signal), signal);
      if (failures > 0) notice("info", `Kafka at ${brokers} is there`);
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof PermanentError || refusedAddresses(error).length > 0) throw error;
      if (!again) giveUpOn(error, { brokers, late: performance.now() >= until });
      const { words } = kafkaFailure(error);
      if (failures++ === 0) {
        notice("warning", `Kafka at ${brokers} cannot be reached: ${words}. Trying again`);
      }
      const pause = again ? Math.min(LONGEST_PAUSE_MS, PAUSE_MS * failures) : PAUSE_MS;
      await sleep(pause, signal);
    }
  }
}

/** Throws where another attempt is of no use. */
function giveUpOn(
  error: unknown,
  { brokers, late }: { readonly brokers: string; readonly late: boolean },
): void {
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
  if (late) {
    throw new PermanentError(
      `Cannot reach Kafka at ${brokers}: ${words}. ` +
        "Start it, or correct KAFKA_BOOTSTRAP (unset it to use the embedded broker) or KAFKA_TLS.",
      { cause: error },
    );
  }
}
