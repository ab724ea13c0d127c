import bidiFactory from "bidi-js";
import type { FontPack } from "./font_pack.ts";
import { HarfBuzz, type LoadedFont, type PathStep } from "./harfbuzz.ts";

export type Weight = 400 | 600;

/** A glyph of a line of text, at font size 1, y downwards, from the line's left end on its baseline. */
export interface PlacedGlyph {
  /** The same glyph of the same font has the same key. */
  readonly key: string;
  readonly x: number;
  readonly y: number;
  /** Size of one font unit. */
  readonly scale: number;
}

/** A line of text as glyphs from left to right, at font size 1. */
export interface Line {
  readonly width: number;
  readonly glyphs: readonly PlacedGlyph[];
}

/** A piece of a line in one font and one direction. */
interface Run {
  text: string;
  readonly chunk: number;
  /** Bidi embedding level: odd runs go from right to left. */
  readonly level: number;
}

const bidi = bidiFactory();
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
// Digits, # and * are emoji only with what follows them.
const DRAWN_AS_EMOJI = /\p{Emoji_Presentation}|\u{fe0f}|\u{20e3}/u;
const NEEDS_NO_GLYPH = /^[\p{Default_Ignorable_Code_Point}\p{Cc}]$/u;
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;
const PLAIN = /^[\x20-\x7e\u00a0-\u024f\u2010-\u2027\u202f\u2212]*$/;
const LINES_KEPT_MAX = 5_000;

/**
 * Lays out lines of text in any script with the fonts of a pack: bidi, font fallback, shaping.
 *
 * Fallback works by grapheme, so that a letter stays with its marks and a family of emoji stays one picture. A grapheme
 * that no font has is drawn as an empty box.
 */
export class Typesetter {
  readonly #pack: FontPack;
  readonly #harfbuzz = new HarfBuzz();
  readonly #fonts = new Map<number, LoadedFont>();
  readonly #outlines = new Map<string, readonly PathStep[]>();
  readonly #lines = new Map<string, Line>();
  readonly #base: Readonly<Record<Weight, number>>;
  readonly #emoji: number;

  constructor(pack: FontPack) {
    this.#pack = pack;
    const find = (name: string, weight: Weight) =>
      pack.chunks.findIndex((chunk) => chunk.name === name && chunk.weight === weight);
    this.#base = { 400: find("inter", 400), 600: find("inter", 600) };
    this.#emoji = find("noto-emoji", 400);
  }

  /** Lays a line out. Control characters are treated as spaces: a line has no breaks. */
  line(text: string, weight: Weight = 400): Line {
    const key = `${weight}${text}`;
    const known = this.#lines.get(key);
    if (known !== undefined) return known;
    const line = this.#layOut(text.normalize("NFC").replace(CONTROL, " "), weight);
    if (this.#lines.size >= LINES_KEPT_MAX) this.#lines.clear();
    this.#lines.set(key, line);
    return line;
  }

  /** The outline of a placed glyph, in font units, y upwards. */
  outline(key: string): readonly PathStep[] {
    return this.#outlines.get(key) ?? [];
  }

  #layOut(text: string, weight: Weight): Line {
    const glyphs: PlacedGlyph[] = [];
    let x = 0;
    for (const run of inVisualOrder(this.#runs(text, weight))) {
      const font = this.#font(run.chunk);
      const scale = 1 / font.unitsPerEm;
      for (const glyph of this.#harfbuzz.shape(font, run.text, run.level % 2 === 1)) {
        const key = `${run.chunk}-${glyph.id}`;
        if (!this.#outlines.has(key)) {
          this.#outlines.set(key, this.#harfbuzz.outline(font, glyph.id));
        }
        glyphs.push({ key, x: x + glyph.xOffset * scale, y: -glyph.yOffset * scale, scale });
        x += glyph.xAdvance * scale;
      }
    }
    return { width: x, glyphs };
  }

  #runs(text: string, weight: Weight): Run[] {
    const base = this.#base[weight];
    if (PLAIN.test(text)) return text === "" ? [] : [{ text, chunk: base, level: 0 }];
    const { levels } = bidi.getEmbeddingLevels(text, "auto");
    const runs: Run[] = [];
    for (const { segment, index } of graphemes.segment(text)) {
      const level = levels[index] ?? 0;
      const last = runs.at(-1);
      const inherited = /^\s/u.test(segment) && last !== undefined &&
        this.#covers(last.chunk, segment);
      const chunk = inherited ? last.chunk : this.#chunkOf(segment, base);
      if (last?.chunk === chunk && last.level === level) last.text += segment;
      else runs.push({ text: segment, chunk, level });
    }
    return runs;
  }

  /** The font for a grapheme: one that has all of it, else one that has its first letter. */
  #chunkOf(grapheme: string, base: number): number {
    if (DRAWN_AS_EMOJI.test(grapheme) && this.#covers(this.#emoji, grapheme)) return this.#emoji;
    if (this.#covers(base, grapheme)) return base;
    const candidates = [...grapheme].map((letter) => this.#pack.chunkOf(letter.codePointAt(0) ?? 0))
      .filter((chunk) => chunk !== undefined);
    return candidates.find((chunk) => this.#covers(chunk, grapheme)) ?? candidates[0] ?? base;
  }

  #covers(chunk: number, grapheme: string): boolean {
    const { codePoints } = this.#font(chunk);
    return [...grapheme].every((letter) =>
      codePoints.has(letter.codePointAt(0) ?? 0) || NEEDS_NO_GLYPH.test(letter)
    );
  }

  #font(chunk: number): LoadedFont {
    const known = this.#fonts.get(chunk);
    if (known !== undefined) return known;
    const font = this.#harfbuzz.load(this.#pack.load(chunk));
    this.#fonts.set(chunk, font);
    return font;
  }
}

/** Rule L2 of the bidi algorithm: from the highest level to the lowest odd one, reverse runs at that level or above. */
function inVisualOrder(runs: readonly Run[]): readonly Run[] {
  const order = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level--) {
    for (let start = 0; start < order.length; start++) {
      let end = start;
      while ((order[end]?.level ?? -1) >= level) end++;
      if (end > start) {
        order.splice(start, end - start, ...order.slice(start, end).reverse());
        start = end;
      }
    }
  }
  return order;
}
