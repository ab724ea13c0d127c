import type { Stats } from "../../core/supervision/protocol.ts";
import { type HttpListener, listenHttp } from "./http_listener.ts";
import type { Source } from "./emission.ts";
import { FaultInjector } from "./fault_injector.ts";
import type { Fault } from "./faults.ts";
import { Feed } from "./feed.ts";
import { Texts } from "./generated_post.ts";
import { GeneratedSource } from "./generated_source.ts";
import { History, type Mix } from "./history.ts";
import { OauthServer } from "./oauth_server.ts";
import { Journal } from "./journal.ts";
import { pace } from "./pacer.ts";
import { isSince, readsPosts, RestApi } from "./rest_api.ts";
import { type Channel, isSwitchedOn } from "./channel.ts";
import type { Post } from "./post.ts";
import type { TimelinesAccess } from "../../core/mastodon/timelines_access.ts";
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
  /** Hashtags become popular for some minutes, one after the other. Default true. */
  readonly trends?: boolean;
  readonly lateShare?: number;
  readonly nonPublicShare?: number;
  readonly users?: number;
  /** Number of different texts, generated before the start and then repeated, which is fastest. Default: all differ. */
  readonly variety?: number;
  /** Requests in a window, and pages of timelines in three of them. Default 300 each, as in Mastodon. */
  readonly rateLimit?: number;
  readonly pagingLimit?: number;
  /** Length of a window. Default five minutes, as in Mastodon. */
  readonly rateWindowMs?: number;
  /** Whether a 429 names the wait in Retry-After, beside X-RateLimit-Reset. Default true. */
  readonly namesRetryAfter?: boolean;
  /** How `min_id` is taken: pages forward (default), not at all, or as `since_id`. */
  readonly minId?: "forward" | "ignored" | "since";
  /** Whether several statuses can be asked for at once. Default true; GoToSocial answers 405. */
  readonly bulkStatuses?: boolean;
  /** Number of last posts that REST serves. Default 100,000. */
  readonly capacity?: number;
  /** Number of last posts that the journal keeps one by one; older ones are sums. Default: all. */
  readonly rememberPosts?: number;
  /** 418 to a request without User-Agent. */
  readonly wantsUserAgent?: boolean;
  /** As in Pleroma and Akkoma: a streaming socket has the stream that its URL names, and without one it gets 404. */
  readonly streamInUrl?: boolean;
  /** The instance API names `wss://`, though the server speaks no TLS. */
  readonly namesTls?: boolean;
  /** Scopes of the token. Default: `read`. */
  readonly scopes?: readonly string[];
  /** The token is an application's own, not a user's. */
  readonly appToken?: boolean;
  /** The role of the token's user has "View live and topic feeds". */
  readonly viewsClosedFeeds?: boolean;
  /** `configuration.timelines_access`. Default: all public. */
  readonly feeds?: TimelinesAccess;
  /** Before 4.5 there is no `timelines_access` and streams need no scope; before 4.3 nothing tells a token's scopes. */
  readonly version?: string;
  /** How far its clock is ahead, which makes the header `Date` and the times and ids of posts; negative: behind. */
  readonly clockAheadMs?: number;
  /** Enables the faults `cut` and `freeze` with a TCP proxy. */
  readonly breakable?: boolean;
}

const ALL_PUBLIC = { local: "public", remote: "public" } as const;
const PUBLIC_FEEDS: TimelinesAccess = {
  live: ALL_PUBLIC,
  hashtag: ALL_PUBLIC,
  trendingLink: ALL_PUBLIC,
};
/** Mastodon's answer to a subscription without the scope. */
const NO_SCOPE = '{"error":"Access token does not have the required scopes","status":401}';

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
  /** Requests that came too soon for a rate limit. */
  readonly refused: number;
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
    trends: options.trends ?? true,
  });
  const timeline = new Timeline(options.capacity ?? 100_000);
  const { rememberPosts } = options;
  const journal = new Journal(rememberPosts === undefined ? {} : { rememberPosts });
  const subscribed = Promise.withResolvers<void>();
  const version = options.version ?? "4.5.0+simulated";
  const scopes = options.scopes ?? ["read"];
  const reader = {
    isUser: options.token !== undefined && options.appToken !== true,
    viewsClosed: options.viewsClosedFeeds ?? false,
  };
  const isOn = (channel: Pick<Channel, "feed">, post: Pick<Post, "local">) =>
    isSwitchedOn(channel, post, {
      feeds: faultInjector.activeFaults.feeds ?? options.feeds ?? PUBLIC_FEEDS,
      ...reader,
    });
  const oauth = new OauthServer({ supportsPkce: isSince(version, 4.3) });
  const hub = new StreamHub({
    multiplexes: options.streamInUrl !== true,
    onSubscribed: () => subscribed.resolve(),
    isSwitchedOn: isOn,
    refusal: (token) =>
      options.token === undefined || readsPosts(oauth.scopesOf(token) ?? scopes) ||
        !isSince(version, 4.5)
        ? undefined
        : NO_SCOPE,
  });
  const listeners: HttpListener[] = [];
  const listen = (port: number): HttpListener => {
    const listener = listenHttp({ port, breakable: options.breakable ?? false }, answer);
    listeners.push(listener);
    return listener;
  };
  const faultInjector: FaultInjector = new FaultInjector({
    hub,
    feed: () => feed,
    listeners,
    move: () => {
      streaming = listen(0);
      hub.drop();
    },
    trend: ({ tag, share, forMs }) => {
      const from = Date.now() + (options.clockAheadMs ?? 0);
      world.addTrend({ tag, share, from, to: from + forMs });
    },
  });
  const source = options.source ?? generatedSource(world, options);
  const feed = new Feed({
    source,
    timeline,
    journal,
    hub,
    activeFaults: () => faultInjector.activeFaults,
    now: () => Date.now() + (options.clockAheadMs ?? 0),
  });
  const rest = new RestApi({
    domain: world.domain,
    version,
    scopesOf: (token) => oauth.scopesOf(token) ?? scopes,
    gaveOut: (token) => oauth.scopesOf(token) !== undefined,
    ...reader,
    feeds: () => faultInjector.activeFaults.feeds ?? options.feeds ?? PUBLIC_FEEDS,
    isSwitchedOn: isOn,
    clockAheadMs: options.clockAheadMs ?? 0,
    timeline,
    activeFaults: () => faultInjector.activeFaults,
    ...(options.token === undefined ? {} : { token: options.token }),
    rateLimit: options.rateLimit ?? 300,
    pagingLimit: options.pagingLimit ?? 300,
    rateWindowMs: options.rateWindowMs ?? 5 * 60_000,
    namesRetryAfter: options.namesRetryAfter ?? true,
    minId: options.minId ?? "forward",
    bulkStatuses: options.bulkStatuses ?? true,
    wantsUserAgent: options.wantsUserAgent ?? false,
    streamingUrl: () => `${options.namesTls === true ? "wss" : "ws"}://127.0.0.1:${streaming.port}`,
  });
  function answer(request: Request, listener: HttpListener): Response | Promise<Response> {
    if (!new URL(request.url).pathname.startsWith("/api/v1/streaming")) {
      return rest.problemOf(request, undefined) ?? oauth.handle(request) ?? rest.handle(request);
    }
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
    get refused() {
      return rest.refused;
    },
    begun,
    finished,
    fault: (fault) => faultInjector.commit(fault),
    emitPost: () => void feed.emitPost(),
    async drain() {
      stop.abort();
      await finished;
      return journal.stats();
    },
    async [Symbol.asyncDispose]() {
      await this.drain();
      faultInjector[Symbol.dispose]();
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
