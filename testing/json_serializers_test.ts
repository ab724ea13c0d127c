import assert from "node:assert/strict";
import type { PostRecord } from "../core/post/record.ts";
import { SERIALIZER_NAMES, SERIALIZERS } from "./json_serializers.ts";

const RECORD: PostRecord & { readonly instance: string } = {
  id: "115000000000000007",
  created_at: "2026-01-15T18:00:00.500Z",
  username: "ada",
  user_id: "7",
  language: "en",
  content_html: '<p class="a">é &amp; 👍</p>',
  content: "é & 👍\n",
  hashtags: ["a", "日本"],
  favourites: 1,
  reblogs: 20,
  event: "update",
  url: null,
  instance: "social.example",
};

Deno.test("every serializer writes the same record in a way of its own", () => {
  const written = SERIALIZER_NAMES.map((name) => SERIALIZERS[name](RECORD));
  assert.equal(new Set(written).size, SERIALIZER_NAMES.length);
  for (const text of written) {
    const read: Record<string, unknown> = JSON.parse(text);
    for (const other of ["replies_count", "media", "poll"]) delete read[other];
    assert.equal(Date.parse(`${read.created_at}`), Date.parse(RECORD.created_at));
    assert.deepEqual({ ...read, created_at: RECORD.created_at }, { ...RECORD });
  }
});

Deno.test("a record is written as the libraries write it", () => {
  const { python, go, php } = SERIALIZERS;
  assert.match(
    python(RECORD),
    /^\{"id": "115000000000000007", "created_at": "2026-01-15T18:00:00.500000\+00:00", /,
  );
  assert.match(go(RECORD), /"created_at":"2026-01-15T18:00:00.5Z"/);
  assert.match(
    python(RECORD),
    /"content": "\\u00e9 & \\ud83d\\udc4d\\n", "hashtags": \["a", "\\u65e5\\u672c"\]/,
  );
  assert.match(
    go(RECORD),
    /^\{"content":"é \\u0026 👍\\n","content_html":"\\u003cp class=\\"a\\"\\u003e/,
  );
  assert.match(php(RECORD), /\\u00e9 &amp; \\ud83d\\udc4d<\\\/p>/);
});
