import type { StreamName } from "./stream_name.ts";

/** Who may read a feed: everyone, users of the server, or only roles with "View live and topic feeds". */
export type FeedAccess = "public" | "authenticated" | "disabled";

/** A feed's local and remote posts. */
export interface FeedSides {
  readonly local: FeedAccess;
  readonly remote: FeedAccess;
}

/** The six cells of `configuration.timelines_access` (Mastodon 4.5 and later). */
export interface TimelinesAccess {
  readonly live: FeedSides;
  readonly hashtag: FeedSides;
  readonly trendingLink: FeedSides;
}

/** How much of a stream's posts a token gets. What it does not get, is taken back by deletes all the same. */
export type StreamAccess =
  | { readonly type: "all" }
  /** Posts of one side are left out. */
  | { readonly type: "part"; readonly without: "local" | "remote" }
  /** The stream opens, and carries deletes only. */
  | { readonly type: "none" };

/** The permissions "Administrator" and "View live and topic feeds" in a role's bit mask. */
const VIEWS_FEEDS = (1n << 20n) | 1n;

/** Reads the cells of `GET /api/v2/instance`; undefined where the server has no such setting. */
export function parseTimelinesAccess(instance: unknown): TimelinesAccess | undefined {
  const cells = objectIn(objectIn(instance, "configuration"), "timelines_access");
  if (cells === undefined) return undefined;
  const sides = (name: string): FeedSides => {
    const feed = objectIn(cells, name);
    return { local: accessIn(feed, "local"), remote: accessIn(feed, "remote") };
  };
  return {
    live: sides("live_feeds"),
    hashtag: sides("hashtag_feeds"),
    trendingLink: sides("trending_link_feeds"),
  };
}

/** Whether the role of `GET /api/v1/accounts/verify_credentials` may read feeds that are switched off. */
export function viewsClosedFeeds(account: unknown): boolean {
  const permissions = objectIn(account, "role")?.["permissions"];
  if (typeof permissions !== "string" && typeof permissions !== "number") return false;
  return /^\d+$/.test(`${permissions}`) && (BigInt(permissions) & VIEWS_FEEDS) !== 0n;
}

/** What a reader gets of a stream. Lists and the home timeline have no setting of their own. */
export function streamAccess(
  stream: StreamName,
  access: TimelinesAccess | undefined,
  { isUser, viewsClosed }: {
    /** The token belongs to a user: an app's own token gets what visitors get. */
    readonly isUser: boolean;
    readonly viewsClosed: boolean;
  },
): StreamAccess {
  if (access === undefined || viewsClosed) return { type: "all" };
  const sides = stream.type === "public" ? access.live : stream.type === "hashtag"
    // The feed of a local hashtag cannot be switched off.
    ? { ...access.hashtag, local: "public" as const }
    : undefined;
  if (sides === undefined) return { type: "all" };
  const reads = (cell: FeedAccess) => cell === "public" || (cell === "authenticated" && isUser);
  const only = "only" in stream ? stream.only : undefined;
  if (only !== undefined && only !== "media") return { type: reads(sides[only]) ? "all" : "none" };
  const [local, remote] = [reads(sides.local), reads(sides.remote)];
  if (local && remote) return { type: "all" };
  if (!local && !remote) return { type: "none" };
  return { type: "part", without: local ? "remote" : "local" };
}

function accessIn(feed: Readonly<Record<string, unknown>> | undefined, side: string): FeedAccess {
  const value = feed?.[side];
  return value === "authenticated" || value === "disabled" ? value : "public";
}

function objectIn(value: unknown, name?: string): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const found: unknown = name === undefined ? value : Reflect.get(value, name);
  return typeof found === "object" && found !== null && !Array.isArray(found)
    ? found as Readonly<Record<string, unknown>>
    : undefined;
}
