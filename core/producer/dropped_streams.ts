import { messageOf } from "../base/errors.ts";
import { CoverageLedger } from "./coverage_ledger.ts";
import type { StreamProgressOptions } from "./stream_progress.ts";

/**
 * Streams that an earlier start has read and this one does not: each gets an event that says so, so that what it has not
 * brought is not waited for. A stream is forgotten once its event is in Kafka or in the spool; a kill before repeats the event.
 */
export class DroppedStreams {
  readonly #options: Omit<StreamProgressOptions, "stream">;
  /** Names, and the records that must have left memory before they are forgotten. */
  #pending: readonly { readonly name: string; readonly after: number }[] = [];

  constructor(
    options: Omit<StreamProgressOptions, "stream">,
    /** As `MASTODON_STREAM` writes them. */
    read: readonly string[],
  ) {
    this.#options = options;
    const { instance, positions, log } = options;
    const isRead = new Set(read.map((stream) => `${instance}/${stream}`));
    this.#pending = positions.names().filter((name) => !isRead.has(name)).map((name) => {
      log("info", `The stream ${name} is not read any more: nothing waits for it`);
      return { name, after: this.#end(name) };
    });
  }

  /** Forgets the streams whose events have left memory. */
  async persist(): Promise<void> {
    const { outbox, positions, log } = this.#options;
    const settled = this.#pending.filter(({ after }) => after <= outbox.settled);
    this.#pending = this.#pending.filter((each) => !settled.includes(each));
    for (const { name } of settled) {
      await positions.forget(name).catch((error) =>
        log("warning", `Cannot forget how far ${name} was read: ${messageOf(error)}`)
      );
    }
  }

  #end(name: string): number {
    const { outbox, positions, topic, writesCoverage } = this.#options;
    const from = positions.get(name)?.coveredTo ?? 0;
    const slash = name.indexOf("/");
    const [instance, stream] = [name.slice(0, slash), name.slice(slash + 1)];
    if (writesCoverage) {
      const ledger = new CoverageLedger({ instance, stream, topic });
      // Nothing waits for room here: these are a few, before the first post.
      void outbox.push(ledger.event("ended", { from, to: Math.max(from + 1, Date.now()) }));
    }
    return outbox.pushed;
  }
}
