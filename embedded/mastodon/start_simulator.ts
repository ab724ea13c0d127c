import type { Stats } from "../../core/supervision/protocol.ts";
import { type HttpListener, listenHttp } from "./http_listener.ts";
import type { Source } from "./emission.ts";
import { FaultInjector } from "./fault_injector.ts";
import type { Fault } from "./faults.ts";
import { Feed } from "./feed.ts";
import { Texts } from "./generated_post.ts";
import { GeneratedSource } from "./generated_source.ts";
import { History, type Mix } from "./history.ts";
import { Journal } from "./journal.ts";
import { pace } from "./pacer.ts";
import { RestApi } from "./rest_api.ts";
import { StreamHub } from "./stream_hub.ts";
import { handleStreaming } from "./streaming_api.ts";
import { Timeline } from "./timeline.ts";
import { World } from "./world.ts";

export interface SimulatorOptions {
  /** Port on 127.0.0.1; 0 or absent: a free one. */
  readonly port?: number;
  /** Posts a second; Infinity: as fast as clients read. Default 10. */
  readonly rate?: number;
  readonly seed?: number;
  /** The required token; absent: any. */
  readonly token?: string;
  /** Limits of time and posts after which emission stops. Default: none. */
  readonly durationMs?: number;
  readonly posts?: number;
  /** Default `first_client`: emission starts when a client has subscribed to a stream. */
  readonly start?: "first_client" | "now";
  /** Statuses to replay instead of generated ones. */
  readonly source?: Source;
  readonly mix?: Partial<Mix>;
  /** Share of edits whose author has opted out since the post. Default 0.05. */
  readonly changesOfMind?: number;
  /** Opt-out tags are also in unusual letters, display names and profile fields. Default: only as a link in the bio. */
  readonly oddProfiles?: boolean;
  readonly lateShare?: number;
  readonly nonPublicShare?: number;
  readonly users?: number;
  /** Number of different texts, generated before the start and then repeated, which is fastest. Default: all differ. */
  readonly variety?: number;
  /** Requests in five minutes. Default 300, as in Mastodon. */
  readonly rateLimit?: number;
  /** Number of last posts that REST serves. Default 100,000. */
  readonly capacity?: number;
  /** 418 to a request without User-Agent. */
  readonly wantsUserAgent?: boolean;
  /** 404 to a streaming socket whose URL names no stream, as in Pleroma and Akkoma. */
  readonly streamInUrl?: boolean;
  /** The instance API names `wss://`, though the server speaks no TLS. */
  readonly namesTls?: boolean;
  /** Enables the faults `cut` and `freeze` with a TCP proxy. */
  readonly breakable?: boolean;
}

/** A running simulated Mastodon server. */
export interface Simulator extends AsyncDisposable {
  readonly port: number;
  /** `http://127.0.0.1:port`, for `MASTODON_BASE_URL`. */
  readonly url: string;
  /** Host of its local accounts. */
  readonly domain: string;
  readonly journal: Journal;
  /** Open streams. */
  readonly clients: number;
  /** Resolves when the first client has subscribed, or at once with `start: "now"`. */
  readonly begun: Promise<void>;
  /** Resolves when nothing more will be emitted. */
  readonly finished: Promise<void>;
  fault(fault: Fault): void;
  /** Emits one post (and the events around it) now, whatever the rate. */
  emitPost(): void;
  /** Stops emitting after the delayed events, and keeps answering requests. */
  drain(): Promise<Stats>;
}

/** Starts a simulated Mastodon server with generated or replayed posts. */
export function startSimulator(options: SimulatorOptions = {}): Simulator {
  const world = new World({
    seed: options.seed ?? 1,
    users: options.users ?? 50_000,
    changesOfMind: options.changesOfMind ?? 0.05,
    oddProfiles: options.oddProfiles ?? false,
  });
  const timeline = new Timeline(options.capacity ?? 100_000);
  const journal = new Journal();
  const subscribed = Promise.withResolvers<void>();
  const hub = new StreamHub(() => subscribed.resolve());
  const listeners: HttpListener[] = [];
  const listen = (port: number): HttpListener => {
    const listener = listenHttp({ port, breakable: options.breakable ?? false }, answer);
    listeners.push(listener);
    return listener;
  };
  const desk: FaultInjector = new FaultInjector({
    hub,
    feed: () => feed,
    listeners,
    move: () => {
      streaming = listen(0);
      hub.drop();
    },
  });
  const source = options.source ?? generatedSource(world, options);
  const feed = new Feed({ source, timeline, journal, hub, ailments: () => desk.ailments });
  const rest = new RestApi({
    domain: world.domain,
    timeline,
    ailments: () => desk.ailments,
    ...(options.token === undefined ? {} : { token: options.token }),
    rateLimit: options.rateLimit ?? 300,
    wantsUserAgent: options.wantsUserAgent ?? false,
    streamingUrl: () => `${options.namesTls === true ? "wss" : "ws"}://127.0.0.1:${streaming.port}`,
  });
  function answer(request: Request, listener: HttpListener): Response {
    if (!new URL(request.url).pathname.startsWith("/api/v1/streaming")) return rest.handle(request);
    if (listener === streaming) {
      const { streamInUrl = false } = options;
      return handleStreaming(request, { hub, rest, streamInUrl });
    }
    return Response.json({ error: "Not Found" }, { status: 404 });
  }

  const main = listen(options.port ?? 0);
  let streaming = main;
  const stop = new AbortController();
  const begun = options.start === "now" ? Promise.resolve() : subscribed.promise;
  const finished = (async () => {
    await Promise.race([begun, aborted(stop.signal)]);
    await pace({
      rate: options.rate ?? 10,
      emit: () => feed.emitPost(),
      isHeld: () => hub.isFull,
      signal: stop.signal,
      ...(options.durationMs === undefined ? {} : { durationMs: options.durationMs }),
      ...(options.posts === undefined ? {} : { posts: options.posts }),
    });
    feed.finish();
  })();

  return {
    port: main.port,
    url: `http://127.0.0.1:${main.port}`,
    domain: world.domain,
    journal,
    get clients() {
      return hub.clients;
    },
    begun,
    finished,
    fault: (fault) => desk.commit(fault),
    emitPost: () => void feed.emitPost(),
    async drain() {
      stop.abort();
      await finished;
      return journal.stats();
    },
    async [Symbol.asyncDispose]() {
      await this.drain();
      desk[Symbol.dispose]();
      hub.drop();
      await Promise.all(listeners.map((listener) => listener[Symbol.asyncDispose]()));
    },
  };
}

function generatedSource(world: World, options: SimulatorOptions): Source {
  const texts = new Texts(world, options.variety ?? Infinity);
  if (options.variety !== undefined) texts.prepare(Date.now());
  return new GeneratedSource({
    seed: world.seed,
    texts,
    history: new History(world.seed, options.mix),
    lateShare: options.lateShare ?? 0,
    nonPublicShare: options.nonPublicShare ?? 0,
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
