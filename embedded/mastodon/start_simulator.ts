import type { Stats } from "../../core/supervision/protocol.ts";
import { type Door, openDoor } from "./door.ts";
import type { Source } from "./emission.ts";
import { FaultInjector } from "./fault_desk.ts";
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
  /** On 127.0.0.1; 0 or none: any that is free. */
  readonly port?: number;
  /** Posts a second; Infinity: as fast as the clients read. Default 10. */
  readonly rate?: number;
  readonly seed?: number;
  /** Without it any token is taken. */
  readonly token?: string;
  /** Emission stops after so long, or after so many posts, whichever comes first. Default: never. */
  readonly durationMs?: number;
  readonly posts?: number;
  /** Default `first_client`: nothing is emitted before somebody has subscribed to a stream. */
  readonly start?: "first_client" | "now";
  /** Statuses to replay instead of made-up ones. */
  readonly source?: Source;
  readonly mix?: Partial<Mix>;
  /** Share of edits that come while their author asks not to be read, who had not before. Default 0.05. */
  readonly changesOfMind?: number;
  /** People write their `#nobot` in odd letters, too, and in display names and fields. Default: as a link in the bio. */
  readonly oddProfiles?: boolean;
  readonly lateShare?: number;
  readonly nonPublicShare?: number;
  readonly users?: number;
  /** So many different texts, written before the start and then repeated: the cheapest way to emit. Default: all differ. */
  readonly variety?: number;
  /** Requests in five minutes. Default 300, as Mastodon's. */
  readonly rateLimit?: number;
  /** Posts that REST still knows. Default 100,000. */
  readonly capacity?: number;
  /** 418 to a request without User-Agent. */
  readonly wantsUserAgent?: boolean;
  /** 404 to a streaming socket whose URL names no stream, as Pleroma and Akkoma. */
  readonly streamInUrl?: boolean;
  /** The instance API names `wss://`, though the server speaks no TLS. */
  readonly namesTls?: boolean;
  /** Can `cut` and `freeze`, at the price of a relay. */
  readonly breakable?: boolean;
}

/** A simulated Mastodon server that is running. */
export interface Simulator extends AsyncDisposable {
  readonly port: number;
  /** `http://127.0.0.1:port`: what `MASTODON_BASE_URL` says. */
  readonly url: string;
  /** Host that its accounts live on. */
  readonly domain: string;
  readonly journal: Journal;
  /** Open streams. */
  readonly clients: number;
  /** Resolves when the first client has subscribed, or at once with `start: "now"`. */
  readonly begun: Promise<void>;
  /** Resolves when nothing more will be emitted. */
  readonly finished: Promise<void>;
  fault(fault: Fault): void;
  /** Emits one post (and what happens beside it) now, whatever the rate. */
  emitPost(): void;
  /** Stops emitting, pays what is owed, and goes on answering. */
  drain(): Promise<Stats>;
}

/** Starts a server that behaves as Mastodon does, full of made-up people. */
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
  const doors: Door[] = [];
  const open = (port: number): Door => {
    const door = openDoor({ port, breakable: options.breakable ?? false }, answer);
    doors.push(door);
    return door;
  };
  const desk: FaultInjector = new FaultInjector({
    hub,
    feed: () => feed,
    doors,
    move: () => {
      streaming = open(0);
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
  function answer(request: Request, door: Door): Response {
    if (!new URL(request.url).pathname.startsWith("/api/v1/streaming")) return rest.handle(request);
    if (door === streaming) {
      const { streamInUrl = false } = options;
      return handleStreaming(request, { hub, rest, streamInUrl });
    }
    return Response.json({ error: "Not Found" }, { status: 404 });
  }

  const main = open(options.port ?? 0);
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
      await Promise.all(doors.map((door) => door[Symbol.asyncDispose]()));
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
