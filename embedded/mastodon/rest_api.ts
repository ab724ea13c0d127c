import { foldHashtag } from "../../core/post/hashtag.ts";
import type { TimelinesAccess } from "../../core/mastodon/timelines_access.ts";
import type { Channel } from "./channel.ts";
import type { ActiveFaults } from "./faults.ts";
import type { Post } from "./post.ts";
import type { Page, Timeline } from "./timeline.ts";

export interface RestApiOptions {
  readonly domain: string;
  readonly timeline: Timeline;
  readonly activeFaults: () => ActiveFaults;
  /** As the instance API names it. */
  readonly version: string;
  readonly scopesOf: (token: string | undefined) => readonly string[];
  /** Whether OAuth has given out this token. */
  readonly gaveOut: (token: string | undefined) => boolean;
  /** The token is a user's, not an application's own. */
  readonly isUser: boolean;
  /** The user's role has "View live and topic feeds". */
  readonly viewsClosed: boolean;
  readonly feeds: () => TimelinesAccess;
  readonly isSwitchedOn: (channel: Pick<Channel, "feed">, post: Post) => boolean;
  /** For the header `Date`. */
  readonly clockAheadMs: number;
  /** The required token; undefined accepts any token or none. */
  readonly token?: string;
  /** Requests in a window, and among them requests for pages of timelines in three windows. */
  readonly rateLimit: number;
  readonly pagingLimit: number;
  /** Length of a window: five minutes in Mastodon. */
  readonly rateWindowMs: number;
  /** How `min_id` is taken: pages forward, not at all, or as `since_id`. */
  readonly minId: "forward" | "ignored" | "since";
  /** Whether a 429 names the wait in Retry-After too. */
  readonly namesRetryAfter: boolean;
  /** Whether `GET /api/v1/statuses?id[]=…` exists; GoToSocial answers 405. */
  readonly bulkStatuses: boolean;
  /** Answers 418 to requests without User-Agent. */
  readonly wantsUserAgent: boolean;
  /** `ws://host:port` of the streaming API, which may move. */
  readonly streamingUrl: () => string;
}

type Problem = readonly [status: number, error: string];

/** The part of Mastodon's REST API that readers of public posts need. */
export class RestApi {
  readonly #options: RestApiOptions;
  readonly #rateLimit: RateLimit;
  readonly #pagingLimit: RateLimit;
  /** Requests that were answered with 429 because of a limit. */
  refused = 0;

  constructor(options: RestApiOptions) {
    this.#options = options;
    const { rateLimit, pagingLimit, rateWindowMs } = options;
    this.#rateLimit = new RateLimit(rateLimit, rateWindowMs);
    this.#pagingLimit = new RateLimit(pagingLimit, 3 * rateWindowMs);
  }

  /** The error response to a REST or streaming request, if any. */
  problemOf(request: Request, token: string | undefined): Response | undefined {
    const activeFaults = this.#options.activeFaults();
    if (activeFaults.starting) return startUpPage(Date.now());
    if (activeFaults.unavailable) return fail([503, "Service Unavailable"]);
    if (this.#options.wantsUserAgent && !request.headers.get("user-agent")) {
      return fail([418, "I'm a teapot"]);
    }
    if (activeFaults.rateLimitedS !== undefined) {
      return fail([429, "Too many requests"], { "Retry-After": String(activeFaults.rateLimitedS) });
    }
    if (token !== undefined && !this.#accepts(token)) {
      return fail([401, "The access token is invalid"]);
    }
    return undefined;
  }

  /** True if a token is needed and this is not it. */
  lacksToken(token: string | undefined): boolean {
    const { token: required, gaveOut } = this.#options;
    return required !== undefined && token !== required && !gaveOut(token);
  }

  handle(request: Request): Response {
    const token = bearerOf(request);
    const who = token ?? "";
    const counts = [this.#rateLimit.count(who, Date.now())];
    if (isPaging(new URL(request.url))) counts.push(this.#pagingLimit.count(who, Date.now()));
    // As in Mastodon, the headers are those of the limit that is nearest.
    const { left, headers } = counts.reduce((a, b) => b.left < a.left ? b : a);
    if (left < 0) this.refused++;
    const response = this.problemOf(request, token) ??
      (left >= 0 ? this.#answer(request, token) : this.#tooMany(headers));
    for (const [name, value] of headers) response.headers.set(name, value);
    const now = new Date(Date.now() + this.#options.clockAheadMs);
    response.headers.set("Date", now.toUTCString());
    return response;
  }

  #tooMany(headers: Headers): Response {
    const reset = Date.parse(headers.get("X-RateLimit-Reset") ?? "");
    const waitS = Math.max(1, Math.ceil((reset - Date.now()) / 1000));
    const named = this.#options.namesRetryAfter ? { "Retry-After": String(waitS) } : {};
    return fail([429, "Too many requests"], named);
  }

  #accepts(token: string): boolean {
    return !this.#options.activeFaults().tokenRefused && !this.lacksToken(token);
  }

  #answer(request: Request, token: string | undefined): Response {
    const url = new URL(request.url);
    const path = url.pathname;
    if (request.method !== "GET") return fail([404, "Not Found"]);
    if (path === "/api/v2/instance") return Response.json(this.#instance());
    if (path === "/api/v1/instance") return Response.json(this.#instanceV1());
    if (this.lacksToken(token)) return fail([401, "The access token is invalid"]);
    if (path === "/api/v1/apps/verify_credentials") {
      const scopes = this.#options.scopesOf(token);
      const says = isSince(this.#options.version, 4.3);
      return Response.json({ name: "Trunkline", website: null, ...(says && { scopes }) });
    }
    if (path === "/api/v1/accounts/verify_credentials") return this.#account(token);
    if (!this.#mayReadPosts(token)) {
      return fail([403, "This action is outside the authorized scopes"]);
    }
    if (path === "/api/v1/statuses") return this.#statuses(url.searchParams.getAll("id[]"));
    const [, id] = /^\/api\/v1\/statuses\/([^/]+)$/.exec(path) ?? [];
    if (id !== undefined) return this.#status(id);
    const [, timeline = ""] = /^\/api\/v1\/timelines\/(.+)$/.exec(path) ?? [];
    const only = timelineFilter(timeline, url.searchParams);
    if (only === undefined) return fail([404, "Record not found"]);
    const feed = timeline === "public"
      ? "live"
      : timeline.startsWith("tag/")
      ? "hashtag"
      : undefined;
    const { isSwitchedOn } = this.#options;
    return this.#page(url, (post) => only(post) && isSwitchedOn({ feed }, post));
  }

  /** The account of the token, for a token that may ask for it. */
  #account(given: string | undefined): Response {
    const { token, isUser, viewsClosed } = this.#options;
    const scopes = this.#options.scopesOf(given);
    const may = ["read", "read:accounts", "profile"].some((each) => scopes.includes(each));
    if (token !== undefined && !may) {
      return fail([403, "This action is outside the authorized scopes"]);
    }
    if (token !== undefined && !isUser) {
      return fail([422, "This method requires an authenticated user"]);
    }
    const permissions = String(65536 + (viewsClosed ? 1 << 20 : 0));
    const role = { id: "-99", name: "", permissions, color: "", highlighted: false };
    return Response.json({ id: "1", username: "reader", acct: "reader", bot: true, role });
  }

  #mayReadPosts(token: string | undefined): boolean {
    return this.#options.token === undefined || readsPosts(this.#options.scopesOf(token));
  }

  #status(id: string): Response {
    const post = this.#options.timeline.get(id);
    if (post === undefined || post.deleted) return fail([404, "Record not found"]);
    return json(post.json());
  }

  #statuses(ids: readonly string[]): Response {
    if (!this.#options.bulkStatuses) return fail([405, "Method Not Allowed"]);
    if (ids.length > 20) return fail([422, "Validation failed: too many ids"]);
    const found = ids.flatMap((id) => this.#options.timeline.get(id) ?? []);
    return json(arrayOf(found.filter(({ deleted }) => !deleted)));
  }

  #page(url: URL, only: (post: Post) => boolean): Response {
    if (this.#options.activeFaults().feedsClosed) {
      return fail([422, "This method requires an authenticated user"]);
    }
    const asked = (name: string) => url.searchParams.get(name) ?? undefined;
    const limit = Math.min(40, Math.max(1, Number(asked("limit") ?? 20) || 20));
    const maxId = asked("max_id");
    const takes = this.#options.minId;
    const minId = takes === "forward" ? asked("min_id") : undefined;
    const sinceId = asked("since_id") ?? (takes === "since" ? asked("min_id") : undefined);
    const page: Page = {
      limit,
      only,
      ...(maxId === undefined ? {} : { maxId }),
      ...(sinceId === undefined ? {} : { sinceId }),
      ...(minId === undefined ? {} : { minId }),
    };
    const posts = this.#options.timeline.page(page);
    const response = json(arrayOf(posts));
    const link = linkHeader(url, posts, limit);
    if (link !== "") response.headers.set("Link", link);
    return response;
  }

  #instance(): unknown {
    const { domain, streamingUrl, version, feeds } = this.#options;
    const { live, hashtag, trendingLink } = feeds();
    return {
      domain,
      title: "Simulated Mastodon",
      version,
      source_url: "https://github.com/mastodon/mastodon",
      description: "A server of made-up people",
      usage: { users: { active_month: 50_000 } },
      languages: ["en"],
      configuration: {
        urls: { streaming: streamingUrl() },
        statuses: { max_characters: 500, max_media_attachments: 4 },
        ...(isSince(version, 4.5) && {
          timelines_access: {
            live_feeds: live,
            hashtag_feeds: hashtag,
            trending_link_feeds: trendingLink,
          },
        }),
      },
      api_versions: { mastodon: 7 },
      rules: [],
    };
  }

  #instanceV1(): unknown {
    const { domain, streamingUrl, version } = this.#options;
    return {
      uri: domain,
      title: "Simulated Mastodon",
      version,
      urls: { streaming_api: streamingUrl() },
      stats: { user_count: 50_000, status_count: 0, domain_count: 11 },
    };
  }
}

/** Whether a version of Mastodon is at least `major.minor`, both of one digit. */
export function isSince(version: string, release: number): boolean {
  return Number.parseFloat(version) >= release;
}

/** Whether scopes allow to read posts. */
export function readsPosts(scopes: readonly string[]): boolean {
  return scopes.includes("read") || scopes.includes("read:statuses");
}

/** The token of the `Authorization` header. */
export function bearerOf(request: Request): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
}

function timelineFilter(
  timeline: string,
  query: URLSearchParams,
): ((post: Post) => boolean) | undefined {
  const is = (name: string) => ["true", "1"].includes(query.get(name) ?? "");
  const [local, remote, media] = [is("local"), is("remote"), is("only_media")];
  const kept = (post: Post) =>
    (!local || post.local) && (!remote || !post.local) && (!media || post.hasMedia);
  if (timeline === "public") return kept;
  if (timeline === "home" || /^list\/[^/]+$/.test(timeline)) return () => true;
  const [, tag] = /^tag\/([^/]+)$/.exec(timeline) ?? [];
  if (tag === undefined) return undefined;
  const wanted = foldHashtag(decodeURIComponent(tag));
  return (post) => kept(post) && post.tags.includes(wanted);
}

/** Whether Mastodon's limit for pages counts a request. */
function isPaging({ pathname, searchParams }: URL): boolean {
  return pathname.startsWith("/api/v1/timelines/") &&
    ["max_id", "min_id", "since_id", "page"].some((name) => searchParams.has(name));
}

function linkHeader(url: URL, posts: readonly Post[], limit: number): string {
  const [newest, oldest] = [posts[0], posts.at(-1)];
  if (newest === undefined || oldest === undefined) return "";
  const page = (name: string, id: string) => {
    const other = new URL(url);
    for (const id of ["max_id", "min_id", "since_id"]) other.searchParams.delete(id);
    other.searchParams.set(name, id);
    return other.href;
  };
  const links = [`<${page("min_id", newest.id)}>; rel="prev"`];
  if (posts.length === limit) links.unshift(`<${page("max_id", oldest.id)}>; rel="next"`);
  return links.join(", ");
}

function arrayOf(posts: readonly Post[]): string {
  return `[${posts.map((post) => post.json()).join(",")}]`;
}

function json(text: string): Response {
  return new Response(text, { headers: { "Content-Type": "application/json; charset=utf-8" } });
}

/** GoToSocial's response while it starts; clients see its two Retry-After headers as one value with commas. */
function startUpPage(now: number): Response {
  const response = fail([503, "The server is starting"]);
  response.headers.append("Retry-After", "120");
  response.headers.append("Retry-After", new Date(now + 120_000).toUTCString());
  return response;
}

function fail([status, error]: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json({ error }, { status, headers });
}

/** A counted request. */
interface Counted {
  /** Requests that are left in this window; negative: it is one too many. */
  readonly left: number;
  readonly headers: Headers;
}

/** A rate limit of Mastodon: requests of one token in fixed windows. */
class RateLimit {
  readonly #limit: number;
  readonly #used = new Map<string, number>();
  readonly #windowMs: number;
  #window = 0;

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /** Counts a request of `who` at `now` (ms since 1970) and gives the headers that every answer carries. */
  count(who: string, now: number): Counted {
    const window = Math.floor(now / this.#windowMs);
    if (window !== this.#window) this.#used.clear();
    this.#window = window;
    const used = (this.#used.get(who) ?? 0) + 1;
    this.#used.set(who, used);
    const headers = new Headers({
      "X-RateLimit-Limit": String(this.#limit),
      "X-RateLimit-Remaining": String(Math.max(0, this.#limit - used)),
      "X-RateLimit-Reset": new Date((window + 1) * this.#windowMs).toISOString(),
    });
    return { left: this.#limit - used, headers };
  }
}
