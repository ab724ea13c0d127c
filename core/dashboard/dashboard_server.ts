import { atomFeed, newestAlerts } from "./alert_feed.ts";
import type { Sql } from "../postgres/connect.ts";
import { Access } from "./access.ts";
import { countHashtags } from "./count_hashtags.ts";
import { isAllowedHost } from "./allowed_host.ts";
import {
  sendAsset,
  sendEvents,
  sendPage,
  sendSnapshot,
  sendText,
  sendTokenPage,
} from "./responses.ts";
import type { DashboardState } from "./dashboard_state.ts";
import type { DatabaseObserver } from "./observe_database.ts";
import { type PageAssets, pageLocale } from "./page_assets.ts";
import type { LocaleCode } from "./page_protocol.ts";
import {
  chosenRange,
  DEFAULT_RANGE,
  isLiveRange,
  LIVE_RANGES,
  liveRange,
  type Range,
} from "./ranges.ts";
import { readWindows } from "./read_windows.ts";
import { readFilter } from "../post/post_filter.ts";
import { readBefore, readSelection } from "./selection.ts";
import { orAborted } from "../base/or_aborted.ts";
import { type CachedSnapshot, SnapshotCache } from "./snapshot_cache.ts";

/** The parts that the server is made of. */
export interface ServerParts {
  readonly sql: Sql;
  readonly state: DashboardState;
  readonly observer: DatabaseObserver;
  readonly assets: PageAssets;
  readonly access: Access;
  /** Host names that are allowed beside localhost and literal addresses. */
  readonly hosts: readonly string[];
  /** Hosts whose pages may show this one in a frame. */
  readonly embedders: readonly string[];
  readonly locale: LocaleCode | undefined;
}

/** Longest wait for fresh windows of a live range, and for the windows of a chosen one. */
const FRESHEN_MAX_MS = 2_000;
const CHOSEN_MAX_MS = 20_000;
const UNKNOWN_RANGE = `Unknown range. Use ${Object.keys(LIVE_RANGES).join(", ")}`;
/** Requests of one address. The burst lets fifty pages open at once. */
const ANY_REQUEST = { burst: 600, perSecond: 60 };
/** Requests of one address for ranges that the user chose: each costs the database a query. */
const CHOSEN_RANGE = { burst: 20, perSecond: 1 };

/** Selections are counted from posts, which is slow: at most this share of the time goes into all of them. */
const SELECTIONS_SHARE = 0.1;
/** How long each is kept at least; pages ask again after that. */
const SELECTION_MS = 2_000;
const SELECTION_MAX_MS = 60_000;
/** The past hardly changes. */
const BEFORE_MS = 30_000;
const DAYS_BEFORE: Readonly<Record<string, number>> = { day: 1, week: 7 };

const ALERTS_MAX = 50;

/** Serves the page, its snapshots and its event streams. `listen.ts` opens the socket. */
export class DashboardServer {
  readonly #parts: ServerParts;
  readonly #snapshots = new SnapshotCache();
  readonly #selections = new SnapshotCache();
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
        return this.#askForToken(request, url);
      case "redirect":
        return sendText(303, "", { "location": entry.location, "set-cookie": entry.cookie });
      case "admit":
        return await this.#route(request, url, address);
      default:
        throw new TypeError(`Cannot decide: ${JSON.stringify(entry satisfies never)}`);
    }
  }

  /** People get a page that asks for the token, scripts one line. */
  #askForToken(request: Request, url: URL): Response {
    if (/\btext\/html\b/.test(request.headers.get("accept") ?? "")) {
      return sendTokenPage(this.#localeOf(request, url));
    }
    return sendText(401, "This dashboard needs its token: open it once with ?token=…", {
      "www-authenticate": "Bearer",
    });
  }

  #localeOf(request: Request, url: URL): LocaleCode {
    const accepted = request.headers.get("accept-language");
    return pageLocale(url.searchParams.get("ui"), this.#parts.locale, accepted);
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
        const { assets, embedders } = this.#parts;
        const page = assets.get(`index.${this.#localeOf(request, url)}`);
        return page === undefined
          ? sendText(404, "No such page")
          : sendPage(page, request, embedders);
      }
      case "/api/snapshot":
        return await this.#snapshot(request, url, address);
      case "/api/selection":
      case "/api/before":
        return await this.#filtered(request, url, address);
      case "/alerts.atom":
        return await this.#alerts(request, url);
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
      return sendText(400, UNKNOWN_RANGE);
    }
    const made = this.#snapshots.get(name, { now, keepMs: 1_000 }, async () => {
      // What is known is shown, rather than nothing while the database does not answer.
      if (state.health.database) {
        const fresh = observer.freshen(LIVE_RANGES[name].step);
        await orAborted(fresh, AbortSignal.timeout(FRESHEN_MAX_MS)).catch(() => {});
      }
      return state.snapshot(name);
    });
    return sendSnapshot(await made, request);
  }

  async #chosenSnapshot(request: Request, url: URL, address: string): Promise<Response> {
    const { sql, state } = this.#parts;
    const range = this.#rangeOf(url);
    if (range === undefined) {
      return sendText(400, "from and to must be ISO 8601 times, at most 400 days apart");
    }
    const now = performance.now();
    if (!this.#chosen.admits(address, now)) return tooMany();
    const key = `${range.from} ${range.to}`;
    const made = this.#snapshots.get(key, { now, keepMs: 15_000 }, () =>
      this.#inTurn(async () => {
        const rows = await readWindows(sql, range);
        const [from, to] = [range.from * 60_000, range.to * 60_000];
        const rising = await countHashtags(sql, { from, to, now: state.now });
        return state.chosenSnapshot(range, rows, rising);
      }));
    return await this.#soon(made, request);
  }

  /** The posts that pass a filter, or those of some days before. Viewers of the same share one count. */
  async #filtered(request: Request, url: URL, address: string): Promise<Response> {
    const { sql, state } = this.#parts;
    const range = this.#rangeOf(url);
    const asked = (name: string) => url.searchParams.get(name) ?? undefined;
    const filter = readFilter(
      { tag: asked("tag"), server: asked("server"), langs: asked("lang") },
      { tag: "tag", server: "server", langs: "lang" },
    );
    const days = url.pathname === "/api/before" ? DAYS_BEFORE[url.searchParams.get("by") ?? ""] : 0;
    if ("wrong" in filter) return sendText(400, filter.wrong);
    if (range === undefined) return sendText(400, UNKNOWN_RANGE);
    if (days === undefined) {
      return sendText(400, `Unknown by. Use ${Object.keys(DAYS_BEFORE).join(", ")}`);
    }
    const now = performance.now();
    const { langs, ...rest } = filter;
    // A live range moves on; what was counted of it a moment ago will do.
    const { searchParams } = url;
    const when = searchParams.has("from") ? range : searchParams.get("range");
    const key = JSON.stringify([days, when, langs.toSorted(), rest]);
    if (!this.#selections.has(key, now) && !this.#chosen.admits(address, now)) return tooMany();
    const keepMs = (took: number) =>
      days > 0 ? BEFORE_MS : Math.min(
        SELECTION_MAX_MS,
        Math.max(SELECTION_MS, took * this.#selections.count(now) / SELECTIONS_SHARE),
      );
    const made = this.#selections.get(key, { now, keepMs }, () =>
      this.#inTurn(async () => {
        if (days > 0) return await readBefore(sql, range, { ...filter, days });
        const began = performance.now();
        const selection = await readSelection(sql, range, filter);
        const againMs = keepMs(performance.now() - began);
        return { ...selection, againMs, watermark: state.moment.watermark, now: state.now };
      }));
    return await this.#soon(made, request);
  }

  #rangeOf({ searchParams }: URL): Range | undefined {
    const { state } = this.#parts;
    const asked = searchParams.get("from");
    const name = searchParams.get("range") ?? DEFAULT_RANGE;
    if (asked === null) return isLiveRange(name) ? liveRange(name, state.now) : undefined;
    const to = Date.parse(searchParams.get("to") ?? "");
    return chosenRange(Date.parse(asked), Number.isNaN(to) ? state.now : to);
  }

  /** Runs a query after those that were asked for before it. */
  #inTurn<Result>(query: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(query);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #soon(made: Promise<CachedSnapshot>, request: Request): Promise<Response> {
    try {
      const late = AbortSignal.timeout(CHOSEN_MAX_MS);
      return sendSnapshot(await orAborted(made, late), request);
    } catch {
      return sendText(503, "The database cannot be read at the moment", { "retry-after": "2" });
    }
  }

  async #alerts(request: Request, url: URL): Promise<Response> {
    const { sql, state } = this.#parts;
    // Behind a proxy with TLS, which says so.
    const secure = request.headers.get("x-forwarded-proto") === "https";
    const origin = secure ? url.origin.replace(/^http:/, "https:") : url.origin;
    try {
      const alerts = await newestAlerts(sql, ALERTS_MAX);
      const locale = this.#localeOf(request, url);
      return sendText(200, atomFeed(alerts, { origin, now: state.now, locale }).trimEnd(), {
        "content-type": "application/atom+xml; charset=utf-8",
      });
    } catch {
      return sendText(503, "The database cannot be read at the moment", { "retry-after": "2" });
    }
  }

  #events(request: Request, url: URL, address: string): Response {
    const { subscribers, log } = this.#parts.state;
    const name = url.searchParams.get("range") ?? DEFAULT_RANGE;
    const watched = isLiveRange(name)
      ? { step: LIVE_RANGES[name].step, range: name }
      : { step: 0, range: undefined };
    const subscriber = subscribers.admit(address, watched);
    if (subscriber === undefined) return sendText(503, "Too many viewers", { "retry-after": "10" });
    // A browser sends this header by itself when it reconnects; it is newer than the version in the URL.
    const version = request.headers.get("last-event-id") ?? url.searchParams.get("since") ?? "";
    const missed = log.since(version, watched);
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

/** Requests allowed to one address: `burst` at once, `perSecond` in the long run. */
interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

const ADDRESSES_MAX = 10_000;

/** A token bucket for each address. */
export class RequestRate {
  readonly #allowance: Allowance;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(allowance: Allowance) {
    this.#allowance = allowance;
  }

  /** Takes a token for a request from `address` at `now` (ms); false if there is none. */
  admits(address: string, now: number): boolean {
    const { burst, perSecond } = this.#allowance;
    const bucket = this.#buckets.get(address) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + (now - bucket.at) * perSecond / 1_000);
    const admitted = tokens >= 1;
    // Delete and set again: the map's order is then the order of use, and its first entry the oldest.
    this.#buckets.delete(address);
    this.#buckets.set(address, { tokens: admitted ? tokens - 1 : tokens, at: now });
    if (this.#buckets.size > ADDRESSES_MAX) this.#forgetOldest();
    return admitted;
  }

  #forgetOldest(): void {
    const oldest = this.#buckets.keys().next().value;
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
