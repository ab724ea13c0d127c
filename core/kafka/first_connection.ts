import { PermanentError } from "../errors.ts";
import { refusedAddresses } from "../supervision/refused_addresses.ts";
import { kafkaFailure } from "./kafka_failure.ts";

/**
 * Connects to Kafka for the first time, trying for `patienceMs`. What cannot be reached then is more likely a wrong
 * address than an outage.
 *
 * @throws {PermanentError} that names the brokers and the remedy
 */
export async function firstConnection(
  connect: (signal: AbortSignal) => Promise<void>,
  { bootstrap, patienceMs = 5_000, signal, waiting }: {
    bootstrap: readonly string[];
    patienceMs?: number;
    signal: AbortSignal;
    /** Told once, when the first attempt has failed. */
    waiting: (text: string) => void;
  },
): Promise<void> {
  const until = performance.now() + patienceMs;
  const brokers = bootstrap.join(", ");
  for (let attempt = 1;; attempt++) {
    if (signal.aborted) return;
    try {
      return await connect(signal);
    } catch (error) {
      if (refusedAddresses(error).length > 0) throw error;
      const { kind, words } = kafkaFailure(error);
      if (kind === "login") {
        throw new PermanentError(
          `Cannot use Kafka at ${brokers}: it does not let us in (${words}). ` +
            "Check KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD and the rights of this user.",
          { exitCode: 2, cause: error },
        );
      }
      if (performance.now() >= until) {
        throw new PermanentError(
          `Cannot reach Kafka at ${brokers}: ${words}. ` +
            "Start it, or correct KAFKA_BOOTSTRAP (unset it to use the embedded broker).",
          { cause: error },
        );
      }
      if (attempt === 1) waiting(`Kafka at ${brokers} cannot be reached yet: ${words}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
