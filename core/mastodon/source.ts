import { PermanentError } from "../errors.ts";
import type { Level } from "../supervision/protocol.ts";
import { type BackoffConfig, backoffMs } from "./backoff.ts";
import { checkServer, type ServerAccess, type ServerCheck } from "./check_server.ts";
import { readConnection, type StreamMessage } from "./connection.ts";
import { sleep } from "../sleep.ts";
import type { StreamName } from "./stream_name.ts";
import type { StreamSocket } from "./stream_socket.ts";
import { tryOpenStream } from "./try_open_stream.ts";
import { WATCHDOG, type WatchdogConfig } from "./watchdog.ts";

/** What the source hands on. */
export type SourceEvent =
  /**
   * The stream is open. `gap`, on all but the first connection, names the time (ISO 8601) from the last event to now:
   * what was posted in it has not been read. Whoever fills gaps starts here.
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
  /** One line for a person. */
  readonly notice: (level: Level, text: string) => void;
  readonly watchdog?: WatchdogConfig;
  readonly backoff?: BackoffConfig;
  /** It has been read before: from the start it is waited for, whatever it says. */
  readonly again?: boolean;
  /** How often a server may be out of reach before the first connection until the source gives up. */
  readonly patience?: number;
}

const BACKOFF: BackoffConfig = { firstMs: 500, capMs: 60_000 };
const PATIENCE = 4;
/** A connection that lasted so long was a good one: the next failure counts as the first again. */
const GOOD_AFTER_MS = 30_000;
/** The same words are not said again before. */
const SAY_AGAIN_MS = 5_000;

/** Why there is no stream right now. */
type Trouble = Exclude<ServerCheck, { readonly type: "ok" }>;

/**
 * The events of a Mastodon stream, over as many connections as it takes:
 *
 *     check ──ok──▶ open ──▶ read ──ended──▶ wait ──▶ open …        (a stream that has just worked needs no check)
 *       │             └──refused──▶ wait ──▶ check
 *       └──refused──▶ before the first connection: PermanentError; after it: said, and tried again
 *
 * @throws {PermanentError} if the first connection cannot come about; its message names the variable and the remedy
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
      if (opened.type === "open") yield* attempts.read(opened.socket);
      else await attempts.failed(opened);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** What the attempts to read one stream have in common. */
class Attempts {
  /** Where the stream was last found. */
  streamingUrl: string | undefined;
  readonly #options: SourceOptions;
  #failures = 0;
  /** The stream has been open and did not refuse us. */
  #served: boolean;
  /** What was last said of a failure, and when. */
  #said = { message: "", at: 0 };
  /** ISO 8601; when the last event, or else the last connection, was there. */
  #lastAt: string | undefined;

  constructor(options: SourceOptions) {
    this.#options = options;
    this.#served = options.again === true;
  }

  /** Where the server streams; undefined after a failure that has been said and waited for. */
  async check(): Promise<string | undefined> {
    const { access, stream, signal } = this.#options;
    const check = await checkServer(access, { stream, signal });
    if (check.type === "ok") return check.streamingUrl;
    await this.failed(check);
    return undefined;
  }

  async *read(socket: StreamSocket): AsyncGenerator<SourceEvent, void> {
    const { access, stream, signal, notice } = this.#options;
    const openedAt = performance.now();
    const now = new Date().toISOString();
    yield {
      type: "connected",
      ...(this.#lastAt !== undefined && { gap: { from: this.#lastAt, to: now } }),
    };
    this.#lastAt = now;
    const messages = readConnection(socket, {
      signal,
      watchdog: this.#options.watchdog ?? WATCHDOG,
      quiet: (silentMs) => notice("warning", quietWords(stream, silentMs)),
    });
    try {
      let step = await messages.next();
      for (; !step.done; step = await messages.next()) {
        const message = step.value;
        if (message.event.type === "refused") {
          return await this.failed(refusedStream(access, message.event.error));
        }
        this.#served = true;
        this.#lastAt = message.receivedAt;
        yield { type: "message", ...message };
      }
      if (signal.aborted) return;
      this.#served = true;
      if (performance.now() - openedAt >= GOOD_AFTER_MS) this.#failures = 0;
      const { streamingUrl } = this;
      await this.failed({
        type: "later",
        message: `The stream of ${access.baseUrl} ended: ${step.value}`,
      });
      // It has just worked there: no need to ask again.
      this.streamingUrl = streamingUrl;
    } finally {
      await messages.return("");
    }
  }

  /** Says what went wrong and waits; before the first connection it gives up where waiting is of no use. */
  async failed(trouble: Trouble): Promise<void> {
    const { backoff = BACKOFF, patience = PATIENCE, notice, signal } = this.#options;
    this.#failures++;
    // The stream may have moved, or the token gone: the next attempt asks the server again.
    this.streamingUrl = undefined;
    if (!this.#served && trouble.type === "refused") {
      throw new PermanentError(trouble.message, { exitCode: 2 });
    }
    if (!this.#served && this.#failures >= patience) {
      throw new PermanentError(trouble.message, { exitCode: 1 });
    }
    const wait = Math.max(
      backoffMs(this.#failures, backoff, Math.random()),
      trouble.type === "later" ? trouble.retryAfterMs ?? 0 : 0,
    );
    const now = performance.now();
    const isNews = trouble.message !== this.#said.message || now - this.#said.at >= SAY_AGAIN_MS;
    if (isNews) {
      this.#said = { message: trouble.message, at: now };
      notice(
        trouble.type === "refused" ? "error" : "warning",
        `${trouble.message} (next attempt in ${Math.ceil(wait / 1000)} s)`,
      );
    }
    await sleep(wait, signal);
  }
}

function refusedStream({ baseUrl }: ServerAccess, error: string): Trouble {
  return {
    type: "refused",
    message:
      `Cannot read the stream of ${baseUrl}: the server says "${error}". Check MASTODON_STREAM and the token.`,
  };
}

function quietWords(stream: StreamName, silentMs: number): string {
  const name = stream.type === "public" ? "the public stream" : `the ${stream.type} stream`;
  return `Connected, but no posts for ${Math.round(silentMs / 1000)} s on ${name}; ` +
    "if this goes on, check MASTODON_STREAM (a server opens a stream that does not exist, and stays silent)";
}
