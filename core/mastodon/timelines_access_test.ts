import assert from "node:assert/strict";
import { softwareOf } from "./software.ts";
import { parseStreamName } from "./stream_name.ts";
import {
  type FeedAccess,
  parseTimelinesAccess,
  streamAccess,
  viewsClosedFeeds,
} from "./timelines_access.ts";

const LEVELS: readonly FeedAccess[] = ["public", "authenticated", "disabled"];
const instance = (live: [FeedAccess, FeedAccess], hashtag: [FeedAccess, FeedAccess]) => ({
  configuration: {
    timelines_access: {
      live_feeds: { local: live[0], remote: live[1] },
      hashtag_feeds: { local: hashtag[0], remote: hashtag[1] },
      trending_link_feeds: { local: "public", remote: "public" },
    },
  },
});

Deno.test("each cell decides about its side of its streams, for visitors, users and roles", () => {
  const gets = (level: FeedAccess, isUser: boolean) =>
    level === "public" || (level === "authenticated" && isUser);
  for (const local of LEVELS) {
    for (const remote of LEVELS) {
      for (const isUser of [true, false]) {
        const live = parseTimelinesAccess(instance([local, remote], ["public", "public"]));
        const tags = parseTimelinesAccess(instance(["public", "public"], [local, remote]));
        const of = (stream: string, cells = live, viewsClosed = false) =>
          streamAccess(parseStreamName(stream), cells, { isUser, viewsClosed });
        const [l, r] = [gets(local, isUser), gets(remote, isUser)];
        const both = l && r
          ? { type: "all" }
          : l || r
          ? { type: "part", without: l ? "remote" : "local" }
          : { type: "none" };
        assert.deepEqual(of("public"), both);
        assert.deepEqual(of("public:media"), both);
        assert.equal(of("public:local").type, l ? "all" : "none");
        assert.equal(of("public:remote").type, r ? "all" : "none");
        // The feed of a local hashtag cannot be switched off.
        assert.deepEqual(
          of("hashtag:x", tags),
          r ? { type: "all" } : { type: "part", without: "remote" },
        );
        assert.equal(of("hashtag:local:x", tags).type, "all");
        for (const stream of ["list:1", "user"]) assert.equal(of(stream).type, "all");
        for (const stream of ["public", "hashtag:x"]) {
          assert.equal(of(stream, live, true).type, "all", "View live and topic feeds");
        }
      }
    }
  }
});

Deno.test("a server without the setting hides nothing, and cells that are missing or new are open", () => {
  for (
    const answer of [undefined, {}, { configuration: null }, { configuration: { urls: {} } }, []]
  ) {
    assert.equal(parseTimelinesAccess(answer), undefined);
  }
  const odd = parseTimelinesAccess({
    configuration: { timelines_access: { live_feeds: { local: "x" } } },
  });
  assert.deepEqual(odd?.live, { local: "public", remote: "public" });
});

Deno.test("the permission is a bit of the role, as a number or a text", () => {
  const role = (permissions: unknown) => viewsClosedFeeds({ role: { permissions } });
  assert.equal(role(1 << 20), true);
  assert.equal(role("1114112"), true);
  assert.equal(role("1"), true, "an administrator");
  assert.equal(role("9007199254740992"), false, "past what a number holds");
  for (const none of ["65536", 65_536, "0", -1, "x", null, undefined, {}]) {
    assert.equal(role(none), false);
  }
  for (const account of [undefined, null, {}, { role: null }]) {
    assert.equal(viewsClosedFeeds(account), false);
  }
});

Deno.test("the program of a server is read from its version, and only Mastodon is taken to multiplex", () => {
  const table: [Record<string, unknown>, name: string, multiplexes: boolean, hashtags: boolean][] =
    [
      [{ version: "4.5.0" }, "Mastodon", true, true],
      [{ version: "4.4.3+glitch" }, "Mastodon", true, true],
      [{ version: "2.7.2 (compatible; Pleroma 2.9.1)" }, "Pleroma", false, true],
      [{ version: "2.7.2 (compatible; Akkoma 3.13.2-0-gabc)" }, "Akkoma", false, true],
      [{ version: "2.8.0 (compatible; Friendica 2024.03)" }, "Friendica", false, true],
      [{ version: "4.0.0 (compatible; Mitra 4.1.0)" }, "Mitra", false, true],
      [
        {
          version: "0.20.0-rc1+git-abc",
          source_url: "https://codeberg.org/superseriousbusiness/gotosocial",
        },
        "GoToSocial",
        false,
        false,
      ],
      [{ version: "0.17.3" }, "GoToSocial", false, false],
      [{}, "unknown", false, true],
      [{ version: 4 }, "unknown", false, true],
    ];
  for (const [answer, name, multiplexes, streamsHashtags] of table) {
    const found = softwareOf(answer);
    assert.deepEqual(
      [found.name, found.multiplexes, found.streamsHashtags],
      [name, multiplexes, streamsHashtags],
    );
  }
});
