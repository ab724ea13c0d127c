import assert from "node:assert/strict";
import { FontPack } from "./font_pack.ts";
import { outlineText } from "./outline_text.ts";
import { Typesetter } from "./typesetter.ts";

const pack = FontPack.open();
const typesetter = new Typesetter(pack);
const fontsOf = (text: string) =>
  typesetter.line(text).glyphs.map(({ key }) => pack.chunks[Number(key.split("-")[0])]?.name);

Deno.test("a line of Latin letters is set in one font, with kerning and the weight asked for", () => {
  assert.deepEqual(new Set(fontsOf("Hello")), new Set(["inter"]));
  const pair = typesetter.line("AV").width;
  assert.ok(pair < typesetter.line("A").width + typesetter.line("V").width);
  assert.ok(typesetter.line("Hello", 600).width > typesetter.line("Hello", 400).width);
});

Deno.test("every script finds a font", () => {
  for (
    const [text, font] of [
      ["日本語", "noto-sans-jp"],
      ["한국어", "noto-sans-kr"],
      ["简", "noto-sans-sc"],
      ["العربية", "noto-sans-arabic"],
      ["עברית", "noto-sans-hebrew"],
      ["हिन्दी", "noto-sans"],
      ["ไทย", "noto-sans-thai"],
      ["😀", "noto-emoji"],
      ["𝓯", "noto-sans-math"],
    ] as const
  ) {
    assert.deepEqual(new Set(fontsOf(text)), new Set([font]), text);
    const ids = typesetter.line(text).glyphs.map(({ key }) => key.split("-")[1]);
    assert.ok(!ids.includes("0"), `${text} is drawn as boxes`);
  }
});

Deno.test("Arabic letters join and run from right to left", () => {
  const apart = ["س", "ل", "ا", "م"].map((letter) => typesetter.line(letter).glyphs[0]?.key);
  const joined = typesetter.line("سلام").glyphs.map(({ key }) => key);
  assert.ok(joined.length < apart.length + 1);
  assert.notEqual(joined.at(-1), apart[0]);
  const mixed = fontsOf("#سلام");
  assert.equal(mixed.at(-1), "inter", "the # of a right-to-left hashtag stands on its right");
});

Deno.test("a family, a flag and a keycap are one glyph each, and a digit alone is a digit", () => {
  for (const emoji of ["👩‍👩‍👧", "🇫🇷", "1️⃣"]) {
    const drawn = typesetter.line(emoji).glyphs.filter(({ key }) =>
      typesetter.outline(key).length > 0
    );
    assert.equal(drawn.length, 1, emoji);
  }
  assert.deepEqual(fontsOf("1"), ["inter"]);
});

Deno.test("marks sit on their letter: composed and decomposed text look the same", () => {
  assert.deepEqual(typesetter.line("e\u0301"), typesetter.line("é"));
  const [letter, mark] = typesetter.line("q\u0304").glyphs;
  assert.ok(letter !== undefined && mark !== undefined && mark.x < typesetter.line("q").width);
});

Deno.test("unassigned letters, controls, lone surrogates and nothing at all are survived", () => {
  for (
    const text of ["", "\u0000\n\t", "\ud83d", "\u{10ffff}", "\u200b\u2069", "x".repeat(10_000)]
  ) {
    assert.ok(Number.isFinite(typesetter.line(text).width));
  }
});

Deno.test("outlineText leaves no text element and keeps position, colour and what it cannot know", () => {
  const svg = '<svg width="9" height="9"><g><text text-anchor="end" transform="translate(5,6)" ' +
    'font-size="10px" fill="#123">a &amp; b</text><text font-size="10px"><tspan>x</tspan>' +
    '<tspan x="0" dy="15">x</tspan></text><path aria-label="text"/></g></svg>';
  const outlined = outlineText(svg, typesetter, "p-");
  assert.ok(!/<t(ext|span)/.test(outlined));
  assert.match(outlined, /<g transform="translate\(5,6\)" fill="#123"><use href="#p-/);
  assert.match(outlined, /<path aria-label="text"\/>/);
  assert.equal(outlined.match(/<path id="p-[^"]+"/g)?.length, 4, "a, &, b, x: each outline once");
  assert.match(outlined, /translate\([\d.]+,15\)/);
});
