/** Imported beside a real worker: makes its thread fail in the way that a message of the test names. */
import { PermanentError } from "../../core/base/errors.ts";

/** The faults of a single worker. */
export type Fault =
  /** An endless loop. */
  | "hang"
  /** The thread ends without an event, and without running its `finally` blocks. */
  | "exit"
  /** An uncaught error. */
  | "throw"
  /** A permanent error, which a restart does not mend. */
  | "refuse";

self.addEventListener("message", (event) => {
  const data: unknown = event instanceof MessageEvent ? event.data : undefined;
  if (typeof data !== "object" || data === null || !("fault" in data)) return;
  switch (data.fault) {
    case "hang":
      for (;;);
    case "exit":
      return self.close();
    case "throw":
      setTimeout(() => {
        throw new Error("out of nowhere");
      });
      break;
    case "refuse":
      Promise.reject(new PermanentError("Cannot go on: as told", { exitCode: 2 }));
  }
});
