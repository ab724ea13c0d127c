import { messageOf } from "../base/errors.ts";
import { after } from "../base/sleep.ts";

/** What a check found. */
export type Finding =
  | { readonly type: "ok"; readonly words: string }
  | { readonly type: "wrong"; readonly words: string; readonly remedy: string }
  /** Not checked; `words` is the reason. */
  | { readonly type: "skipped"; readonly words: string };

/** One question about one part of the surroundings. */
export interface Check {
  readonly group: "source" | "kafka" | "postgres" | "machine";
  /** Stable: programs read it. */
  readonly name: string;
  /** Never asks for longer than the signal allows. A rejection is a finding: its message is shown. */
  run(signal: AbortSignal): Promise<Finding>;
}

/** A check with what it found. */
export type Result = Pick<Check, "group" | "name"> & Finding;

export const ok = (words: string): Finding => ({ type: "ok", words });
export const wrong = (words: string, remedy: string): Finding => ({ type: "wrong", words, remedy });
export const skipped = (words: string): Finding => ({ type: "skipped", words });

/** Another check has found the cause already, so the checks that need what failed there are skipped. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}

/** Runs all checks at once; resolves within `limitMs` plus a moment, in the order of the checks. */
export async function runChecks(
  checks: readonly Check[],
  { signal, limitMs }: { readonly signal: AbortSignal; readonly limitMs: number },
): Promise<readonly Result[]> {
  using over = limitOf(signal, limitMs);
  return await Promise.all(checks.map(async (check) => {
    const { group, name } = check;
    const found = await Promise.race([findingOf(check, over.signal), over.late]);
    return { group, name, ...found };
  }));
}

async function findingOf(check: Check, signal: AbortSignal): Promise<Finding> {
  try {
    return await check.run(signal);
  } catch (error) {
    if (error instanceof Unavailable) return skipped(error.message);
    const { words, remedy } = splitRemedy(messageOf(error));
    return wrong(words, remedy);
  }
}

/** Ends the checks: aborts their signal, and gives those that do not listen to it their finding. */
function limitOf(signal: AbortSignal, limitMs: number) {
  const { promise: late, resolve } = Promise.withResolvers<Finding>();
  const abort = new AbortController();
  const end = (finding: Finding) => {
    resolve(finding);
    abort.abort(new DOMException("The doctor's time is over", "TimeoutError"));
  };
  const seconds = Math.round(limitMs / 1000);
  const cancel = after(limitMs, () =>
    end(wrong(
      `no answer within ${seconds} s`,
      "Check the network and the load of the machine that was asked",
    )));
  const onAbort = () => end(skipped("interrupted"));
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  return {
    signal: abort.signal,
    late,
    [Symbol.dispose]() {
      cancel();
      signal.removeEventListener("abort", onAbort);
      abort.abort();
    },
  };
}

/** Splits "Cannot …: state. Remedy." as all errors here read; the remedy is what follows the first full stop. */
export function splitRemedy(message: string): { readonly words: string; readonly remedy: string } {
  const end = /\. (?=[A-Z])/.exec(message);
  if (end === null) return { words: message.replace(/\.$/, ""), remedy: "See the words above" };
  return {
    words: message.slice(0, end.index),
    remedy: message.slice(end.index + 2).replace(/\.$/, ""),
  };
}

/** Runs `work` once, at the first call; later calls get the same promise. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    if (running === undefined) {
      running = work();
      running.catch(() => {});
    }
    return running;
  };
}
