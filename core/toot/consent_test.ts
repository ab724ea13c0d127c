import assert from "node:assert/strict";
import { blockListOf, parseBlockList } from "./block_list.ts";
import { type Refusal, refusalOf } from "./consent.ts";
import { parseStatus } from "./parse_status.ts";

/** Why a status is refused that differs from an agreeable one in this. */
function refusal(
  status: Record<string, unknown>,
  account: Record<string, unknown> = {},
  { blocked = [], mode = "default" }: { blocked?: string[]; mode?: "default" | "strict" } = {},
): Refusal | undefined {
  const parsed = parseStatus({
    id: "1",
    created_at: "2026-01-01T00:00:00Z",
    visibility: "public",
    content: "<p>hi</p>",
    ...status,
    account: { id: "2", acct: "ada", note: "", ...account },
  });
  assert.equal(parsed.type, "status");
  return refusalOf((parsed as { status: Parameters<typeof refusalOf>[0] }).status, {
    mode,
    blocked: blockListOf(blocked),
    instance: "home.example",
  });
}

Deno.test("a public post of somebody who objects to nothing is let through", () => {
  assert.equal(refusal({}), undefined);
});

Deno.test("only public posts are let through", () => {
  for (const visibility of ["unlisted", "private", "direct", "limited", "", null, undefined, 7]) {
    assert.equal(refusal({ visibility }), "not_public", String(visibility));
  }
});

Deno.test("a boost is not the booster's post", () => {
  assert.equal(refusal({ reblog: { id: "9" } }), "boost");
});

const BIOS: readonly (readonly [note: string, refusal: Refusal | undefined])[] = [
  ["<p>I like tea. #nobot</p>", "bio_nobot"],
  ["#NoBots please", "bio_nobot"],
  ['<p><a href="https://x/tags/nobot" class="hashtag">#<span>nobot</span></a></p>', "bio_nobot"],
  ["<p>#no<b>bot</b></p>", "bio_nobot"],
  ["&#35;nobot", "bio_nobot"],
  ["＃nobot", "bio_nobot"],
  ["tea #noindex, coffee", "bio_noindex"],
  ["<p>tea</p><p>#nobot</p>", "bio_nobot"],
  ["tea#nobot", undefined],
  ["#nobotany", undefined],
  ["#nobot_club", undefined],
  ["nobot", undefined],
  ["#bots welcome", undefined],
  ['<a href="https://x/#nobot">my page</a>', undefined],
];
for (const [note, expected] of BIOS) {
  Deno.test(`bio ${note} gives ${expected ?? "consent"}`, () => {
    assert.equal(refusal({}, { note }), expected);
  });
}

Deno.test("noindex refuses; its absence does not", () => {
  assert.equal(refusal({}, { noindex: true }), "noindex");
  assert.equal(refusal({}, { noindex: false }), undefined);
  assert.equal(refusal({}, { noindex: null }), undefined);
});

Deno.test("strict asks for a yes", () => {
  const strict = { mode: "strict" } as const;
  assert.equal(refusal({}, {}, strict), "not_indexable");
  assert.equal(refusal({}, { indexable: false }, strict), "not_indexable");
  assert.equal(refusal({}, { indexable: true }, strict), undefined);
  assert.equal(refusal({}, { indexable: false }), undefined);
});

Deno.test("a block list covers accounts, hosts and the hosts below them", () => {
  const list = parseBlockList("# people\nEve@Evil.example\n@mallory  # here\n\nbad.example\n");
  const why = (acct: string, more: Record<string, unknown> = {}) =>
    refusal({}, { acct, ...more }, { blocked: [...list] });
  assert.equal(why("eve@evil.example"), "blocked_account");
  assert.equal(why("adam@evil.example"), undefined);
  assert.equal(why("mallory"), "blocked_account");
  assert.equal(why("ann@bad.example"), "blocked_host");
  assert.equal(why("ann@sub.BAD.example"), "blocked_host");
  assert.equal(why("ann@notbad.example"), undefined);
  // An account may be shown under another host than the one that serves it.
  assert.equal(why("ann@fine.example", { uri: "https://bad.example/users/ann" }), "blocked_host");
  assert.equal(refusal({}, {}, { blocked: ["home.example"] }), "blocked_host");
});
