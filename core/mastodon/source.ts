import { PermanentError } from "../errors.ts";
import type { Level } from "../supervision/protocol.ts";
import { AddressRefused } from "../supervision/refused_addresses.ts";
import { type BackoffConfig, backoffMs } from "./backoff.ts";
import { checkServer, type ServerAccess, type ServerCheck, statusWords } from "./check_server.ts";
import { readConnection, type StreamMessage } from "./connection.ts";
import { failureOf } from "./failure_words.ts";
import type { StreamName } from "./stream_name.ts";
import { HandshakeRefused, type StreamSocket } from "./stream_socket.ts";
import { openStream } from "./streaming_client.ts";
import { WATCHDOG, type WatchdogConfig } from "./watchdog.ts";

/** What the source hands on. */
export type SourceEvent =
  /**
   * The stream is open. `gap` names the time in which it was not, if it was before: what was posted in it has not been
   * read. Whoever fills gaps starts here.
   */
  | { readonly type: "connected"; readonly gap?: { readonly from: string; readonly to: string } }
  | ({ readonly type: "message" } & StreamMessage);

export interface SourceOptions {
  readonly access: ServerAccess;
  readonly stream: StreamName;
  /** Ends the iteration. */
  readonly signal: AbortSignal;
  /** One line for a person. */
  readonly notice: (level: Level, text: string) => void;
  readonly watchdog?: WatchdogConfig;
  readonly backoff?: BackoffConfig;
  /** How often a server may fail before the first connection until the worker gives up. */
  readonly patience?: number;
}

const BACKOFF: BackoffConfig = { firstMs: 500, capMs: 60_000 };
const PATIENCE = 4;
/** A connection that lasted so long was a good one: the next failure is the first again. */
const GOOD_AFTER_MS = 30_000;

/**
 * The events of a Mastodon stream, over as many connections as it takes:
 *
 *     check ──ok──▶ open ──▶ read ──ended──▶ wait ──▶ open …        (the check is left out after a good connection)
 *       │             └──refused──▶ wait ──▶ check
 *       └──refused──▶ before the first connection: PermanentError; after it: said, and tried again
 *
 * @throws {PermanentError} if the first connection cannot come about; its message names the variable and the remedy
 */
export async function* openSource(options: SourceOptions): AsyncGenerator<SourceEvent, void> {
  const { access, stream, signal, notice } = options;
  const watchdog = options.watchdog ?? WATCHDOG;
  let streamingUrl: string | undefined;
  let lostAt: string | undefined;
  let failures = 0;

  /** Says what went wrong and waits; before the first connection, gives up when patience ends. */
  const failed = async (check: Exclude<ServerCheck, { type: "ok" }>) => {
    failures++;
    const first = lostAt === undefined;
    if (first && check.type === "refused") throw new PermanentError(check.message, { exitCode: 2 });
    if (first && failures >= (options.patience ?? PATIENCE)) {
      throw new PermanentError(`${check.message.replace(/; trying again$/, "")}.`, { exitCode: 1 });
    }
    const backoff = backoffMs(failures, options.backoff ?? BACKOFF, Math.random());
    const wait = Math.max(backoff, check.type === "later" ? check.retryAfterMs ?? 0 : 0);
    notice(
      check.type === "refused" ? "error" : "warning",
      `${check.message} (next attempt in ${Math.ceil(wait / 1000)} s)`,
    );
    await sleep(wait, signal);
  };

  while (!signal.aborted) {
    try {
      if (streamingUrl === undefined) {
        const check = await checkServer(access, { stream, signal });
        if (check.type !== "ok") {
          await failed(check);
          continue;
        }
        streamingUrl = check.streamingUrl;
      }
      const opened = await tryOpen(streamingUrl, options);
      if (opened.type === "failed") {
        // The stream may have moved, or the token gone: the next attempt asks again.
        streamingUrl = undefined;
        await failed(opened.check);
        continue;
      }
      const openedAt = performance.now();
      yield {
        type: "connected",
        ...(lostAt !== undefined && { gap: { from: lostAt, to: new Date().toISOString() } }),
      };
      let refusal: string | undefined;
      const messages = readConnection(opened.socket, {
        signal,
        watchdog,
        quiet: (silentMs) => notice("warning", quietWords(stream, silentMs)),
      });
      let step = await messages.next();
      while (!step.done) {
        const { value } = step;
        if (value.event.type === "refused") {
          refusal = value.event.error;
          break;
        }
        yield { type: "message", ...value };
        step = await messages.next();
      }
      const why = step.done ? step.value : "";
      await messages.return("");
      if (signal.aborted) return;
      if (refusal !== undefined) {
        streamingUrl = undefined;
        await failed(refusedStream(access, refusal));
        lostAt ??= undefined;
        continue;
      }
      lostAt = new Date().toISOString();
      if (performance.now() - openedAt >= GOOD_AFTER_MS) failures = 0;
      await failed({ type: "later", message: `The stream of ${access.baseUrl} ended: ${why}` });
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
  }
}

async function tryOpen(
  streamingUrl: string,
  { access, stream, signal }: SourceOptions,
): Promise<
  | { readonly type: "open"; readonly socket: StreamSocket }
  | { readonly type: "failed"; readonly check: Exclude<ServerCheck, { type: "ok" }> }
> {
  try {
    const socket = await openStream(streamingUrl, { token: access.token, stream, signal });
    return { type: "open", socket };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AddressRefused) throw error;
    const { host } = new URL(streamingUrl);
    if (error instanceof HandshakeRefused) {
      const check = statusWords(error.status, {
        baseUrl: access.baseUrl,
        hasToken: access.token !== undefined,
        what: `the stream at ${host}`,
        retryAfter: error.retryAfterMs,
      });
      return { type: "failed", check: check.type === "ok" ? unreachable(host, "") : check };
    }
    return { type: "failed", check: unreachable(host, failureOf(error).words) };
  }
}

function unreachable(host: string, words: string): { type: "later"; message: string } {
  return { type: "later", message: `Cannot reach the stream at ${host}: ${words}; trying again` };
}

function refusedStream(access: ServerAccess, error: string): { type: "refused"; message: string } {
  return {
    type: "refused",
    message:
      `Cannot read the stream of ${access.baseUrl}: the server says "${error}". Check MASTODON_STREAM and the token.`,
  };
}

function quietWords(stream: StreamName, silentMs: number): string {
  const name = stream.type === "public" ? "the public stream" : `the ${stream.type} stream`;
  return `Connected, but no posts for ${Math.round(silentMs / 1000)} s on ${name}; ` +
    "if this goes on, check MASTODON_STREAM (a server opens a stream that does not exist, and stays silent)";
}

/** Resolves after `ms`, at once when aborted. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", done);
    resolve();
  };
  const timer = setTimeout(done, ms);
  signal.addEventListener("abort", done, { once: true });
  return promise;
}
