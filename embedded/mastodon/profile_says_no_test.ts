import assert from "node:assert/strict";
import fc from "fast-check";
import { HASHES, SPELLINGS, SPLITS, WRAPS } from "../../testing/opt_out_spellings.ts";
import { blockListOf } from "../../core/post/block_list.ts";
import { refusalOf } from "../../core/post/consent.ts";
import { parseStatus } from "../../core/post/parse_status.ts";
import { profileSaysNo } from "./profile_says_no.ts";
import { World } from "./world.ts";

Deno.test("the demo's truth reads a profile as its visitors do, in every spelling", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("nobot", "nobots", "noindex"),
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
        assert.equal(profileSaysNo({ note }), expected, `${said}: ${note}`);
        assert.equal(profileSaysNo({ fields: [{ name: "x", value: note }] }), expected, note);
        const other = wrap(hash, spelled(word) + longer);
        assert.equal(profileSaysNo({ note: other }), undefined, `${said}: ${other}`);
      },
    ),
    { numRuns: 3_000 },
  );
});

Deno.test("a profile that asks for nothing is left alone, whatever its fields are", () => {
  for (
    const odd of [
      undefined,
      null,
      7,
      {},
      [],
      [null],
      [{ name: 7 }],
      "x",
      "tea#nobot",
      "no bots please",
    ]
  ) {
    assert.equal(profileSaysNo({ note: odd, display_name: odd, fields: odd }), undefined);
  }
});

Deno.test("made-up people who write in odd letters ask for what they are said to ask for", () => {
  const world = new World({ seed: 3, oddProfiles: true });
  const counts = new Map<string, number>();
  for (let n = 0; n < 4_000; n++) {
    const { optOut, json } = world.account(n);
    const asked = optOut === "noindex" ? undefined : optOut;
    assert.equal(profileSaysNo(json), asked, json.note);
    const parsed = parseStatus({
      id: "1",
      created_at: "2026-01-01T00:00:00Z",
      visibility: "public",
      content: "",
      account: { ...json, noindex: false },
    });
    assert.ok(parsed.type === "status");
    const policy = { mode: "default", blocked: blockListOf([]), instance: "a.example" } as const;
    assert.equal(refusalOf(parsed.status, policy), asked, json.note);
    counts.set(String(asked), (counts.get(String(asked)) ?? 0) + 1);
  }
  assert.ok([...counts.values()].length === 3, JSON.stringify([...counts]));
});
