import process from "node:process";

let quiet = false;

/**
 * Keeps one warning off the terminal: kafkajs computes "when may I send again" as −1 minus now, and sets a timer by it
 * after each request (its issue 1751, unmended in 2.2.4). The timer fires at once, which is what is meant.
 */
export function quietTimers(): void {
  if (quiet) return;
  quiet = true;
  const printers = process.listeners("warning");
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    if (warning.name === "TimeoutNegativeWarning") return;
    for (const print of printers) print(warning);
  });
}
