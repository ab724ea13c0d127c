import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { FontPack } from "../text/font_pack.ts";
import { outlineText } from "../text/outline_text.ts";
import { Typesetter } from "../text/typesetter.ts";
import { resvgModule } from "./resvg_module.js";
import { type TextItem, textMetrics } from "./text_metrics.js";

/** Pixels of a PNG per pixel of the chart. */
const DENSITY = 2;

/** A drawn chart. */
export interface Picture {
  /** All texts are outlines, so that it needs no font. */
  readonly svg: string;
  /** The same with its texts as texts, which are drawn in the fonts of the machine. */
  readonly editable: string;
  /** At {@linkcode DENSITY} times the chart's size. */
  readonly png: Uint8Array;
}

/** Draws Vega-Lite specs with its own fonts, independent of the machine's. Open one, draw many, dispose of it. */
export class ChartRenderer implements Disposable {
  static #rasterizer: Promise<void> | undefined;
  readonly #pack: FontPack;
  readonly #typesetter: Typesetter;

  private constructor(pack: FontPack) {
    this.#pack = pack;
    this.#typesetter = new Typesetter(pack);
  }

  static async open(): Promise<ChartRenderer> {
    // Once in a process: a second initWasm throws.
    ChartRenderer.#rasterizer ??= initWasm(resvgModule);
    await ChartRenderer.#rasterizer;
    return new ChartRenderer(FontPack.open());
  }

  /** Draws one spec. `name` starts the ids in the SVG, so that several can be in one page. */
  async draw(spec: TopLevelSpec, name: string): Promise<Picture> {
    const { svg, editable } = await this.#toSvg(spec, name);
    const drawing = new Resvg(svg, {
      fitTo: { mode: "zoom", value: DENSITY },
      font: { loadSystemFonts: false },
    });
    const image = drawing.render();
    const png = image.asPng();
    image.free();
    drawing.free();
    return { svg, editable, png };
  }

  /** The SVG alone, its texts as outlines. */
  async drawSvg(spec: TopLevelSpec, name: string): Promise<string> {
    return (await this.#toSvg(spec, name)).svg;
  }

  [Symbol.dispose](): void {
    this.#pack[Symbol.dispose]();
  }

  async #toSvg(
    spec: TopLevelSpec,
    name: string,
  ): Promise<{ readonly svg: string; readonly editable: string }> {
    // Vega calls this global to measure texts when it lays out axes, legends and titles.
    textMetrics.width = (item, text) => this.#widthOf(item, text);
    const view = new View(parse(compile(spec).spec), { renderer: "none" });
    try {
      const editable = await view.toSVG();
      return { svg: outlineText(editable, this.#typesetter, `${name}-`), editable };
    } finally {
      view.finalize();
    }
  }

  #widthOf(item: TextItem, text: unknown): number {
    if (text === null || text === undefined) return 0;
    const bold = item.fontWeight === "bold" || Number(item.fontWeight) >= 600;
    const width = this.#typesetter.line(String(text), bold ? 600 : 400).width *
      (item.fontSize ?? 11);
    // Vega measures the whole text, and cuts it to its limit when it draws.
    return item.limit !== undefined && item.limit > 0 ? Math.min(width, item.limit) : width;
  }
}
