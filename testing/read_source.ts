import { openSource, type SourceEvent, type SourceOptions } from "../core/mastodon/source.ts";

const QUICK_BACKOFF = { firstMs: 10, maxMs: 50 };
/** Timings of the watchdog for tests: tenths of seconds instead of minutes. */
export const QUICK_WATCHDOG = { pingEveryMs: 50, deadAfterMs: 250, quietAfterMs: 150 };

/** Reads a source in the background and records its messages. */
export function readSource(
  baseUrl: string,
  options: Partial<SourceOptions> & { token?: string } = {},
) {
  const stop = new AbortController();
  const events: SourceEvent[] = [];
  const notices: string[] = [];
  const { token = "token", ...rest } = options;
  const ended = (async () => {
    const source = openSource({
      access: { baseUrl, token },
      stream: { type: "public" },
      signal: stop.signal,
      log: (_level, text) => notices.push(text),
      backoff: QUICK_BACKOFF,
      ...rest,
    });
    for await (const event of source) events.push(event);
  })();
  ended.catch(() => {});
  return {
    events,
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
