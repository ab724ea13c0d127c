import { formatDuration } from "../base/duration.ts";
import { PermanentError } from "../base/errors.ts";
import type { Level } from "../supervision/protocol.ts";
import type { Backoff } from "../base/retry.ts";
import { checkServer, type ServerAccess, type Trouble } from "./check_server.ts";
import { isOfFeed, readConnection, type StreamMessage } from "./connection.ts";
import { ACCEPTED_AFTER_MS } from "./probe_stream.ts";
import { type FeedRate, newFeedRate } from "./feed_rate.ts";
import { FeedWatch } from "./feed_watch.ts";
import { RETRY_AFTER_MAX_MS } from "./retry_after.ts";
import { isProbing, retryWaitMs } from "./retry_wait.ts";
import { sleep } from "../base/sleep.ts";
import type { TellTrouble } from "../base/trouble.ts";
import { errorOfStream } from "./stream_error.ts";
import { softwareOf } from "./software.ts";
import { streamKey, type StreamName, streamText } from "./stream_name.ts";
import type { StreamSocket } from "./stream_socket.ts";
import { tryOpenStream } from "./try_open_stream.ts";
import { WATCHDOG, type WatchdogConfig } from "./watchdog.ts";

/** What the source yields. */
export type SourceEvent =
  /**
   * The streams are open, as `MASTODON_STREAM` writes them. On all but the first connection, `gap` is the time (ISO 8601) from the last event of the feed
   * to now: posts of that time have not been read.
   */
  | { readonly type: "connected"; readonly streams: readonly string[]; readonly gap?: Gap }
  /** Everything that the server sent of these streams before `to` (ms since 1970) has been yielded. */
  | { readonly type: "covered"; readonly streams: readonly string[]; readonly to: number }
  /** `from`: the stream that brought it, as far as is known. */
  | ({ readonly type: "message"; readonly from: string } & StreamMessage)
  /** Another of the streams has brought the same before. */
  | ({ readonly type: "repeated"; readonly from: string } & StreamMessage);

export interface Gap {
  readonly from: string;
  readonly to: string;
}

export interface SourceOptions {
  readonly access: ServerAccess;
  /** Streams of one socket: more than one only where the server multiplexes. */
  readonly streams: readonly StreamName[];
  /** Ends the iteration. */
  readonly signal: AbortSignal;
  /** Logs one line for people. */
  readonly log: (level: Level, text: string) => void;
  /** Told while there is no stream. */
  readonly trouble?: TellTrouble;
  /** Makes, for each stream, who is told while it is open and silent for long. */
  readonly quiet?: () => TellTrouble;
  /** What was learned of how many posts a stream carries; it is taught while the stream is read. */
  readonly rate?: (stream: string) => FeedRate;
  readonly watchdog?: WatchdogConfig;
  readonly backoff?: Backoff;
  /** The server was read before this start, so even a refusal is waited out. */
  readonly isRestart?: boolean;
}

/** With what an attempt takes, a server that is back after a long outage is read again within a minute. */
export const BACKOFF: Backoff = { firstMs: 500, maxMs: 50_000 };
/** After a connection of this length the next failure counts as the first again. */
const GOOD_AFTER_MS = 30_000;
/** The same message is logged again after this time; each time after twice as long, up to the second constant. */
const LOG_AGAIN_MS = 5_000;
const LOG_AGAIN_MAX_MS = 600_000;
/** A stream that we ended ourselves is opened again at once, but not more often than this. */
const AT_ONCE_EVERY_MS = 5_000;
/** Events that Mastodon's streams carry besides posts, and answers of Pleroma to a subscription. */
const KNOWN_EVENTS =
  /^(notification|notifications_merged|conversation|announcement(\.reaction|\.delete)?|filters_changed|encrypted_message|pleroma:.*)$/;
const UNKNOWN_EVENTS_MAX = 20;

/**
 * The events of a Mastodon stream, over as many connections as it takes:
 *
 *     check ──ok──▶ open ──▶ read ──ended──▶ wait ──▶ open …        (a stream that has just worked needs no check)
 *       │             └──refused──▶ wait ──▶ check
 *       └──refused──▶ before the first connection: PermanentError; after it: logged, and tried again
 *
 * @throws {PermanentError} if the server refuses the first connection; its message names the variable and the remedy
 * @throws {AddressRefused} if the server points to an address outside this worker's permissions
 * @throws {OneSocketEach} for several streams of a server that does not multiplex, before the first connection
 */
export async function* openSource(options: SourceOptions): AsyncGenerator<SourceEvent, void> {
  const { access, streams, signal } = options;
  const attempts = new Attempts(options);
  try {
    while (!signal.aborted) {
      attempts.streamingUrl ??= await attempts.check();
      if (attempts.streamingUrl === undefined) continue;
      const opened = await tryOpenStream(attempts.streamingUrl, { access, streams, signal });
      if (opened.type !== "open") await attempts.failed(opened);
      else {
        attempts.streamingUrl = opened.streamingUrl;
        yield* attempts.read(opened.socket);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** The server does not multiplex: each stream needs a socket of its own. */
export class OneSocketEach extends Error {
  override readonly name = "OneSocketEach";
}

/** State that the attempts to read one stream share. */
class Attempts {
  /** Where the stream was last found. */
  streamingUrl: string | undefined;
  readonly #options: SourceOptions;
  #failures = 0;
  /** When the stream was lost, or could not be opened for the first time. */
  #awaySince: number | undefined;
  /** The outage was logged, so its end is logged too. */
  #awaySaid = false;
  /** The stream has been open for longer than a refusal takes. */
  #accepted = false;
  #openedAtOnceAt = -Infinity;
  readonly #unknownEvents = new Set<string>();
  /** The stream has been open without a refusal. */
  #served: boolean;
  /** The last logged failure, when, and after how long it may be logged again. */
  #said = { message: "", at: 0, againMs: LOG_AGAIN_MS };
  /** ISO 8601; time of the last event of the feed, or else of the last connection. */
  #lastAt: string | undefined;
  /** By stream, in the order of the options. */
  readonly #watches: ReadonlyMap<string, FeedWatch>;
  /** The streams as servers compare their names. */
  readonly #byKey: ReadonlyMap<string, string>;
  readonly #first: string;

  constructor(options: SourceOptions) {
    this.#options = options;
    this.#served = options.isRestart === true;
    const { access, streams, signal, log, quiet, rate = newFeedRate } = options;
    const unlearnedMs = (options.watchdog ?? WATCHDOG).quietAfterMs;
    this.#watches = new Map(streams.map((stream) => {
      const text = streamText(stream);
      const learned = { rate: rate(text), unlearnedMs, quiet: quiet?.() };
      return [text, new FeedWatch({ access, stream, signal, log, ...learned })];
    }));
    this.#byKey = new Map([...this.#watches.keys()].map((text) => [streamKey(text), text]));
    this.#first = [...this.#watches.keys()][0] ?? "";
  }

  /** The stream that brought a message; of a server that does not say, the first. */
  #originOf({ stream }: StreamMessage): string {
    if (this.#byKey.size === 1 || stream === undefined) return this.#first;
    return this.#byKey.get(streamKey(stream)) ?? this.#first;
  }

  /** Finds where the server streams; undefined after a failure, which has been logged and waited out. */
  async check(): Promise<string | undefined> {
    const { access, streams, signal } = this.#options;
    const check = await checkServer(access, { streams, signal });
    if (check.type !== "ok") {
      await this.failed(check);
      return undefined;
    }
    if (streams.length > 1 && !softwareOf(check.instance).multiplexes) throw new OneSocketEach();
    return check.streamingUrl;
  }

  async *read(socket: StreamSocket): AsyncGenerator<SourceEvent, void> {
    const { access, signal, watchdog = WATCHDOG } = this.#options;
    const watches = [...this.#watches.values()];
    const openedAt = performance.now();
    const now = new Date().toISOString();
    yield {
      type: "connected",
      streams: [...this.#watches.keys()],
      ...(this.#lastAt !== undefined && { gap: { from: this.#lastAt, to: now } }),
    };
    this.#lastAt = now;
    const sayReturn = this.#returnOf(openedAt);
    const accepted = setTimeout(sayReturn, ACCEPTED_AFTER_MS);
    let fed = false;
    /** Why we ended the stream ourselves. */
    let lost: string | undefined;
    for (const watch of watches) {
      watch.opened((why) => {
        lost = why;
        socket.terminate();
      });
    }
    const messages = readConnection(socket, { signal, watchdog });
    try {
      let step = await messages.next();
      for (; !step.done; step = await messages.next()) {
        const message = step.value;
        if ("readUpTo" in message) {
          for (const watch of watches) watch.look();
          // A silent stream may be losing posts: nothing is said to be covered before that is known.
          const streams = [...this.#watches].filter(([, watch]) => !watch.isInDoubt);
          if (streams.length > 0) {
            yield {
              type: "covered",
              streams: streams.map(([name]) => name),
              to: message.readUpTo,
            };
          }
          continue;
        }
        const { event } = message;
        if (event.type === "refused") {
          clearTimeout(accepted);
          return await this.failed(
            errorOfStream(access, message.bytes, { error: event.error, inMidStream: fed }),
          );
        }
        this.#served = true;
        const from = this.#originOf(message);
        this.#watches.get(from)?.heard(event);
        if (isOfFeed(event)) {
          fed = true;
          sayReturn();
          this.#lastAt = message.receivedAt;
        } else if (event.type === "other") this.#sayUnknown(event.event);
        yield { type: "message", from, ...message };
      }
      // The stream is closed: do not log its return.
      clearTimeout(accepted);
      if (signal.aborted) return;
      this.#served = true;
      if (performance.now() - openedAt >= GOOD_AFTER_MS) this.#failures = 0;
      const { streamingUrl } = this;
      const { why, frameRefused } = step.value;
      await this.failed({
        type: "later",
        message: lost ?? `The stream of ${access.baseUrl} ended: ${why}`,
        atOnce: frameRefused || lost !== undefined,
      });
      // The address has just worked; keep it.
      this.streamingUrl = streamingUrl;
    } finally {
      clearTimeout(accepted);
      for (const watch of watches) watch.closed();
      await messages.return({ why: "", frameRefused: false });
    }
  }

  /** Logs what went wrong and waits; throws if the server refuses us before the first connection. */
  async failed(trouble: Trouble): Promise<void> {
    const now = performance.now();
    this.#awaySince ??= now;
    // The stream may have moved or the token expired: the next attempt asks the server again.
    this.streamingUrl = undefined;
    if (!this.#served && trouble.type === "refused") {
      throw new PermanentError(trouble.message, { exitCode: 2 });
    }
    this.#options.trouble?.(trouble.message);
    const wait = this.#waitFor(trouble, now);
    this.#say(trouble, { wait, now });
    await sleep(wait, this.#options.signal);
  }

  #waitFor(trouble: Trouble, now: number): number {
    const { backoff = BACKOFF } = this.#options;
    const later = trouble.type === "later" ? trouble : undefined;
    if (later?.atOnce === true && now - this.#openedAtOnceAt >= AT_ONCE_EVERY_MS) {
      this.#openedAtOnceAt = now;
      return 0;
    }
    const awayMs = this.#awayMs(now);
    return retryWaitMs(trouble, { failures: ++this.#failures, awayMs, backoff });
  }

  #awayMs(now: number): number {
    return now - (this.#awaySince ?? now);
  }

  #say(trouble: Trouble, { wait, now }: { wait: number; now: number }): void {
    const { message } = trouble;
    const same = message === this.#said.message;
    if (same && now - this.#said.at < this.#said.againMs) return;
    const againMs = same ? Math.min(LOG_AGAIN_MAX_MS, 2 * this.#said.againMs) : LOG_AGAIN_MS;
    this.#said = { message, at: now, againMs };
    this.#awaySaid = true;
    const next = wait === 0 ? "opening it again at once" : `next attempt in ${inSeconds(wait)}`;
    const asks = trouble.type === "later" && trouble.asksForMs !== undefined
      ? ` It asks for a wait of ${waitWords(trouble.asksForMs)}` +
        (isProbing(trouble, this.#awayMs(now)) && trouble.minimumMs === undefined
          ? "; a server that starts is often ready sooner, so it is asked again every few seconds."
          : ".")
      : "";
    const level = trouble.type === "refused" ? "error" : "warning";
    this.#options.log(level, `${message}${asks} (${next})`);
  }

  /** Returns a function that logs, once, that the stream is open again, and how long it was away. */
  #returnOf(openedAt: number): () => void {
    return () => {
      const first = !this.#accepted;
      this.#accepted = true;
      this.#options.trouble?.(undefined);
      if (this.#awaySince === undefined) return;
      const { access, log } = this.#options;
      const names = [...this.#watches.keys()];
      const away = formatDuration(openedAt - this.#awaySince);
      const said = this.#awaySaid;
      this.#awaySince = undefined;
      this.#awaySaid = false;
      this.#said = { ...this.#said, againMs: LOG_AGAIN_MS };
      if (!said) return;
      const one = names.length === 1;
      const name = `The ${one ? "stream" : "streams"} ${names.join(", ")} of ${access.baseUrl}`;
      log(
        "info",
        first
          ? `${name} ${one ? "is" : "are"} open after ${away}`
          : `${name} ${one ? "is back: it was" : "are back: they were"} away for ${away}`,
      );
    };
  }

  /** Logs each unknown name once. */
  #sayUnknown(event: string): void {
    if (KNOWN_EVENTS.test(event) || this.#unknownEvents.has(event)) return;
    if (this.#unknownEvents.size >= UNKNOWN_EVENTS_MAX) return;
    this.#unknownEvents.add(event);
    this.#options.log(
      "info",
      `The stream carries events of a kind that Trunkline does not know, and leaves them out: ${
        JSON.stringify(event.slice(0, 60))
      }`,
    );
  }
}

/** A wait in words; one that was cut to the longest is "or more". */
function waitWords(ms: number): string {
  return ms < RETRY_AFTER_MAX_MS
    ? formatDuration(ms)
    : `${formatDuration(RETRY_AFTER_MAX_MS)} or more`;
}

function inSeconds(ms: number): string {
  return ms < 120_000 ? `${Math.ceil(ms / 1000)} s` : formatDuration(ms);
}
