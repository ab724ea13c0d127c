/** Beside a real worker, in its thread: goes wrong in the way that a message of the test asks for. */

/** What can befall one worker alone. */
export type Fault =
  /** A loop that never ends, as a fault of our own or of a package would be. */
  | "hang"
  /** The thread ends without an event, and without its `finally`s. */
  | "exit"
  /** An error that nobody awaits. */
  | "throw";

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
  }
});
