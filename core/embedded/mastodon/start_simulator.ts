import type { Facts } from "../../supervision/protocol.ts";
import { type BreakableRelay, startRelay } from "./breakable_relay.ts";
import type { Source } from "./emission.ts";
import { type Ailments, type Fault, healthy } from "./faults.ts";
import { Feed } from "./feed.ts";
import { Texts } from "./generated_post.ts";
import { GeneratedSource } from "./generated_source.ts";
import { History, type Mix } from "./history.ts";
import { Journal } from "./journal.ts";
import { pace } from "./pacer.ts";
import { bearerOf, RestApi } from "./rest_api.ts";
import { StreamHub } from "./stream_hub.ts";
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
  /** Resolves when nothing more will be emitted. */
  readonly finished: Promise<void>;
  fault(fault: Fault): void;
  /** Emits one post (and what happens beside it) now, whatever the rate. */
  emitPost(): void;
  /** Stops emitting, pays what is owed, and goes on answering. */
  drain(): Promise<Facts>;
}

/** Starts a server that behaves as Mastodon does, full of made-up people. */
export function startSimulator(options: SimulatorOptions = {}): Simulator {
  const world = new World({ seed: options.seed ?? 1, users: options.users ?? 50_000 });
  const timeline = new Timeline(options.capacity ?? 100_000);
  const journal = new Journal();
  const stopped = new AbortController();
  const subscribed = Promise.withResolvers<void>();
  const hub = new StreamHub(() => subscribed.resolve());
  let ailments: Ailments = healthy();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const source = options.source ?? generatedSource(world, options);
  const feed = new Feed({ source, timeline, journal, hub, ailments: () => ailments });
  const rest = new RestApi({
    domain: world.domain,
    timeline,
    ailments: () => ailments,
    ...(options.token === undefined ? {} : { token: options.token }),
    rateLimit: options.rateLimit ?? 300,
    wantsUserAgent: options.wantsUserAgent ?? false,
    streamingUrl: () => `ws://127.0.0.1:${streaming.port}`,
  });

  const open: Door[] = [];
  const door = (port: number): Door => {
    const made = openDoor({ port, breakable: options.breakable ?? false }, (request, own) => {
      const { pathname } = new URL(request.url);
      if (!pathname.startsWith("/api/v1/streaming")) return rest.handle(request);
      return own === streaming
        ? stream(request, pathname, { hub, rest })
        : Response.json({ error: "Not Found" }, { status: 404 });
    });
    open.push(made);
    return made;
  };
  const main = door(options.port ?? 0);
  let streaming = main;

  const finished = (async () => {
    if (options.start !== "now") {
      const aborted = Promise.withResolvers<void>();
      stopped.signal.addEventListener("abort", () => aborted.resolve(), { once: true });
      await Promise.race([subscribed.promise, aborted.promise]);
    }
    await pace({
      rate: options.rate ?? 10,
      emit: () => feed.emitPost(),
      isHeld: () => hub.isFull,
      signal: stopped.signal,
      ...(options.durationMs === undefined ? {} : { durationMs: options.durationMs }),
      ...(options.posts === undefined ? {} : { posts: options.posts }),
    });
    feed.finish();
  })();

  /** Sets something wrong, and right again after `forMs`. */
  function ail(forMs: number | undefined, on: () => void, off: () => void): void {
    on();
    if (forMs === undefined) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      off();
    }, forMs);
    timers.add(timer);
  }
  const freeze = (frozen: boolean) => open.forEach(({ relay }) => relay && (relay.frozen = frozen));
  const needRelay = () => {
    if (!options.breakable) throw new TypeError("Cannot break connections: start with breakable");
  };

  function fault(fault: Fault): void {
    switch (fault.type) {
      case "drop":
        return hub.drop();
      case "cut":
        needRelay();
        return open.forEach(({ relay }) => relay?.cut());
      case "freeze":
        needRelay();
        return ail(fault.forMs, () => freeze(true), () => freeze(false));
      case "silence":
        return ail(fault.forMs, () => hub.silent = true, () => hub.silent = false);
      case "garbage":
        return hub.sendRaw(
          fault.text ?? '{"stream":["public"],"event":"update","payload":"{\\"id\\":',
        );
      case "refuse_token":
        return ail(
          fault.forMs,
          () => ailments.tokenRefused = true,
          () => ailments.tokenRefused = false,
        );
      case "close_feeds":
        return ail(
          fault.forMs,
          () => hub.closed = ailments.feedsClosed = true,
          () => hub.closed = ailments.feedsClosed = false,
        );
      case "rate_limit":
        return ail(
          fault.forMs,
          () => ailments.rateLimitedS = fault.retryAfterS,
          () => ailments.rateLimitedS = undefined,
        );
      case "unavailable":
        return ail(
          fault.forMs,
          () => ailments.unavailable = true,
          () => ailments.unavailable = false,
        );
      case "move":
        streaming = door(0);
        return hub.drop();
      case "lose":
        ailments.losing += fault.count;
        return;
      case "repeat":
        ailments.repeating += fault.count;
        return;
      case "burst":
        for (let i = 0; i < fault.posts; i++) {
          if (i % 20 === 19) feed.emitPost();
          else feed.emitDeletedPost();
        }
        return;
      case "heal":
        ailments = healthy();
        hub.silent = hub.closed = false;
        return freeze(false);
      default:
        return fault satisfies never;
    }
  }

  return {
    port: main.port,
    url: `http://127.0.0.1:${main.port}`,
    domain: world.domain,
    journal,
    get clients() {
      return hub.clients;
    },
    finished,
    fault,
    emitPost: () => void feed.emitPost(),
    async drain() {
      stopped.abort();
      await finished;
      return journal.facts();
    },
    async [Symbol.asyncDispose]() {
      await this.drain();
      for (const timer of timers) clearTimeout(timer);
      hub.drop();
      await Promise.all(open.map((door) => door[Symbol.asyncDispose]()));
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

/** A port that the server answers on. */
interface Door extends AsyncDisposable {
  readonly port: number;
  readonly relay: BreakableRelay | undefined;
}

function openDoor(
  { port, breakable }: { readonly port: number; readonly breakable: boolean },
  handle: (request: Request, door: Door) => Response,
): Door {
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: breakable ? 0 : port,
    onListen() {},
    onError: () => new Response("Internal Server Error", { status: 500 }),
  }, (request) => handle(request, door));
  const relay = breakable ? startRelay({ port, target: server.addr.port }) : undefined;
  const door: Door = {
    port: relay?.port ?? server.addr.port,
    relay,
    async [Symbol.asyncDispose]() {
      await relay?.[Symbol.asyncDispose]();
      await server.shutdown();
    },
  };
  return door;
}

/** Answers under `/api/v1/streaming`. */
function stream(
  request: Request,
  pathname: string,
  { hub, rest }: { readonly hub: StreamHub; readonly rest: RestApi },
): Response {
  if (pathname === "/api/v1/streaming/health") return new Response("OK");
  const query = new URL(request.url).searchParams;
  const protocol = request.headers.get("sec-websocket-protocol")?.split(",")[0]?.trim();
  const token = bearerOf(request) ?? query.get("access_token") ?? protocol;
  const problem = rest.problemOf(request, token);
  if (problem !== undefined) return problem;
  if (rest.lacksToken(token)) {
    return Response.json({ error: "Missing access token" }, { status: 401 });
  }
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    return Response.json({ error: "Not Found" }, { status: 404 });
  }
  // Deno pings a client that says nothing for `idleTimeout` seconds, as Mastodon does every 30.
  const { socket, response } = Deno.upgradeWebSocket(request, {
    idleTimeout: 30,
    ...(protocol === undefined ? {} : { protocol }),
  });
  hub.accept(socket, query);
  return response;
}
