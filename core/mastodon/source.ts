import { formatDuration } from "../base/duration.ts";
import { PermanentError } from "../base/errors.ts";
import type { Level } from "../supervision/protocol.ts";
import { type Backoff, backoffMs } from "../base/retry.ts";
import { checkServer, type ServerAccess, type ServerCheck } from "./check_server.ts";
import { isOfFeed, readConnection, type StreamMessage } from "./connection.ts";
import { RETRY_AFTER_MAX_MS } from "./retry_after.ts";
import { sleep } from "../base/sleep.ts";
import { type StreamName, streamText } from "./stream_name.ts";
import type { StreamSocket } from "./stream_socket.ts";
import { tryOpenStream } from "./try_open_stream.ts";
import { WATCHDOG, type WatchdogConfig } from "./watchdog.ts";

/** What the source yields. */
export type SourceEvent =
  /**
   * The stream is open. On all but the first connection, `gap` is the time (ISO 8601) from the last event of the feed
   * to now: posts of that time have not been read.
   */
  | { readonly type: "connected"; readonly gap?: Gap }
  | ({ readonly type: "message" } & StreamMessage);

export interface Gap {
  readonly from: string;
  readonly to: string;
}

export interface SourceOptions {
  readonly access: ServerAccess;
  readonly stream: StreamName;
  /** Ends the iteration. */
  readonly signal: AbortSignal;
  /** Logs one line for people. */
  readonly log: (level: Level, text: string) => void;
  readonly watchdog?: WatchdogConfig;
  readonly backoff?: Backoff;
  /** The server was read before this start, so even a refusal is waited out. */
  readonly isRestart?: boolean;
}

const BACKOFF: Backoff = { firstMs: 500, maxMs: 60_000 };
/** After a connection of this length the next failure counts as the first again. */
const GOOD_AFTER_MS = 30_000;
/** The same message is logged again after this time; each time after twice as long, up to the second constant. */
const LOG_AGAIN_MS = 5_000;
const LOG_AGAIN_MAX_MS = 600_000;
/** A server that answers that it cannot serve now is asked again at most this often, with jitter, … */
const PROBE_MS = 5_000;
/** … for this long; after that, with the backoff of one that cannot be reached. */
const PROBE_FOR_MS = 600_000;
/** A stream that we ended ourselves is opened again at once, but not more often than this. */
const AT_ONCE_EVERY_MS = 5_000;
/** A server that refuses a subscription does so within this time. */
const ACCEPTED_AFTER_MS = 1_000;
/** Events that Mastodon's streams carry besides posts, and answers of Pleroma to a subscription. */
const KNOWN_EVENTS =
  /^(notification|notifications_merged|conversation|announcement(\.reaction|\.delete)?|filters_changed|encrypted_message|pleroma:.*)$/;
const UNKNOWN_EVENTS_MAX = 20;

/** Why there is no stream right now. */
type Trouble = Exclude<ServerCheck, { readonly type: "ok" }>;

/**
 * The events of a Mastodon stream, over as many connections as it takes:
 *
 *     check ──ok──▶ open ──▶ read ──ended──▶ wait ──▶ open …        (a stream that has just worked needs no check)
 *       │             └──refused──▶ wait ──▶ check
 *       └──refused──▶ before the first connection: PermanentError; after it: logged, and tried again
 *
 * @throws {PermanentError} if the server refuses the first connection; its message names the variable and the remedy
 * @throws {AddressRefused} if the server points to an address outside this worker's permissions
 */
export async function* openSource(options: SourceOptions): AsyncGenerator<SourceEvent, void> {
  const { access, stream, signal } = options;
  const attempts = new Attempts(options);
  try {
    while (!signal.aborted) {
      attempts.streamingUrl ??= await attempts.check();
      if (attempts.streamingUrl === undefined) continue;
      const opened = await tryOpenStream(attempts.streamingUrl, { access, stream, signal });
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

/** State that the attempts to read one stream share. */
class Attempts {
  /** Where the stream was last found. */
  streamingUrl: string | undefined;
  readonly #options: SourceOptions;
  #failures = 0;
  /** When the server began to say that it cannot serve now. */
  #startingSince: number | undefined;
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

  constructor(options: SourceOptions) {
    this.#options = options;
    this.#served = options.isRestart === true;
  }

  /** Finds where the server streams; undefined after a failure, which has been logged and waited out. */
  async check(): Promise<string | undefined> {
    const { access, stream, signal } = this.#options;
    const check = await checkServer(access, { stream, signal });
    if (check.type === "ok") return check.streamingUrl;
    await this.failed(check);
    return undefined;
  }

  async *read(socket: StreamSocket): AsyncGenerator<SourceEvent, void> {
    const { access, stream, signal, log } = this.#options;
    const openedAt = performance.now();
    const now = new Date().toISOString();
    yield {
      type: "connected",
      ...(this.#lastAt !== undefined && { gap: { from: this.#lastAt, to: now } }),
    };
    this.#lastAt = now;
    const sayReturn = this.#returnOf(openedAt);
    const accepted = setTimeout(sayReturn, ACCEPTED_AFTER_MS);
    let fed = false;
    const messages = readConnection(socket, {
      signal,
      watchdog: this.#options.watchdog ?? WATCHDOG,
      quiet: (silentMs) => log("warning", quietWords(stream, silentMs)),
    });
    try {
      let step = await messages.next();
      for (; !step.done; step = await messages.next()) {
        const message = step.value;
        const { event } = message;
        if (event.type === "refused") {
          clearTimeout(accepted);
          return await this.failed(
            errorOfStream(access, message, { error: event.error, inMidStream: fed }),
          );
        }
        this.#served = true;
        if (isOfFeed(event)) {
          fed = true;
          sayReturn();
          this.#lastAt = message.receivedAt;
        } else if (event.type === "other") this.#sayUnknown(event.event);
        yield { type: "message", ...message };
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
        message: `The stream of ${access.baseUrl} ended: ${why}`,
        atOnce: frameRefused,
      });
      // The address has just worked; keep it.
      this.streamingUrl = streamingUrl;
    } finally {
      clearTimeout(accepted);
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
    const wait = this.#waitFor(trouble, now);
    this.#say(trouble, { wait, now });
    await sleep(wait, this.#options.signal);
  }

  #waitFor(trouble: Trouble, now: number): number {
    const { backoff = BACKOFF } = this.#options;
    const later = trouble.type === "later" ? trouble : undefined;
    this.#startingSince = later?.starting === true ? this.#startingSince ?? now : undefined;
    if (this.#isProbing(now)) {
      const probeMs = Math.min(PROBE_MS, backoff.maxMs);
      return backoffMs(1, { firstMs: probeMs, maxMs: probeMs });
    }
    if (later?.atOnce === true && now - this.#openedAtOnceAt >= AT_ONCE_EVERY_MS) {
      this.#openedAtOnceAt = now;
      return 0;
    }
    this.#failures++;
    return Math.max(backoffMs(this.#failures, backoff), later?.minimumMs ?? 0);
  }

  #isProbing(now: number): boolean {
    return this.#startingSince !== undefined && now - this.#startingSince < PROBE_FOR_MS;
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
        (this.#isProbing(now)
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
      if (this.#awaySince === undefined) return;
      const { access, stream, log } = this.#options;
      const away = formatDuration(openedAt - this.#awaySince);
      const said = this.#awaySaid;
      this.#awaySince = this.#startingSince = undefined;
      this.#awaySaid = false;
      this.#said = { ...this.#said, againMs: LOG_AGAIN_MS };
      if (!said) return;
      const name = `The stream ${streamText(stream)} of ${access.baseUrl}`;
      log(
        "info",
        first ? `${name} is open after ${away}` : `${name} is back: it was away for ${away}`,
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

/** Explains an error that the server sent on an open stream: a refused subscription, or a later fault of its own. */
function errorOfStream(
  { baseUrl, token }: ServerAccess,
  { bytes }: StreamMessage,
  { error, inMidStream }: { readonly error: string; readonly inMidStream: boolean },
): Trouble {
  const status = /"status"\s*:\s*(\d{3})\b/.exec(new TextDecoder().decode(bytes))?.[1];
  const hidden = token === undefined || token === "" ? error : error.replaceAll(token, "…");
  const text = hidden.replaceAll(/\s+/g, " ").slice(0, 200);
  const says = `the server says "${text}"${status === undefined ? "" : ` (${status})`}`;
  if (inMidStream) return { type: "later", message: `The stream of ${baseUrl} ended: ${says}` };
  if (status !== undefined && /^(429|5..)$/.test(status)) {
    return { type: "later", message: `Cannot read the stream of ${baseUrl} now: ${says}.` };
  }
  return {
    type: "refused",
    message: `Cannot read the stream of ${baseUrl}: ${says}. Check MASTODON_STREAM and the token.`,
  };
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

function quietWords(stream: StreamName, silentMs: number): string {
  return `Connected, but no posts for ${Math.round(silentMs / 1000)} s on the stream ` +
    `${
      streamText(stream)
    }; if this goes on, check MASTODON_STREAM (a server opens a stream that does not exist, ` +
    "and stays silent)";
}
