import type { Sql } from "../postgres/connect.ts";
import { Access } from "./access.ts";
import { isAllowedHost } from "./allowed_host.ts";
import { say, sendAsset, sendEvents, sendSnapshot } from "./answers.ts";
import type { DashboardState } from "./dashboard_state.ts";
import type { DatabaseObserver } from "./observe_database.ts";
import { type Locale, localeOf, type PageAssets } from "./page_assets.ts";
import { chosenRange, DEFAULT_RANGE, isLiveRange, LIVE_RANGES } from "./ranges.ts";
import { readWindows } from "./read_windows.ts";
import { RequestRate } from "./request_rate.ts";
import { SnapshotCache } from "./snapshot_cache.ts";

/** What the server answers from. */
export interface ServerParts {
  readonly sql: Sql;
  readonly picture: DashboardState;
  readonly observer: DatabaseObserver;
  readonly assets: PageAssets;
  readonly access: Access;
  /** Names beside localhost and literal addresses that a `Host` header may carry. */
  readonly hosts: readonly string[];
  readonly locale: Locale | undefined;
}

/** Fifty pages may open at once from one address; nobody needs more than that for long. */
const ANY_REQUEST = { burst: 600, perSecond: 60 };
/** Ranges of one's own each cost the database a query. */
const CHOSEN_RANGE = { burst: 20, perSecond: 1 };

/** Answers the page, its snapshots and its event streams; knows nothing of sockets. */
export class DashboardServer {
  readonly #parts: ServerParts;
  readonly #snapshots = new SnapshotCache();
  readonly #requests = new RequestRate(ANY_REQUEST);
  readonly #chosen = new RequestRate(CHOSEN_RANGE);
  /** Ranges of one's own are read one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: ServerParts) {
    this.#parts = parts;
  }

  /** Answers a request that came from `address`. */
  async answer(request: Request, address: string): Promise<Response> {
    const refusal = this.#refuse(request, address);
    if (refusal !== undefined) return refusal;
    const url = new URL(request.url);
    const entry = this.#parts.access.decide(url, request.headers);
    switch (entry.type) {
      case "turn away":
        return say(401, "This dashboard needs its token: open it once with ?token=…", {
          "www-authenticate": "Bearer",
        });
      case "move on":
        return say(303, "", { "location": entry.location, "set-cookie": entry.cookie });
      case "let in":
        return await this.#route(request, url, address);
      default:
        throw new TypeError(`Cannot decide: ${JSON.stringify(entry satisfies never)}`);
    }
  }

  #refuse(request: Request, address: string): Response | undefined {
    if (!isAllowedHost(request.headers.get("host"), this.#parts.hosts)) {
      return say(421, "This host name is not one of this dashboard's");
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      return say(405, "Only GET and HEAD", { allow: "GET, HEAD" });
    }
    // Another site may link here, but its pages have no business with our figures.
    const isNavigation = request.headers.get("sec-fetch-mode") === "navigate";
    if (request.headers.get("sec-fetch-site") === "cross-site" && !isNavigation) {
      return say(403, "Only this page's own requests");
    }
    if (!this.#requests.admits(address, performance.now())) return tooMany();
    return undefined;
  }

  async #route(request: Request, url: URL, address: string): Promise<Response> {
    switch (url.pathname) {
      case "/": {
        const { locale, assets } = this.#parts;
        const accepted = request.headers.get("accept-language");
        const page = assets.get(`index.${localeOf(url.searchParams.get("ui"), locale, accepted)}`);
        return page === undefined ? say(404, "No such page") : sendAsset(page, request);
      }
      case "/api/snapshot":
        return await this.#snapshot(request, url, address);
      case "/api/events":
        return this.#events(request, url, address);
      default: {
        const asset = url.pathname.startsWith("/")
          ? this.#parts.assets.get(url.pathname)
          : undefined;
        return asset === undefined ? say(404, "No such page") : sendAsset(asset, request);
      }
    }
  }

  async #snapshot(request: Request, url: URL, address: string): Promise<Response> {
    const { picture, observer } = this.#parts;
    const now = performance.now();
    const asked = url.searchParams.get("from");
    if (asked !== null) return await this.#chosenSnapshot(request, url, address);
    const name = url.searchParams.get("range") ?? DEFAULT_RANGE;
    if (!isLiveRange(name)) {
      return say(400, `Unknown range. Use ${Object.keys(LIVE_RANGES).join(", ")}`);
    }
    const made = this.#snapshots.get(name, { now, keepMs: 1_000 }, async () => {
      if (picture.health.database) await observer.freshen(LIVE_RANGES[name].step).catch(() => {});
      return picture.snapshot(name);
    });
    return sendSnapshot(await made, request);
  }

  async #chosenSnapshot(request: Request, url: URL, address: string): Promise<Response> {
    const { sql, picture } = this.#parts;
    const from = Date.parse(url.searchParams.get("from") ?? "");
    const to = Date.parse(url.searchParams.get("to") ?? "");
    const range = chosenRange(from, Number.isNaN(to) ? picture.now : to);
    if (range === undefined) {
      return say(400, "from and to must be ISO 8601 times, at most 400 days apart");
    }
    const now = performance.now();
    if (!this.#chosen.admits(address, now)) return tooMany();
    const key = `${range.from} ${range.to}`;
    const made = this.#snapshots.get(key, { now, keepMs: 15_000 }, () => {
      const turn = this.#turn.then(() => readWindows(sql, range));
      this.#turn = turn.catch(() => {});
      return turn.then((rows) => picture.chosenSnapshot(range, rows));
    });
    try {
      return sendSnapshot(await made, request);
    } catch {
      return say(503, "The database cannot be read at the moment", { "retry-after": "2" });
    }
  }

  #events(request: Request, url: URL, address: string): Response {
    const { audience, log } = this.#parts.picture;
    const name = url.searchParams.get("range") ?? DEFAULT_RANGE;
    const step = isLiveRange(name) ? LIVE_RANGES[name].step : 0;
    const viewer = audience.admit(address, step);
    if (viewer === undefined) return say(503, "Too many viewers", { "retry-after": "10" });
    // The header is what the browser sends by itself when it comes back; it is newer than what stands in the URL.
    const version = request.headers.get("last-event-id") ?? url.searchParams.get("since") ?? "";
    const missed = log.since(version, step);
    const now = performance.now();
    if (missed === undefined) viewer.reset(now);
    else for (const event of missed) viewer.send(event, now);
    viewer.keepAlive(now);
    return sendEvents(viewer.stream);
  }
}

function tooMany(): Response {
  return say(429, "Too many requests", { "retry-after": "2" });
}
