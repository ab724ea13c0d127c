import { foldHashtag } from "../../core/post/hashtag.ts";
import type { ActiveFaults } from "./faults.ts";
import type { Post } from "./post.ts";
import { RateLimit } from "./rate_limit.ts";
import type { Page, Timeline } from "./timeline.ts";

export interface RestApiOptions {
  readonly domain: string;
  readonly timeline: Timeline;
  readonly ailments: () => ActiveFaults;
  /** The required token; undefined accepts any token or none. */
  readonly token?: string;
  /** Requests in five minutes. */
  readonly rateLimit: number;
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

  constructor(options: RestApiOptions) {
    this.#options = options;
    this.#rateLimit = new RateLimit(options.rateLimit);
  }

  /** The error response to a REST or streaming request, if any. */
  problemOf(request: Request, token: string | undefined): Response | undefined {
    const ailments = this.#options.ailments();
    if (ailments.starting) return startUpPage(Date.now());
    if (ailments.unavailable) return fail([503, "Service Unavailable"]);
    if (this.#options.wantsUserAgent && !request.headers.get("user-agent")) {
      return fail([418, "I'm a teapot"]);
    }
    if (ailments.rateLimitedS !== undefined) {
      return fail([429, "Too many requests"], { "Retry-After": String(ailments.rateLimitedS) });
    }
    if (token !== undefined && !this.#accepts(token)) {
      return fail([401, "The access token is invalid"]);
    }
    return undefined;
  }

  /** True if a token is needed and this is not it. */
  lacksToken(token: string | undefined): boolean {
    return this.#options.token !== undefined && token !== this.#options.token;
  }

  handle(request: Request): Response {
    const token = bearerOf(request);
    const { allowed, headers } = this.#rateLimit.count(token ?? "", Date.now());
    const response = this.problemOf(request, token) ??
      (allowed ? this.#answer(request, token) : fail([429, "Too many requests"], {
        "Retry-After": String(
          Math.ceil((Date.parse(headers.get("X-RateLimit-Reset") ?? "") - Date.now()) / 1000),
        ),
      }));
    for (const [name, value] of headers) response.headers.set(name, value);
    return response;
  }

  #accepts(token: string): boolean {
    return !this.#options.ailments().tokenRefused && !this.lacksToken(token);
  }

  #answer(request: Request, token: string | undefined): Response {
    const url = new URL(request.url);
    const path = url.pathname;
    if (request.method !== "GET") return fail([404, "Not Found"]);
    if (path === "/api/v2/instance") return Response.json(this.#instance());
    if (path === "/api/v1/instance") return Response.json(this.#instanceV1());
    if (this.lacksToken(token)) return fail([401, "The access token is invalid"]);
    if (path === "/api/v1/apps/verify_credentials") {
      return Response.json({ name: "Trunkline", website: null, scopes: ["read"] });
    }
    if (path === "/api/v1/accounts/verify_credentials") {
      return Response.json({ id: "1", username: "reader", acct: "reader", bot: true });
    }
    if (path === "/api/v1/statuses") return this.#statuses(url.searchParams.getAll("id[]"));
    const [, id] = /^\/api\/v1\/statuses\/([^/]+)$/.exec(path) ?? [];
    if (id !== undefined) return this.#status(id);
    const [, timeline = ""] = /^\/api\/v1\/timelines\/(.+)$/.exec(path) ?? [];
    const only = timelineFilter(timeline, url.searchParams);
    return only === undefined ? fail([404, "Record not found"]) : this.#page(url, only);
  }

  #status(id: string): Response {
    const post = this.#options.timeline.get(id);
    if (post === undefined || post.deleted) return fail([404, "Record not found"]);
    return json(post.json());
  }

  #statuses(ids: readonly string[]): Response {
    if (ids.length > 20) return fail([422, "Validation failed: too many ids"]);
    const found = ids.flatMap((id) => this.#options.timeline.get(id) ?? []);
    return json(arrayOf(found.filter(({ deleted }) => !deleted)));
  }

  #page(url: URL, only: (post: Post) => boolean): Response {
    if (this.#options.ailments().feedsClosed) {
      return fail([422, "This method requires an authenticated user"]);
    }
    const asked = (name: string) => url.searchParams.get(name) ?? undefined;
    const limit = Math.min(40, Math.max(1, Number(asked("limit") ?? 20) || 20));
    const [maxId, sinceId, minId] = [asked("max_id"), asked("since_id"), asked("min_id")];
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
    const { domain, streamingUrl } = this.#options;
    return {
      domain,
      title: "Simulated Mastodon",
      version: "4.5.0+simulated",
      source_url: "https://github.com/mastodon/mastodon",
      description: "A server of made-up people",
      usage: { users: { active_month: 50_000 } },
      languages: ["en"],
      configuration: {
        urls: { streaming: streamingUrl() },
        statuses: { max_characters: 500, max_media_attachments: 4 },
      },
      api_versions: { mastodon: 7 },
      rules: [],
    };
  }

  #instanceV1(): unknown {
    const { domain, streamingUrl } = this.#options;
    return {
      uri: domain,
      title: "Simulated Mastodon",
      version: "4.5.0+simulated",
      urls: { streaming_api: streamingUrl() },
      stats: { user_count: 50_000, status_count: 0, domain_count: 11 },
    };
  }
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
