import assert from "node:assert/strict";
import { htmlToText } from "../../core/post/html_to_text.ts";
import { languages } from "./languages/all.ts";
import { statusBody } from "./status.ts";
import { World } from "./world.ts";

const AT = Date.UTC(2026, 0, 15, 12);

function drafts(seed: number, count: number) {
  const world = new World({ seed });
  return Array.from({ length: count }, (_, n) => world.content(n, AT + n));
}

Deno.test("the same seed writes the same posts, in whatever order they are asked for", () => {
  const forward = drafts(7, 50);
  const world = new World({ seed: 7 });
  for (let n = 49; n >= 0; n--) assert.deepEqual(world.content(n, AT + n), forward[n]);
  assert.notDeepEqual(drafts(8, 50), forward);
});

Deno.test("a world has every language, opted-out accounts, bots and moods", () => {
  const made = drafts(1, 5_000);
  const spoken = new Set(made.map(({ language }) => language));
  for (const { tag } of languages) assert(spoken.has(tag), tag);
  assert(spoken.has(null));
  assert.deepEqual(
    new Set(made.map(({ account }) => account.optOut)),
    new Set([undefined, "bio_nobot", "bio_noindex", "noindex"]),
  );
  assert(made.some(({ account }) => account.json.bot));
  assert(made.some(({ account }) => account.json.indexable === undefined));
  assert(made.some(({ text }) => text !== text.normalize("NFC")), "combining marks");
  for (const mood of ["happy", "unhappy", "plain"]) {
    assert(made.filter((content) => content.mood === mood).length > 500, mood);
  }
});

Deno.test("an account that opted out says so where Mastodon says it", () => {
  for (const { account } of drafts(2, 3_000)) {
    const bio = account.json.note.replaceAll(/<[^>]*>/g, "");
    assert.equal(/#nobots?\b/i.test(bio), account.optOut === "bio_nobot");
    assert.equal(/#noindex\b/i.test(bio), account.optOut === "bio_noindex");
    assert.equal(account.json.noindex === true, account.optOut === "noindex");
    assert.equal(account.json.noindex === undefined, account.json.acct.includes("@"));
  }
});

Deno.test("the text of a post, made beside its HTML, is what a reader of the HTML sees", () => {
  for (const { html, text } of drafts(6, 3_000)) assert.equal(htmlToText(html), text);
});

Deno.test("user names are unique and hold what Mastodon lets them hold", () => {
  const world = new World({ seed: 3 });
  const names = new Set<string>();
  for (let index = 0; index < 2_000; index++) {
    const { username, acct } = world.account(index).json;
    assert.match(username, /^[a-z0-9_]+$/);
    names.add(acct);
  }
  assert.equal(names.size, 2_000);
});

Deno.test("an edit keeps the account, and some edits change the language", () => {
  const world = new World({ seed: 4 });
  let changed = 0;
  for (let n = 0; n < 400; n++) {
    const [before, after] = [world.content(n, AT), world.content(n, AT, 1)];
    assert.equal(after.account, before.account);
    assert.notEqual(after.text, before.text);
    if (before.language !== after.language) changed++;
  }
  assert(changed > 40 && changed < 300, String(changed));
});

Deno.test("content is HTML as Mastodon makes it, and its tags are named in lower case", () => {
  const all = drafts(5, 2_000);
  const html = all.map((content) => content.html).join("\n");
  for (
    const piece of [
      '<span class="h-card" translate="no"><a href="https://',
      'class="mention hashtag" rel="tag">#<span>',
      '<span class="invisible">https://</span><span class="ellipsis">',
      "</p><p>",
      "<br />",
      "&lt;3",
      "watch?v=8dKq2&amp;t=42",
    ]
  ) assert(html.includes(piece), piece);
  const tagged = all.find(({ hashtags }) => hashtags.includes("CatsOfMastodon"));
  assert(tagged !== undefined);
  const status = statusBody(tagged, { n: 1, at: AT, domain: "social.example" });
  assert(status.tags.some(({ name }) => name === "catsofmastodon"));
});
