import assert from "node:assert/strict";
import fc from "fast-check";
import { formality, REGISTER_COUNT, registerOf } from "./formality.ts";
import { Tokens } from "./tokens.ts";

const tokens = new Tokens();
const register = (text: string) => (tokens.read(text), registerOf(tokens));
const sobriety = (text: string) => (tokens.read(text), formality(tokens));

Deno.test("a register tells links, tales of oneself and words to someone apart", () => {
  const plain = register("the match starts at eight");
  const seen = new Set([
    plain,
    register("the match https://x.example starts at eight"),
    register("I'm at the match"),
    register("@friend the match starts at eight"),
    register("@friend we're at the match"),
    register("@friend I am at the match https://x.example"),
  ]);
  // "we're" is not on the list: "we" is, and so are the forms of I.
  assert.equal(seen.size, 5);
  assert.equal(register("OUR match"), register("my match"));
  assert.equal(register("the army met the underground"), plain);
});

Deno.test("news is more formal than a text about oneself, and that more than a greeting", () => {
  const news = sobriety("Government announces emergency legislation against corporations");
  assert.equal(news, 1);
  assert.equal(sobriety("so it is on to us"), 0);
  const own = sobriety("my government announces emergency legislation");
  assert.ok(own > 0 && own < news);
  assert.equal(sobriety("https://x.example @friend"), 0);
});

Deno.test("property: register and formality of any text are within their bounds", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    assert.ok(register(text) >= 0 && register(text) < REGISTER_COUNT);
    assert.ok(sobriety(text) >= 0 && sobriety(text) <= 1);
  }));
});
