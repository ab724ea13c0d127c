import assert from "node:assert/strict";
import fc from "fast-check";
import { anyText } from "../../../testing/any_text.ts";
import { BREAK, EMOJI, FACE, MARK, MENTION, NEGATOR, STRESS, TAG, Tokens, WORD } from "./tokens.ts";

const NAMES: Record<number, string> = {
  [WORD]: "",
  [NEGATOR]: "!",
  [TAG]: "#",
  [EMOJI]: "emoji",
  [FACE]: "face",
  [MARK]: "mark",
  [BREAK]: "break",
  [MENTION]: "mention",
  [STRESS]: "stress",
};

function read(text: string): string[] {
  const tokens = new Tokens();
  tokens.read(text);
  return Array.from({ length: tokens.count }, (_, i) => {
    const word = String.fromCharCode(...tokens.chars.subarray(tokens.start[i], tokens.end[i]));
    return NAMES[tokens.kind[i]!]! + word;
  });
}

for (
  const [text, expected] of [
    ["@ana@social.example hi", ["mention", "hi"]],
    ["see https://a.example/x?y=1, now", ["see", "now"]],
    ["sooooo good", ["soo", "stress", "good"]],
    ["I DON’T like", ["i", "!dont", "stress", "like"]],
    ["#SadDay", ["#sadday"]],
    ["we're", ["we're"]],
    [":) :( :'( <3 (: ^_^", ["face", "face", "face", "face", "face", "face"]],
    ["at 10:30", ["at", "10", "break", "30"]],
    ["&lt;3 &amp;quot;x&quot;", ["face", "break", "x", "break"]],
    ["it\\u2019s", ["it's"]],
    ["𝐛𝐨𝐥𝐝", ["bold"]],
    ["👍🏽", ["emoji", "face"]],
    ["wow!!! really?!", ["wow", "mark", "really", "mark"]],
    ["a middle-aged, Hard-of-hearing man", ["a", "", "break", ""]],
    ["an old Black trans woman who is hard of hearing", ["an", "", "who", "is", ""]],
    ["an ex-Muslim, a Franco-Algerian, a well-known man", [
      "an",
      "",
      "break",
      "a",
      "",
      "break",
      "a",
      "well",
      "known",
      "",
    ]],
    ["LGBT and LOUD", ["", "and", "loud", "stress"]],
    ["hard of heart", ["hard", "of", "heart"]],
    ["HIV‑positive and well-known", ["", "and", "well", "known"]],
    ["", []],
  ] as const
) {
  Deno.test(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(read(text), expected));
}

Deno.test("dont and don't are one word, were and we're are two", () => {
  const hashOf = (text: string) => {
    const tokens = new Tokens();
    tokens.read(text);
    return tokens.hash[0];
  };
  assert.equal(hashOf("don't"), hashOf("dont"));
  assert.notEqual(hashOf("we're"), hashOf("were"));
});

Deno.test("property: every token of any text lies within the text", () => {
  const tokens = new Tokens();
  fc.assert(fc.property(anyText({ maxLength: 400 }), (text) => {
    tokens.read(text);
    for (let i = 0; i < tokens.count; i++) {
      assert.ok(tokens.start[i]! <= tokens.end[i]! && tokens.end[i]! <= text.length * 18);
    }
  }));
});

Deno.test("a text of a million characters is judged by its beginning", () => {
  const tokens = new Tokens();
  tokens.read("good ".repeat(200_000));
  assert.ok(tokens.count > 500 && tokens.count <= 1024);
});
