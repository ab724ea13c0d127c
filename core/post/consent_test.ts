import assert from "node:assert/strict";
import fc from "fast-check";
import { HASHES, SPELLINGS, SPLITS, WRAPS } from "../../testing/opt_out_spellings.ts";
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
  ["_#nobot_ (Markdown)", "bio_nobot"],
  ["#ᑎꓳᑲꓳꓔ", "bio_nobot"],
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

Deno.test("every spelling that a reader takes for the tag refuses, and the same of a longer word does not", () => {
  const words = fc.constantFrom("nobot", "nobots", "noindex");
  fc.assert(
    fc.property(
      words,
      fc.constantFrom(...SPELLINGS),
      fc.constantFrom(...SPLITS),
      fc.constantFrom(...HASHES),
      fc.constantFrom(...WRAPS),
      fc.integer({ min: 0, max: 7 }),
      fc.constantFrom("tom", "any", "_club", "2"),
      (word, [name, spell], split, hash, wrap, at, longer) => {
        const spelled = (text: string) => {
          const letters = [...spell(text)];
          return letters.slice(0, at).join("") + split + letters.slice(at).join("");
        };
        const expected = word === "noindex" ? "bio_noindex" : "bio_nobot";
        const said = `${name}, ${JSON.stringify(split)}`;
        const note = wrap(hash, spelled(word));
        assert.equal(refusal({}, { note }), expected, `${said}: ${note}`);
        const other = wrap(hash, spelled(word) + longer);
        assert.equal(refusal({}, { note: other }), undefined, `${said}: ${other}`);
      },
    ),
    { numRuns: 5_000 },
  );
});

Deno.test("a profile says no in its fields and its display name as it does in its bio", () => {
  fc.assert(fc.property(
    fc.constantFrom(...SPELLINGS),
    fc.constantFrom("nobot", "nobots", "noindex"),
    ([name, spell], word) => {
      const tag = `#${spell(word)}`;
      const expected = word === "noindex" ? "bio_noindex" : "bio_nobot";
      const link = `<a href="https://x/tags/y" rel="tag">#<span>${spell(word)}</span></a>`;
      for (
        const account of [
          { display_name: `Ann ${tag}` },
          { display_name: `Ann &#35;${spell(word)}` },
          { fields: [{ name: "tea", value: "green" }, { name: "policy", value: link }] },
          { fields: [{ name: tag, value: "" }] },
          { fields: [null, 7, { name: 3, value: null }, { value: tag }] },
        ]
      ) {
        assert.equal(refusal({}, account), expected, `${name}: ${JSON.stringify(account)}`);
      }
    },
  ));
  for (const odd of [null, "x", 7, {}, [[]], [{}]]) {
    assert.equal(refusal({}, { fields: odd, display_name: odd, note: odd }), undefined);
  }
  assert.equal(refusal({}, { fields: [{ name: "no bots", value: "#nobottom" }] }), undefined);
});

Deno.test("a post for the users of its server alone is refused, though it says that it is public", () => {
  for (const yes of [true, "true", 1]) assert.equal(refusal({ local_only: yes }), "local_only");
  for (const no of [false, null, undefined]) assert.equal(refusal({ local_only: no }), undefined);
});

Deno.test("noindex refuses; its absence does not", () => {
  for (const yes of [true, "true", "yes", 1]) {
    assert.equal(refusal({}, { noindex: yes }), "noindex");
  }
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

Deno.test("a host is blocked in Unicode as in ASCII, whichever of them the list and the server use", () => {
  const hosts = ["bücher.example", "xn--bcher-kva.example", "BÜCHER.example", "bücher.example."];
  for (const listed of hosts) {
    for (const host of hosts) {
      const why = (blocked: string) => refusal({}, { acct: `ann@${host}` }, { blocked: [blocked] });
      assert.equal(why(listed), "blocked_host", `${listed} ${host}`);
      assert.equal(why(`ann@${listed}`), "blocked_account", `${listed} ${host}`);
      assert.equal(why(`eve@${listed}`), undefined);
    }
  }
});
