import type { Fault } from "../embedded/mastodon/faults.ts";
import { ReplayedSource } from "../embedded/mastodon/replayed_source.ts";
import { type SimulatorOptions, startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { messageOf, PermanentError } from "../core/base/errors.ts";
import { after, sleep } from "../core/base/sleep.ts";
import { serveWorker } from "../core/supervision/serve_worker.ts";

export interface SimulatorConfig extends Omit<SimulatorOptions, "source"> {
  /** File of statuses, one JSON object a line, to stream instead of made-up ones. */
  readonly replay?: string;
  /** Faults, each with its time after the first subscription, in ms. */
  readonly faults?: readonly { readonly afterMs: number; readonly fault: Fault }[];
}

serveWorker<SimulatorConfig>(async ({ replay, faults = [], ...options }, context) => {
  const source = replay === undefined ? undefined : new ReplayedSource(replay, await read(replay));
  await using simulator = startSimulator({ ...options, ...(source && { source }) });
  const { port, url, domain } = simulator;
  context.ready({ port, url, domain, ...(source && { replays: source.size }) });

  // `finished` becomes 1 when nothing more will be emitted; REST and open streams are served until the drain.
  const tell = (finished: number) =>
    context.status({ ...simulator.journal.counts(), clients: simulator.clients, finished });
  const telling = setInterval(() => tell(0), 1_000);
  const end = () => {
    clearInterval(telling);
    context.status({ ...simulator.journal.stats(), clients: simulator.clients, finished: 1 });
  };
  simulator.finished.then(end);
  const cancels: (() => void)[] = [];
  simulator.begun.then(() => {
    for (const { afterMs, fault } of faults) {
      cancels.push(after(afterMs, () => simulator.fault(fault)));
    }
  });

  await context.drained;
  for (const cancel of cancels) cancel();
  const stats = await simulator.drain();
  // Serve on until the readers have left: one that is behind must still get what was sent to it, and fetch what it missed.
  const until = performance.now() + READERS_MS;
  while (simulator.clients > 0 && performance.now() < until) await sleep(READERS_EVERY_MS);
  return stats;
});

/** Longest time that readers are waited for after the last event, ms. */
const READERS_MS = 30_000;
const READERS_EVERY_MS = 50;

async function read(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    throw new PermanentError(
      `Cannot replay ${path}: ${messageOf(error)}. Give a file that exists and may be read.`,
      { exitCode: 2, cause: error },
    );
  }
}
