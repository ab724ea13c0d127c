import { harfbuzzModule } from "./harfbuzz_module.js";

/** A glyph and its position after shaping, in font units, y upwards. */
export interface ShapedGlyph {
  readonly id: number;
  readonly xAdvance: number;
  readonly xOffset: number;
  readonly yOffset: number;
}

/** One step of an outline: an SVG path letter (M, L, Q, C, Z) and its absolute coordinates. */
export interface PathStep {
  readonly letter: string;
  readonly numbers: readonly number[];
}

/** A font loaded into HarfBuzz. */
export interface LoadedFont {
  readonly pointer: number;
  readonly unitsPerEm: number;
  readonly codePoints: ReadonlySet<number>;
}

// Sizes of HarfBuzz's structs, in bytes, and values of its enums.
const GLYPH_INFO = 20;
const GLYPH_POSITION = 20;
const DIRECTION_LTR = 4;
const DIRECTION_RTL = 5;
const MEMORY_MODE_WRITABLE = 2;

/**
 * HarfBuzz: turns text and a font into glyphs and their outlines.
 *
 * A wrapper over the WebAssembly module of harfbuzzjs. The package's own wrapper reads the module from disk on import, so
 * a worker would need permission to read npm's cache.
 */
export class HarfBuzz {
  readonly #exports: WebAssembly.Exports;
  readonly #memory: WebAssembly.Memory;
  readonly #drawFuncs: number;
  #path: PathStep[] = [];

  constructor() {
    const nothing = () => 0;
    const instance = new WebAssembly.Instance(harfbuzzModule, {
      wasi_snapshot_preview1: { proc_exit: nothing },
      env: {
        _emscripten_runtime_keepalive_clear: nothing,
        _setitimer_js: nothing,
        _abort_js: () => {
          throw new Error("HarfBuzz gave up");
        },
        emscripten_resize_heap: (size: number) => this.#grow(size),
      },
    });
    this.#exports = instance.exports;
    // WebAssembly exports are untyped; the module declares these two.
    this.#memory = instance.exports["memory"] as WebAssembly.Memory;
    this.#call("__wasm_call_ctors");
    this.#drawFuncs = this.#registerPen(
      instance.exports["__indirect_function_table"] as WebAssembly.Table,
    );
  }

  /** Loads a TrueType or OpenType font. It is never unloaded: a process draws few charts, and a chart needs few fonts. */
  load(font: Uint8Array): LoadedFont {
    const at = this.#call("malloc", font.length);
    this.#bytes().set(font, at);
    const blob = this.#call("hb_blob_create", at, font.length, MEMORY_MODE_WRITABLE, 0, 0);
    const face = this.#call("hb_face_create", blob, 0);
    this.#call("hb_blob_destroy", blob);
    const unitsPerEm = this.#call("hb_face_get_upem", face);
    const codePoints = this.#codePointsOf(face);
    const pointer = this.#call("hb_font_create", face);
    this.#call("hb_face_destroy", face);
    return { pointer, unitsPerEm, codePoints };
  }

  /** The glyphs of one run: one font, one script, one direction. Left to right in drawing order. */
  shape(font: LoadedFont, text: string, rightToLeft: boolean): ShapedGlyph[] {
    const buffer = this.#call("hb_buffer_create");
    const at = this.#call("malloc", text.length * 2);
    const units = new Uint16Array(this.#memory.buffer, at, text.length);
    for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
    this.#call("hb_buffer_add_utf16", buffer, at, text.length, 0, text.length);
    this.#call("free", at);
    this.#call("hb_buffer_guess_segment_properties", buffer);
    this.#call("hb_buffer_set_direction", buffer, rightToLeft ? DIRECTION_RTL : DIRECTION_LTR);
    this.#call("hb_shape", font.pointer, buffer, 0, 0);
    const count = this.#call("hb_buffer_get_length", buffer);
    const infos = this.#call("hb_buffer_get_glyph_infos", buffer, 0);
    const positions = this.#call("hb_buffer_get_glyph_positions", buffer, 0);
    const view = new DataView(this.#memory.buffer);
    const glyphs = Array.from({ length: count }, (_, i) => {
      const position = positions + i * GLYPH_POSITION;
      return {
        id: view.getUint32(infos + i * GLYPH_INFO, true),
        xAdvance: view.getInt32(position, true),
        xOffset: view.getInt32(position + 8, true),
        yOffset: view.getInt32(position + 12, true),
      };
    });
    this.#call("hb_buffer_destroy", buffer);
    return glyphs;
  }

  /** A glyph's outline in font units, y upwards; empty for a space. */
  outline(font: LoadedFont, glyph: number): readonly PathStep[] {
    this.#path = [];
    this.#call("hb_font_draw_glyph", font.pointer, glyph, this.#drawFuncs, 0);
    return this.#path;
  }

  #call(name: string, ...args: number[]): number {
    const exported = this.#exports[name];
    if (typeof exported !== "function") throw new TypeError(`HarfBuzz has no ${name}`);
    return exported(...args);
  }

  #bytes(): Uint8Array {
    // Do not keep the memory's buffer: each growth replaces it.
    return new Uint8Array(this.#memory.buffer);
  }

  #grow(size: number): number {
    const missing = size - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / 65_536));
    return 1;
  }

  #codePointsOf(face: number): Set<number> {
    const set = this.#call("hb_set_create");
    this.#call("hb_face_collect_unicodes", face, set);
    const count = this.#call("hb_set_get_population", set);
    const at = this.#call("malloc", count * 4);
    this.#call("hb_set_next_many", set, -1, at, count);
    const points = new Set(new Uint32Array(this.#memory.buffer, at, count));
    this.#call("free", at);
    this.#call("hb_set_destroy", set);
    return points;
  }

  /** Registers five drawing callbacks with HarfBuzz; each takes (funcs, data, state, coordinates …, data). */
  #registerPen(table: WebAssembly.Table): number {
    const draw = (letter: string) => (...args: number[]) => {
      this.#path.push({ letter, numbers: args.slice(3, -1) });
    };
    const pen = asWasmFunctions({
      move_to: { floats: 2, call: draw("M") },
      line_to: { floats: 2, call: draw("L") },
      quadratic_to: { floats: 4, call: draw("Q") },
      cubic_to: { floats: 6, call: draw("C") },
      close_path: { floats: 0, call: draw("Z") },
    });
    const funcs = this.#call("hb_draw_funcs_create");
    for (const [name, stroke] of Object.entries(pen)) {
      if (typeof stroke !== "function") continue;
      const index = table.grow(1);
      table.set(index, stroke);
      this.#call(`hb_draw_funcs_set_${name}_func`, funcs, index, 0, 0);
    }
    return funcs;
  }
}

interface Stroke {
  /** Coordinates between the three leading pointers and the trailing one. */
  readonly floats: number;
  readonly call: (...args: number[]) => void;
}

/**
 * A WebAssembly table accepts WebAssembly functions only, so JavaScript functions pass through a module that imports and
 * exports them; its bytes are written out here.
 */
function asWasmFunctions(strokes: Readonly<Record<string, Stroke>>): WebAssembly.Exports {
  const [I32, F32, FUNCTION] = [0x7f, 0x7d, 0x60];
  const entries = Object.entries(strokes);
  const name = (text: string) => [text.length, ...new TextEncoder().encode(text)];
  const section = (id: number, items: readonly (readonly number[])[]) => {
    const body = [items.length, ...items.flat()];
    return [id, ...leb(body.length), ...body];
  };
  const types = entries.map(([, { floats }]) => [
    ...[FUNCTION, floats + 4, I32, I32, I32],
    ...Array<number>(floats).fill(F32),
    ...[I32, 0],
  ]);
  const imports = entries.map(([key], i) => [...name("pen"), ...name(key), 0, i]);
  const exports = entries.map(([key], i) => [...name(key), 0, i]);
  const bytes = new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, types),
    ...section(2, imports),
    ...section(7, exports),
  ]);
  const pen = Object.fromEntries(entries.map(([key, { call }]) => [key, call]));
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), { pen }).exports;
}

function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >> 7)];
}
