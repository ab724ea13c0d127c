import { brotliDecompressSync } from "node:zlib";

/** One code point each, up to the last ideograph of Unicode. */
export const COVERAGE_LENGTH = 0x323b0;

/** Position of a piece of a font in the pack. */
export interface PackedChunk {
  /** The font's name, as its npm package spells it. */
  readonly name: string;
  readonly weight: 400 | 600;
  /** Bytes from the end of the coverage table. */
  readonly offset: number;
  readonly length: number;
}

/** The file; see build_pack.ts for its layout. The only file that a drawing worker reads. */
export const FONT_PACK = new URL("../fonts/fonts.pack", import.meta.url);

/** The charts' fonts, read piece by piece as texts need them. Dispose of it after the last text. */
export class FontPack implements Disposable {
  readonly #file: Deno.FsFile;
  readonly #bodiesAt: number;
  readonly #coverage: Uint16Array;
  readonly chunks: readonly PackedChunk[];

  private constructor(file: Deno.FsFile) {
    this.#file = file;
    const header = this.#read(0, 12);
    if (new TextDecoder().decode(header.subarray(0, 4)) !== "TLF1") {
      throw new Error("Cannot draw text: fonts.pack is not a font pack. Fetch the file again");
    }
    const view = new DataView(header.buffer);
    const [directory, table] = [view.getUint32(4), view.getUint32(8)];
    this.#bodiesAt = 12 + directory + table;
    this.chunks = JSON.parse(new TextDecoder().decode(this.#unpack(12, directory)));
    const coverage = this.#unpack(12 + directory, table);
    this.#coverage = new Uint16Array(coverage.buffer, coverage.byteOffset, COVERAGE_LENGTH);
  }

  static open(path: URL | string = FONT_PACK): FontPack {
    return new FontPack(Deno.openSync(path));
  }

  /** The chunk that draws a code point; undefined if no font of the pack has it. */
  chunkOf(codePoint: number): number | undefined {
    const index = this.#coverage[codePoint] ?? 0;
    return index === 0 ? undefined : index - 1;
  }

  /** The TrueType file of a chunk. */
  load(index: number): Uint8Array<ArrayBuffer> {
    const chunk = this.chunks[index];
    if (chunk === undefined) throw new RangeError(`Cannot load a font: there is no chunk ${index}`);
    return this.#unpack(this.#bodiesAt + chunk.offset, chunk.length);
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }

  #read(at: number, length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    this.#file.seekSync(at, Deno.SeekMode.Start);
    for (let filled = 0; filled < length;) {
      const read = this.#file.readSync(bytes.subarray(filled));
      if (read === null) {
        throw new Error("Cannot draw text: fonts.pack is cut short. Fetch it again");
      }
      filled += read;
    }
    return bytes;
  }

  #unpack(at: number, length: number): Uint8Array<ArrayBuffer> {
    // Copy it: node's buffers are views of a shared pool, at any offset.
    return new Uint8Array(brotliDecompressSync(this.#read(at, length)));
  }
}
