import type { TellTrouble } from "../base/trouble.ts";
import { RepeatedEvents } from "./repeated_events.ts";
import { OneSocketEach, openSource, type SourceEvent, type SourceOptions } from "./source.ts";
import { race } from "../base/race.ts";

export interface SourcesOptions extends Omit<SourceOptions, "trouble"> {
  /** Makes, for each socket, who is told while it is away. */
  readonly trouble?: () => TellTrouble;
}

/**
 * The events of several streams of one server: over one socket where the server multiplexes, as Mastodon does, else over
 * one socket each. A post that comes by several of them is a message once, and then `repeated`.
 *
 * @throws {PermanentError} if the server refuses the first connection of any of them
 * @throws {AddressRefused} if the server points to an address outside this worker's permissions
 */
export async function* openSources(options: SourcesOptions): AsyncGenerator<SourceEvent, void> {
  if (options.streams.length === 1) return yield* openSource(withTrouble(options));
  const repeated = new RepeatedEvents();
  for await (const event of allOf(options)) {
    const isRepeated = event.type === "message" && !repeated.isNew(event.event, event.from);
    yield isRepeated ? { ...event, type: "repeated" } : event;
  }
}

async function* allOf(options: SourcesOptions): AsyncGenerator<SourceEvent, void> {
  try {
    return yield* openSource(withTrouble(options));
  } catch (error) {
    if (!(error instanceof OneSocketEach)) throw error;
  }
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  try {
    yield* merged(
      options.streams.map((stream) =>
        openSource({ ...withTrouble(options), streams: [stream], signal })
      ),
    );
  } finally {
    stop.abort();
  }
}

function withTrouble({ trouble, ...options }: SourcesOptions): SourceOptions {
  return trouble === undefined ? options : { ...options, trouble: trouble() };
}

/** Yields what any of them yields, as it comes, and takes the next of each only then; throws what one throws. */
async function* merged<T>(sources: readonly AsyncGenerator<T, void>[]): AsyncGenerator<T, void> {
  const pending = new Map(sources.map((source) => [source, stepOf(source)]));
  try {
    while (pending.size > 0) {
      const { source, step } = await race([...pending.values()]);
      // Of those that are ready the first one wins, so a busy one goes to the end.
      pending.delete(source);
      if (step.done === true) continue;
      yield step.value;
      pending.set(source, stepOf(source));
    }
  } finally {
    for (const step of pending.values()) step.catch(() => {});
  }
}

async function stepOf<T>(source: AsyncGenerator<T, void>) {
  return { source, step: await source.next() };
}
