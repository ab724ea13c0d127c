import assert from "node:assert/strict";
import { readFilter, type WrittenFilter } from "./post_filter.ts";

const read = (written: Partial<WrittenFilter>) =>
  readFilter(
    { tag: undefined, server: undefined, langs: undefined, ...written },
    { tag: "--hashtag", server: "--server", langs: "--lang" },
  );

Deno.test("a filter is read as it is stored", () => {
  assert.deepEqual(read({}), { tag: undefined, server: undefined, langs: [] });
  assert.deepEqual(
    read({ tag: "#今日の空", server: "example.social:3000", langs: "EN, pt_br,eng,und" }),
    {
      tag: "今日の空",
      server: "example.social:3000",
      langs: ["en", "pt-BR", "und"],
    },
  );
});

Deno.test("what can be no hashtag, no server or no language is named with its value and the remedy", () => {
  const table: readonly (readonly [Partial<WrittenFilter>, RegExp])[] = [
    [{ tag: "a b" }, /^--hashtag is "a b"; use one hashtag/],
    [{ tag: "#" }, /^--hashtag is "#"; use one hashtag/],
    [{ tag: "" }, /^--hashtag is ""; use one hashtag/],
    [{ tag: "x".repeat(101) }, /^--hashtag is "x+"; use one hashtag/],
    [{ server: "x y" }, /^--server is "x y"; use the name of one server/],
    [{ server: "a/b" }, /^--server is "a\/b"; use the name of one server/],
    [{ langs: "french" }, /^--lang is "french"; use codes of languages/],
    [{ langs: "en;fr" }, /^--lang is "en;fr"; use codes of languages/],
    [{ langs: "en,,fr" }, /^--lang is "en,,fr"; use codes of languages/],
    [{ langs: "e'n" }, /^--lang is "e'n"; use codes of languages/],
  ];
  for (const [written, wanted] of table) {
    const filter = read(written);
    assert.match("wrong" in filter ? filter.wrong : "nothing is wrong", wanted);
  }
});
