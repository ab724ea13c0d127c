import { checkTimeline } from "../mastodon/check_server.ts";
import { readsStatuses } from "../mastodon/credentials.ts";
import { probeStream } from "../mastodon/probe_stream.ts";
import { restGet } from "../mastodon/rest_get.ts";
import { softwareOf } from "../mastodon/software.ts";
import { parseStreamName, type StreamName, timelinePath } from "../mastodon/stream_name.ts";
import {
  type FeedSides,
  parseTimelinesAccess,
  type StreamAccess,
  streamAccess,
  type TimelinesAccess,
} from "../mastodon/timelines_access.ts";
import { type Check, type Finding, ok, skipped, splitRemedy, Unavailable, wrong } from "./check.ts";
import type { SourceProbe } from "./source_probe.ts";

type Ask = (probe: SourceProbe, signal: AbortSignal) => Promise<Finding>;

/** Fewer requests left than these are not enough to start with, and to fill a gap. */
const BUDGET_LEAST = 30;

/** Checks the token, its scopes, the server's feeds, each stream that is asked for, and the rate limit. */
export function tokenChecks(
  check: (name: string, ask: Ask) => Check,
  streams: readonly string[],
): readonly Check[] {
  return [
    check("token", tokenIsAccepted),
    check("scopes", (probe) => scopesSuffice(probe, streams)),
    check("feeds", feedsAreOn),
    ...streams.map((stream) =>
      check(`stream ${stream}`, (probe, signal) => streamCanBeRead(probe, stream, signal))
    ),
    check("rate limit", budgetIsLeft),
  ];
}

async function tokenIsAccepted(probe: SourceProbe): Promise<Finding> {
  const { token, account, isUser } = await probe.credentials();
  switch (token) {
    case "none":
      return skipped("MASTODON_ACCESS_TOKEN is not set; nearly every server asks for one");
    case "refused":
      return wrong(
        "the server does not accept it (401)",
        "Make a new token and set MASTODON_ACCESS_TOKEN",
      );
    case "unknown":
      return skipped("the server has no way to ask; the streams show whether it is accepted");
    case "accepted":
      if (isUser === false) {
        return ok("accepted; it is an application's own, and reads what visitors may");
      }
      return ok(account === undefined ? "accepted" : `accepted, of the account ${account}`);
    default:
      return token satisfies never;
  }
}

async function scopesSuffice(probe: SourceProbe, streams: readonly string[]): Promise<Finding> {
  const { token, scopes } = await accepted(probe);
  if (token === "none") return skipped("there is no token");
  if (scopes === undefined) return skipped("the server does not say which scopes a token has");
  const has = scopes.join(" ") || "no scope";
  if (!readsStatuses(scopes)) {
    return wrong(
      `the token has ${has}, and reading posts needs read:statuses (or read)`,
      "Make a token with the scope read:statuses and set MASTODON_ACCESS_TOKEN",
    );
  }
  if (streams.some((each) => each.startsWith("list:")) && !/\bread(:lists)?( |$)/.test(`${has} `)) {
    return wrong(
      `the token has ${has}, and the timeline of a list needs read:lists (or read)`,
      "Make a token with the scopes read:statuses read:lists and set MASTODON_ACCESS_TOKEN",
    );
  }
  const more = scopes.filter((each) => !/^(read(:.*)?|profile)$/.test(each));
  return more.length === 0 ? ok(has) : ok(`${has}; ${more.join(" ")} is more than Trunkline needs`);
}

async function feedsAreOn(probe: SourceProbe): Promise<Finding> {
  const { instance } = await probe.need("server", probe.instance);
  const access = parseTimelinesAccess(instance);
  if (access === undefined) return skipped("the server has no such settings (before Mastodon 4.5)");
  return ok(
    Object.entries(
      {
        live: access.live,
        hashtags: access.hashtag,
        "links in trends": access.trendingLink,
      } satisfies Record<string, FeedSides>,
    )
      .map(([name, { local, remote }]) => `${name}: local ${local}, remote ${remote}`).join("; "),
  );
}

async function streamCanBeRead(
  probe: SourceProbe,
  text: string,
  signal: AbortSignal,
): Promise<Finding> {
  const stream = parseStreamName(text);
  const { instance, streamingUrl } = await probe.need("server", probe.instance);
  const { isUser, viewsClosed } = await accepted(probe);
  const { access } = probe;
  const { name, streamsHashtags } = softwareOf(instance);
  if (stream.type === "hashtag" && !streamsHashtags) {
    return wrong(
      `${name} has no stream of hashtags: it opens and stays silent`,
      "Choose another MASTODON_STREAM, such as public with FILTER_KEYWORDS",
    );
  }
  const refused = await checkTimeline(access, { stream, signal });
  if (refused !== undefined) return findingOf(refused.message);
  const cells = parseTimelinesAccess(instance);
  const gets = streamAccess(stream, cells, {
    // A token that may not ask whose it is, is a user's: applications have no such limit.
    isUser: isUser !== false,
    viewsClosed: viewsClosed === true,
  });
  if (gets.type !== "all") {
    // The role is not known where the token may not ask for it: what REST shows decides.
    const shows = viewsClosed === undefined && await showsPosts(probe, stream, signal);
    if (!shows) return closedWords(gets, cells, { isUser: isUser !== false, stream });
  }
  const opened = await probeStream(streamingUrl, { access, stream, signal });
  return opened.type === "ok" ? ok("opens, and may be read") : findingOf(opened.message);
}

/** Whether REST shows any post of the stream's timeline. */
async function showsPosts(
  { access }: SourceProbe,
  stream: StreamName,
  signal: AbortSignal,
): Promise<boolean> {
  const path = timelinePath(stream);
  const response = await restGet(access, `${path}${path.includes("?") ? "&" : "?"}limit=1`, signal);
  if (!response.ok) {
    await response.body?.cancel();
    return false;
  }
  const posts: unknown = await response.json().catch(() => undefined);
  return Array.isArray(posts) && posts.length > 0;
}

function closedWords(
  gets: Exclude<StreamAccess, { type: "all" }>,
  cells: TimelinesAccess | undefined,
  { isUser, stream }: { readonly isUser: boolean; readonly stream: StreamName },
): Finding {
  const others = (["public", "public:local", "public:remote"] as const).filter((text) =>
    streamAccess(parseStreamName(text), cells, { isUser, viewsClosed: false }).type === "all"
  );
  const hashtag = streamAccess({ type: "hashtag", tag: "x" }, cells, {
    isUser,
    viewsClosed: false,
  });
  const gettable = [
    ...others,
    hashtag.type === "all" ? "hashtag:TAG" : "hashtag:TAG (local posts only)",
    ...(isUser ? ["list:ID", "user"] : []),
  ];
  const feed = stream.type === "hashtag" ? "the feed of hashtags" : "this live feed";
  return wrong(
    gets.type === "none"
      ? `the server has switched ${feed} off: the stream opens and carries deletes only`
      : `the server has switched the ${gets.without} side of ${feed} off: its posts are left out`,
    `Set MASTODON_STREAM to what this token gets (${
      gettable.join(", ")
    }), or have an administrator ` +
      'give the account a role with "View live and topic feeds"',
  );
}

async function budgetIsLeft(probe: SourceProbe): Promise<Finding> {
  const { budget } = await accepted(probe);
  if (budget === undefined) return skipped("the server does not say its rate limit");
  const { limit, remaining, reset } = budget;
  const words = `${remaining} of ${limit} requests left${
    reset === undefined ? "" : ` until ${reset}`
  }`;
  return remaining >= Math.min(BUDGET_LEAST, limit / 4) ? ok(words) : wrong(
    words,
    "Wait until then; if it does not help, see which other program uses this token or this address",
  );
}

/** What the server says of the token; without a token that it accepts, what follows is skipped. */
async function accepted(probe: SourceProbe) {
  const credentials = await probe.need("server", probe.credentials);
  if (credentials.token === "refused") {
    throw new Unavailable('needs what the check "token" found wrong');
  }
  return credentials;
}

function findingOf(message: string): Finding {
  const { words, remedy } = splitRemedy(message);
  return wrong(words, remedy);
}
