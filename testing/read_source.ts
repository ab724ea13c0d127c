import type { SourceEvent } from "../core/mastodon/source.ts";
import { openSources, type SourcesOptions } from "../core/mastodon/sources.ts";

const QUICK_BACKOFF = { firstMs: 10, maxMs: 50 };
/** Timings of the watchdog for tests: tenths of seconds instead of minutes. */
export const QUICK_WATCHDOG = { pingEveryMs: 50, deadAfterMs: 250, quietAfterMs: 150 };

/** Reads a source in the background and records its messages. */
export function readSource(
  baseUrl: string,
  options: Partial<SourcesOptions> & { token?: string } = {},
) {
  const stop = new AbortController();
  const events: SourceEvent[] = [];
  const covered: number[] = [];
  const coveredStreams = new Set<string>();
  const notices: string[] = [];
  const { token = "token", ...rest } = options;
  const ended = (async () => {
    const source = openSources({
      access: { baseUrl, token },
      streams: [{ type: "public" }],
      signal: stop.signal,
      log: (_level, text) => notices.push(text),
      backoff: QUICK_BACKOFF,
      ...rest,
    });
    for await (const event of source) {
      if (event.type !== "covered") events.push(event);
      else {
        covered.push(event.to);
        for (const name of event.streams) coveredStreams.add(name);
      }
    }
  })();
  ended.catch(() => {});
  return {
    events,
    covered,
    /** Streams that were said to be covered; a test may clear it. */
    coveredStreams,
    notices,
    ended,
    connections: () => events.filter(({ type }) => type === "connected").length,
    messages: () => events.filter((event) => event.type === "message"),
    async until(condition: () => boolean, { patienceMs = 15_000 } = {}): Promise<void> {
      const end = performance.now() + patienceMs;
      while (!condition()) {
        await Promise.race([ended, new Promise((done) => setTimeout(done, 5))]);
        if (performance.now() > end) throw new Error(`waited in vain: ${notices.join(" | ")}`);
      }
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await ended.catch(() => {});
    },
  };
}
