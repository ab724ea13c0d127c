/** Beside a real worker, in its thread: goes wrong in the way that a message of the test asks for. */
import { PermanentError } from "../../core/base/errors.ts";

/** What can befall one worker alone. */
export type Fault =
  /** A loop that never ends, as a fault of our own or of a package would be. */
  | "hang"
  /** The thread ends without an event, and without its `finally`s. */
  | "exit"
  /** An error that nobody awaits. */
  | "throw"
  /** An error that a restart cannot mend. */
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
