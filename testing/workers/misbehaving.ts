/** A worker for the supervisor's tests that ends, hangs or goes wrong as its configuration says. */
import { PermanentError } from "../../core/base/errors.ts";
import { requireAddresses } from "../../core/base/refused_addresses.ts";
import { serveWorker } from "../../core/supervision/serve_worker.ts";

export interface Config extends Readonly<Record<string, unknown>> {
  readonly behaviour:
    | "obey"
    | "throw"
    | "refuse"
    | "refuse later"
    | "quote"
    | "uncaught"
    | "exit"
    | "close"
    | "hang"
    | "ignore drain"
    | "follow";
  readonly address?: string;
  readonly port?: number;
}

serveWorker<Config>(async ({ behaviour, address, port }, { drained, ready }) => {
  if (behaviour === "follow") requireAddresses([address ?? ""]);
  if (behaviour === "refuse") throw new PermanentError("Cannot go on: as told", { exitCode: 2 });
  if (behaviour === "quote") {
    throw new PermanentError(`the server says "Requires net access to "${address}""`);
  }
  ready({ port: port ?? 4711 });
  // Lets the `ready` be posted before the end comes.
  await new Promise((resolve) => setTimeout(resolve, 20));
  switch (behaviour) {
    case "refuse later":
      throw new PermanentError("Cannot go on: the password is another one now", { exitCode: 2 });
    case "throw":
      throw new Error("as told");
    case "uncaught":
      setTimeout(() => {
        throw new Error("out of nowhere");
      });
      break;
    case "exit":
      return Deno.exit(3);
    case "close":
      return self.close();
    case "hang":
      // A thread in an endless loop cannot be ended and would take a core from all tests after it.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      break;
    case "ignore drain":
      await new Promise(() => {});
  }
  await drained;
  return { drained: "yes" };
});
