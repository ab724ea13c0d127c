import assert from "node:assert/strict";
import { NOTHING_RISES } from "../../../core/dashboard/count_hashtags.ts";
import type { Rising, RisingTag } from "../../../core/dashboard/page_protocol.ts";
import { hashtagsContent } from "./figure_contents.ts";
import { localeOf } from "./locale.ts";

const tag = (recent: number, expected: number, past: number): RisingTag => ({
  tag: `t${recent}`,
  lang: "en",
  recent,
  expected,
  past,
});
const HOUR = { at: 1, recentMinutes: 15, pastMinutes: 45 };
const shown = (rising: Partial<Rising>, locale: "en" | "fr" = "en") =>
  hashtagsContent({ ...NOTHING_RISES, ...HOUR, ...rising }, {
    locale: localeOf(locale),
    langs: [],
  });

Deno.test("a factor stands only beside a hashtag of which a post was expected", () => {
  const { data } = shown({
    observedMinutes: 60,
    tags: [tag(1_255, 0, 0), tag(40, 0.3, 2), tag(30, 10, 60)],
  });
  const times = (data["tags"] ?? []).map((row) => Reflect.get(row, "times"));
  assert.deepEqual(times, ["new", "rare before", "× 3"]);
});

Deno.test("the page says that it counts, that it is too early, or that nothing rises", () => {
  assert.equal(shown({ at: null }).blank, "Counting …");
  assert.match(
    shown({ observedMinutes: 12 }).blank ?? "",
    /^Too early to tell: of the 45.min before the last 15.min, 12.min were observed, and it takes 23.min/,
  );
  assert.match(shown({ observedMinutes: 12 }, "fr").blank ?? "", /^Trop tôt pour le dire/);
  assert.match(shown({ observedMinutes: 30 }).blank ?? "", /^No hashtag is used more than usual/);
});

Deno.test("times of another year name it", () => {
  const at = new Date(new Date().getFullYear() - 1, 5, 3, 10, 5);
  for (const code of ["en", "fr"] as const) {
    const locale = localeOf(code);
    assert.ok(locale.time(at.getTime()).includes(String(at.getFullYear())));
    assert.ok(locale.moment(at.getTime()).includes(String(at.getFullYear())));
    assert.ok(!locale.time(Date.now()).includes(String(new Date().getFullYear())));
  }
});
