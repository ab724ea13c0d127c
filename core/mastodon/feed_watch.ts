import type { TellTrouble } from "../base/trouble.ts";
import type { StreamEvent } from "../post/stream_event.ts";
import type { Level } from "../supervision/protocol.ts";
import { explainSilence } from "./explain_silence.ts";
import { type FeedRate, learn, usualRate, usualSilenceMs } from "./feed_rate.ts";
import type { ServerAccess } from "./rest_get.ts";
import type { StreamName } from "./stream_name.ts";

export interface FeedWatchOptions {
  readonly access: ServerAccess;
  readonly stream: StreamName;
  readonly signal: AbortSignal;
  readonly log: (level: Level, text: string) => void;
  /** Told while the stream is open and silent for long. */
  readonly quiet: TellTrouble | undefined;
  /** What was learned of the stream; it is taught here. */
  readonly rate: FeedRate;
  /** Silence that is spoken of while nothing was learned, ms. */
  readonly unlearnedMs: number;
}

/** Ids that are kept, to recognise in REST what the stream has carried. */
const SEEN_MAX = 400;
/** So many deletes without a post are no chance. */
const DELETES_MIN = 5;
/** A stretch of the stream that is counted into the rate. */
const SLICE_MS = 30_000;
const EXPLAIN_MS = 20_000;
/** A stream is opened again for posts that it loses; if that does not help, each time after twice as long. */
const REOPEN_FIRST_MS = 60_000;

/**
 * Watches one stream over all its connections for silence that is no chance, and asks the server by REST what is
 * behind it: an open socket that answers pings says nothing of the feed.
 *
 *     posts ──▶ learn the rate         silent, or deletes only ──▶ explain ──▶ said; lost posts: open again
 */
export class FeedWatch {
  readonly #options: FeedWatchOptions;
  readonly #seen = new Set<string>();
  #newest: string | undefined;
  #openedAt = Date.now();
  #postAt = Date.now();
  #deletes = 0;
  #slice = { from: Date.now(), posts: 0 };
  #explaining = false;
  /** REST has shown that nobody posts, at this time of the silence. */
  #foundQuiet = false;
  #explainAgainAt = 0;
  #said = "";
  #reopenedAt = -Infinity;
  #reopenAfterMs = REOPEN_FIRST_MS;
  #reopen: ((why: string) => void) | undefined;

  constructor(options: FeedWatchOptions) {
    this.#options = options;
  }

  /** A connection is open; `reopen` ends it so that the next one follows at once. */
  opened(reopen: (why: string) => void): void {
    this.#reopen = reopen;
    this.#openedAt = Date.now();
    this.#newest = undefined;
    this.#startAgain(this.#openedAt);
  }

  closed(): void {
    this.#reopen = undefined;
    this.#tellQuiet(undefined);
  }

  /** Silence that is spoken of now, ms. */
  get #silenceMs(): number {
    const { rate, unlearnedMs } = this.#options;
    return usualSilenceMs(rate, Date.now()) ?? unlearnedMs;
  }

  /** The stream is silent for so long, without a known reason, that posts may be missing. */
  get isInDoubt(): boolean {
    return !this.#foundQuiet && Date.now() - this.#postAt >= this.#silenceMs;
  }

  /** Notes an event of the feed. */
  heard(event: StreamEvent, now = Date.now()): void {
    if (event.type === "delete") {
      this.#deletes++;
      if (this.#deletes >= DELETES_MIN) this.look(now);
    }
    if (event.type !== "post" || event.event !== "update") return;
    const { id, createdAt } = event.status;
    this.#seen.add(id);
    if (this.#seen.size > SEEN_MAX) {
      for (const first of this.#seen) if (this.#seen.delete(first)) break;
    }
    if (this.#newest === undefined || createdAt > this.#newest) this.#newest = createdAt;
    this.#postAt = now;
    this.#deletes = 0;
    this.#explainAgainAt = 0;
    this.#foundQuiet = false;
    this.#reopenAfterMs = REOPEN_FIRST_MS;
    this.#tellQuiet(undefined);
    this.#slice.posts++;
    if (now - this.#slice.from < SLICE_MS) return;
    // A stretch ends with a post, so that the silence of a feed that is broken teaches nothing.
    learn(this.#options.rate, { posts: this.#slice.posts, from: this.#slice.from, to: now });
    this.#slice = { from: now, posts: 0 };
  }

  /** Looks whether the silence has lasted too long; call it while the connection answers. */
  look(now = Date.now()): void {
    const silentMs = now - this.#postAt;
    if (silentMs >= this.#silenceMs) this.#silent(silentMs);
  }

  /** No post has come for this long. Asks what is behind it, and says so; again when the silence has doubled. */
  #silent(silentMs: number): void {
    const now = Date.now();
    if (this.#explaining || now < this.#explainAgainAt || this.#reopen === undefined) return;
    this.#explaining = true;
    this.#explainAgainAt = now + silentMs;
    this.#explain(silentMs).catch(() => {}).finally(() => this.#explaining = false);
  }

  async #explain(silentMs: number): Promise<void> {
    const { access, stream, signal, log, rate } = this.#options;
    const postAt = this.#postAt;
    const usual = usualRate(rate, Date.now());
    const silence = await explainSilence(access, {
      stream,
      silentMs,
      deletes: this.#deletes,
      expected: usual === undefined ? undefined : usual * silentMs / 1_000,
      seen: this.#seen,
      newest: this.#newest,
      openedAt: this.#openedAt,
    }, AbortSignal.any([signal, AbortSignal.timeout(EXPLAIN_MS)]));
    // Posts came while the server was asked.
    if (this.#postAt !== postAt || this.#reopen === undefined) return;
    const now = performance.now();
    if (silence.type === "lost" && now - this.#reopenedAt >= this.#reopenAfterMs) {
      this.#reopenAfterMs *= this.#reopenedAt === -Infinity ? 1 : 2;
      this.#reopenedAt = now;
      return this.#reopen(silence.words);
    }
    this.#foundQuiet = silence.type === "quiet" || silence.type === "nothing";
    this.#said = silence.words;
    log(silence.type === "quiet" ? "info" : "warning", silence.words);
    if (silence.type !== "quiet") this.#tellQuiet(silence.words);
  }

  #tellQuiet(words: string | undefined): void {
    if (words === undefined && this.#said === "") return;
    this.#said = words ?? "";
    this.#options.quiet?.(words);
  }

  #startAgain(now: number): void {
    this.#postAt = now;
    this.#deletes = 0;
    this.#explainAgainAt = 0;
    this.#foundQuiet = false;
    this.#slice = { from: now, posts: 0 };
  }
}
