import assert from "node:assert/strict";
import { localeOf } from "./locale.ts";
import { mediaText } from "./media_text.ts";

Deno.test("shares are of the posts and files of which something is known, and of nothing no share is said", () => {
  const media = { known: 3_300, posts: 840, attachments: 1_102, described: 655 };
  assert.equal(
    mediaText(media, localeOf("en")),
    "25% of the posts have pictures, videos or sound. Of these 1,102 files, 59% have a description (alternative text).",
  );
  assert.match(mediaText(media, localeOf("fr")), /^25\s%.* 1\s102 fichiers, 59\s%/u);
  const { mediaNone, mediaUnknown } = localeOf("en").messages;
  const none = { ...media, posts: 0, attachments: 0, described: 0 };
  assert.equal(mediaText(none, localeOf("en")), mediaNone);
  assert.equal(mediaText({ ...none, known: 0 }, localeOf("en")), mediaUnknown);
});
