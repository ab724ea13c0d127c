import type { Sql } from "../postgres/connect.ts";
import { Access } from "./access.ts";
import { isAllowedHost } from "./allowed_host.ts";
import { sendAsset, sendEvents, sendSnapshot, sendText } from "./responses.ts";
import type { DashboardState } from "./dashboard_state.ts";
import type { DatabaseObserver } from "./observe_database.ts";
import { type PageAssets, pageLocale } from "./page_assets.ts";
import type { LocaleCode } from "./page_protocol.ts";
import { chosenRange, DEFAULT_RANGE, isLiveRange, LIVE_RANGES } from "./ranges.ts";
import { readWindows } from "./read_windows.ts";
import { RequestRate } from "./request_rate.ts";
import { SnapshotCache } from "./snapshot_cache.ts";

/** The parts that the server is made of. */
export interface ServerParts {
  readonly sql: Sql;
  readonly state: DashboardState;
  readonly observer: DatabaseObserver;
  readonly assets: PageAssets;
  readonly access: Access;
  /** Host names that are allowed beside localhost and literal addresses. */
  readonly hosts: readonly string[];
  readonly locale: LocaleCode | undefined;
}

/** Requests of one address. The burst lets fifty pages open at once. */
const ANY_REQUEST = { burst: 600, perSecond: 60 };
/** Requests of one address for ranges that the user chose: each costs the database a query. */
const CHOSEN_RANGE = { burst: 20, perSecond: 1 };

/** Serves the page, its snapshots and its event streams. `listen.ts` opens the socket. */
export class DashboardServer {
  readonly #parts: ServerParts;
  readonly #snapshots = new SnapshotCache();
  readonly #requests = new RequestRate(ANY_REQUEST);
  readonly #chosen = new RequestRate(CHOSEN_RANGE);
  /** Settles when the last query for a chosen range has ended: they run one at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: ServerParts) {
    this.#parts = parts;
  }

  /** Responds to a request from `address`. */
  async answer(request: Request, address: string): Promise<Response> {
    const refusal = this.#refuse(request, address);
    if (refusal !== undefined) return refusal;
    const url = new URL(request.url);
    const entry = this.#parts.access.decide(url, request.headers);
    switch (entry.type) {
      case "refuse":
        return sendText(401, "This dashboard needs its token: open it once with ?token=…", {
          "www-authenticate": "Bearer",
        });
      case "redirect":
        return sendText(303, "", { "location": entry.location, "set-cookie": entry.cookie });
      case "admit":
        return await this.#route(request, url, address);
      default:
        throw new TypeError(`Cannot decide: ${JSON.stringify(entry satisfies never)}`);
    }
  }

  #refuse(request: Request, address: string): Response | undefined {
    if (!isAllowedHost(request.headers.get("host"), this.#parts.hosts)) {
      return sendText(421, "This host name is not one of this dashboard's");
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      return sendText(405, "Only GET and HEAD", { allow: "GET, HEAD" });
    }
    // Other sites may link to the page, but their scripts may not read from it.
    const isNavigation = request.headers.get("sec-fetch-mode") === "navigate";
    if (request.headers.get("sec-fetch-site") === "cross-site" && !isNavigation) {
      return sendText(403, "Only this page's own requests");
    }
    if (!this.#requests.admits(address, performance.now())) return tooMany();
    return undefined;
  }

  async #route(request: Request, url: URL, address: string): Promise<Response> {
    switch (url.pathname) {
      case "/": {
        const { locale, assets } = this.#parts;
        const accepted = request.headers.get("accept-language");
        const page = assets.get(
          `index.${pageLocale(url.searchParams.get("ui"), locale, accepted)}`,
        );
        return page === undefined ? sendText(404, "No such page") : sendAsset(page, request);
      }
      case "/api/snapshot":
        return await this.#snapshot(request, url, address);
      case "/api/events":
        return this.#events(request, url, address);
      default: {
        const asset = url.pathname.startsWith("/")
          ? this.#parts.assets.get(url.pathname)
          : undefined;
        return asset === undefined ? sendText(404, "No such page") : sendAsset(asset, request);
      }
    }
  }

  async #snapshot(request: Request, url: URL, address: string): Promise<Response> {
    const { state, observer } = this.#parts;
    const now = performance.now();
    const asked = url.searchParams.get("from");
    if (asked !== null) return await this.#chosenSnapshot(request, url, address);
    const name = url.searchParams.get("range") ?? DEFAULT_RANGE;
    if (!isLiveRange(name)) {
      return sendText(400, `Unknown range. Use ${Object.keys(LIVE_RANGES).join(", ")}`);
    }
    const made = this.#snapshots.get(name, { now, keepMs: 1_000 }, async () => {
      if (state.health.database) await observer.freshen(LIVE_RANGES[name].step).catch(() => {});
      return state.snapshot(name);
    });
    return sendSnapshot(await made, request);
  }

  async #chosenSnapshot(request: Request, url: URL, address: string): Promise<Response> {
    const { sql, state } = this.#parts;
    const from = Date.parse(url.searchParams.get("from") ?? "");
    const to = Date.parse(url.searchParams.get("to") ?? "");
    const range = chosenRange(from, Number.isNaN(to) ? state.now : to);
    if (range === undefined) {
      return sendText(400, "from and to must be ISO 8601 times, at most 400 days apart");
    }
    const now = performance.now();
    if (!this.#chosen.admits(address, now)) return tooMany();
    const key = `${range.from} ${range.to}`;
    const made = this.#snapshots.get(key, { now, keepMs: 15_000 }, () => {
      const turn = this.#turn.then(() => readWindows(sql, range));
      this.#turn = turn.catch(() => {});
      return turn.then((rows) => state.chosenSnapshot(range, rows));
    });
    try {
      return sendSnapshot(await made, request);
    } catch {
      return sendText(503, "The database cannot be read at the moment", { "retry-after": "2" });
    }
  }

  #events(request: Request, url: URL, address: string): Response {
    const { subscribers, log } = this.#parts.state;
    const name = url.searchParams.get("range") ?? DEFAULT_RANGE;
    const step = isLiveRange(name) ? LIVE_RANGES[name].step : 0;
    const subscriber = subscribers.admit(address, step);
    if (subscriber === undefined) return sendText(503, "Too many viewers", { "retry-after": "10" });
    // A browser sends this header by itself when it reconnects; it is newer than the version in the URL.
    const version = request.headers.get("last-event-id") ?? url.searchParams.get("since") ?? "";
    const missed = log.since(version, step);
    const now = performance.now();
    if (missed === undefined) subscriber.reset(now);
    else for (const event of missed) subscriber.send(event, now);
    subscriber.keepAlive(now);
    return sendEvents(subscriber.stream);
  }
}

function tooMany(): Response {
  return sendText(429, "Too many requests", { "retry-after": "2" });
}
