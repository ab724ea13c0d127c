import { type Broker, type BrokerOptions, startBroker } from "../embedded/kafka/broker.ts";

/** A Kafka cluster for one test. */
export interface TestBroker extends AsyncDisposable {
  /** `host:port`. */
  readonly bootstrap: string;
}

/** A kind of broker that a suite runs on. */
export interface BrokerKind {
  readonly name: "embedded" | "real";
  open(): Promise<TestBroker>;
}

/**
 * The brokers that a contract suite runs on: the embedded one, and real Kafka at `TEST_KAFKA` (`host:port`) if set. The real
 * one is shared and keeps its topics: use {@linkcode freshName}.
 */
export function brokers(): readonly BrokerKind[] {
  const real = Deno.env.get("TEST_KAFKA");
  const kinds: BrokerKind[] = [{ name: "embedded", open: () => embeddedBroker() }];
  if (real !== undefined && real !== "") {
    kinds.push({
      name: "real",
      open: () => Promise.resolve({ bootstrap: real, [Symbol.asyncDispose]: async () => {} }),
    });
  }
  return kinds;
}

/** Starts an embedded broker in this process; without a given directory it uses a temporary one, removed at dispose. */
export async function embeddedBroker(
  options: Partial<BrokerOptions> = {},
): Promise<Broker & { readonly directory: string }> {
  const directory = options.directory ?? await Deno.makeTempDir({ prefix: "trunkline_broker_" });
  const broker = await startBroker({ ...options, directory });
  return {
    ...broker,
    directory,
    [Symbol.asyncDispose]: async () => {
      await broker[Symbol.asyncDispose]();
      if (options.directory === undefined) await Deno.remove(directory, { recursive: true });
    },
  };
}

/** A unique name for a topic or a group. */
export function freshName(what: string): string {
  return `${what}-${crypto.randomUUID().slice(0, 13)}`;
}
