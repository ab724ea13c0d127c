import type { Line, Typesetter, Weight } from "./typesetter.ts";

const TEXT = /<text((?:[^>"]|"[^"]*")*)>(.*?)<\/text>/gs;
const TSPAN = /<tspan((?:[^>"]|"[^"]*")*)>(.*?)<\/tspan>/gs;
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g;
const ENTITY = /&(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);/gi;
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};
const LONE_SURROGATE = /[\ud800-\udfff]/gu;

/**
 * Replaces each `<text>` of an SVG that Vega wrote by the outlines of its glyphs, so that the picture needs no font.
 *
 * `ids` starts the ids of the shared outlines: pictures in one page need different ones.
 */
export function outlineText(svg: string, typesetter: Typesetter, ids: string): string {
  const used = new Set<string>();
  const outlined = svg.replace(TEXT, (_, attributes: string, content: string) => {
    const drawn = linesOf(content).map(({ text, dy }) => ({ text, dy }));
    return outlineOne(readAttributes(attributes), drawn, { typesetter, ids, used });
  });
  const shapes = [...used].map((key) => {
    const d = typesetter.outline(key).map(({ letter, numbers }) => letter + numbers.join(" "));
    return `<path id="${ids}${key}" d="${d.join("")}"/>`;
  });
  return outlined
    .replace(/(\bid="|url\(#)((?:clip|gradient)[^"()]*)/g, `$1${ids}$2`)
    .replace(/^<svg[^>]*>/, (root) => `${root}<defs>${shapes.join("")}</defs>`);
}

interface Pen {
  readonly typesetter: Typesetter;
  readonly ids: string;
  readonly used: Set<string>;
}

interface TextLine {
  readonly text: string;
  /** Distance from the line before, in pixels. */
  readonly dy: number;
}

function outlineOne(
  attributes: ReadonlyMap<string, string>,
  lines: readonly TextLine[],
  { typesetter, ids, used }: Pen,
): string {
  const size = parseFloat(attributes.get("font-size") ?? "11");
  const weight = weightOf(attributes.get("font-weight"));
  let y = 0;
  const uses = lines.flatMap(({ text, dy }) => {
    y += dy;
    const line = typesetter.line(text, weight);
    const left = anchored(line, size, attributes.get("text-anchor"));
    return line.glyphs.map((glyph) => {
      if (typesetter.outline(glyph.key).length === 0) return "";
      used.add(glyph.key);
      const scale = short(glyph.scale * size, 5);
      const at = `${short(left + glyph.x * size)},${short(y + glyph.y * size)}`;
      return `<use href="#${ids}${glyph.key}" transform="translate(${at})scale(${scale},-${scale})"/>`;
    });
  });
  const kept = [...attributes].filter(([name]) => !/^(font-|text-anchor)/.test(name));
  const written = kept.map(([name, value]) => ` ${name}="${value}"`).join("");
  return `<g${written}>${uses.join("")}</g>`;
}

function linesOf(content: string): TextLine[] {
  const spans = [...content.matchAll(TSPAN)];
  if (spans.length === 0) return [{ text: decode(content), dy: 0 }];
  return spans.map(([, attributes = "", text = ""]) => ({
    text: decode(text),
    dy: parseFloat(readAttributes(attributes).get("dy") ?? "0"),
  }));
}

function readAttributes(text: string): Map<string, string> {
  return new Map([...text.matchAll(ATTRIBUTE)].map(([, name = "", value = ""]) => [name, value]));
}

/** Vega truncates by UTF-16 code units and may leave half of a surrogate pair. */
function decode(text: string): string {
  return text.replace(ENTITY, (_, name: string) => {
    if (!name.startsWith("#")) return NAMED[name.toLowerCase()] ?? "";
    const hex = name[1]?.toLowerCase() === "x";
    return String.fromCodePoint(parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10));
  }).replace(LONE_SURROGATE, "");
}

function weightOf(value: string | undefined): Weight {
  return value === "bold" || Number(value) >= 600 ? 600 : 400;
}

function anchored(line: Line, size: number, anchor: string | undefined): number {
  const width = line.width * size;
  return anchor === "middle" ? -width / 2 : anchor === "end" ? -width : 0;
}

function short(value: number, digits = 2): string {
  return String(Number(value.toFixed(digits)));
}
