/**
 * Builds `fonts.pack`. Run it by hand when a font is added or updated:
 *
 *     deno run -A core/charts/fonts/build_pack.ts FOLDER
 *
 * FOLDER holds the unpacked npm packages named in {@linkcode SOURCES} (`npm pack NAME`, then `tar`), each under its
 * own name. All are under the SIL Open Font License (OFL.txt beside this file), which allows subsetting and redistribution.
 *
 * Layout of the pack: a 12-byte header (`TLF1`, length of the directory, length of the coverage table), the
 * directory (JSON, brotli), the coverage table (one u16 for each code point up to U+323AF: 1 + index of the chunk that
 * draws it, brotli), then the chunks (TrueType without hints, brotli), so that a reader loads only what a text needs.
 */
import * as hb from "harfbuzzjs";
import { subsetModule } from "./subset_module.js";
import { brotliCompressSync, constants, inflateSync } from "node:zlib";
import { COVERAGE_LENGTH, type PackedChunk } from "../text/font_pack.ts";

interface Source {
  readonly name: string;
  readonly weight: 400 | 600;
  /** Files under FOLDER. */
  readonly files: (folder: string) => readonly string[];
  /** Include only code points that no earlier source has: for large sets of ideographs, which need no shaping together. */
  readonly onlyNew?: boolean;
}

/** A code point is drawn by the first source that has it. */
const SOURCES: readonly Source[] = [
  google("inter", "Inter", 400),
  google("inter", "Inter", 600),
  google("noto-sans", "NotoSans", 400),
  ...[
    ["arabic", "Arabic"],
    ["hebrew", "Hebrew"],
    ["thai", "Thai"],
    ["devanagari", "Devanagari"],
    ["bengali", "Bengali"],
    ["tamil", "Tamil"],
    ["telugu", "Telugu"],
    ["kannada", "Kannada"],
    ["malayalam", "Malayalam"],
    ["gujarati", "Gujarati"],
    ["gurmukhi", "Gurmukhi"],
    ["oriya", "Oriya"],
    ["sinhala", "Sinhala"],
    ["khmer", "Khmer"],
    ["lao", "Lao"],
    ["myanmar", "Myanmar"],
    ["georgian", "Georgian"],
    ["armenian", "Armenian"],
    ["ethiopic", "Ethiopic"],
    ["thaana", "Thaana"],
    ["syriac", "Syriac"],
    ["nko", "NKo"],
    ["tifinagh", "Tifinagh"],
    ["cherokee", "Cherokee"],
    ["canadian-aboriginal", "CanadianAboriginal"],
    ["mongolian", "Mongolian"],
  ].map(([name, file]) => google(`noto-sans-${name}`, `NotoSans${file}`, 400)),
  google("noto-serif-tibetan", "NotoSerifTibetan", 400),
  google("noto-emoji", "NotoEmoji", 400),
  google("noto-sans-symbols", "NotoSansSymbols", 400),
  google("noto-sans-symbols-2", "NotoSansSymbols2", 400),
  google("noto-sans-math", "NotoSansMath", 400),
  fontsource("noto-sans-jp"),
  fontsource("noto-sans-sc"),
  fontsource("noto-sans-kr"),
];

/** A package of `@expo-google-fonts`: one TrueType file for each weight. */
function google(name: string, file: string, weight: 400 | 600): Source {
  const style = weight === 400 ? "400Regular" : "600SemiBold";
  return { name, weight, files: () => [`expo/${name}/${style}/${file}_${style}.ttf`] };
}

/** A package of `@fontsource`: WOFF files of about a hundred letters each, by how often they are used together. */
function fontsource(name: string): Source {
  return {
    name,
    weight: 400,
    onlyNew: true,
    files: (folder) =>
      [...Deno.readDirSync(`${folder}/${name}/files`)]
        .map((entry) => entry.name)
        .filter((file) => file.endsWith("-400-normal.woff"))
        .sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
        .map((file) => `${name}/files/${file}`),
  };
}

const folder = Deno.args[0];
if (folder === undefined) throw new Error("Cannot build the font pack: no folder was given");

const coverage = new Uint16Array(COVERAGE_LENGTH);
const chunks: PackedChunk[] = [];
const bodies: Uint8Array[] = [];
const subset = openSubsetter();
let offset = 0;

for (const { name, weight, files, onlyNew } of SOURCES) {
  for (const file of files(folder)) {
    const bytes = Deno.readFileSync(`${folder}/${file}`);
    const font = file.endsWith(".woff") ? unpackWoff(bytes) : bytes;
    const covered = [...new hb.Face(new hb.Blob(font.slice().buffer)).collectUnicodes()];
    const fresh = covered.filter((point) => point > 0x1f && coverage[point] === 0);
    if (weight === 400 && fresh.length === 0) continue;
    const body = brotli(subset(font, onlyNew ? fresh : covered));
    if (weight === 400) { for (const point of fresh) coverage[point] = chunks.length + 1; }
    chunks.push({ name, weight, offset, length: body.length });
    bodies.push(body);
    offset += body.length;
  }
}

const directory = brotli(new TextEncoder().encode(JSON.stringify(chunks)));
const table = brotli(new Uint8Array(coverage.buffer));
const header = new Uint8Array(12);
header.set(new TextEncoder().encode("TLF1"));
new DataView(header.buffer).setUint32(4, directory.length);
new DataView(header.buffer).setUint32(8, table.length);
const target = new URL("./fonts.pack", import.meta.url);
using pack = Deno.openSync(target, { write: true, create: true, truncate: true });
for (const part of [header, directory, table, ...bodies]) pack.writeSync(part);
console.log(
  `${chunks.length} chunks, ${header.length + directory.length + table.length + offset} bytes`,
);

function brotli(bytes: Uint8Array): Uint8Array {
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
  return brotliCompressSync(bytes, { params: quality });
}

/** WOFF 1.0 is a TrueType file whose tables are deflated one by one. */
function unpackWoff(woff: Uint8Array): Uint8Array {
  const from = new DataView(woff.buffer, woff.byteOffset, woff.byteLength);
  const count = from.getUint16(12);
  const tables = Array.from({ length: count }, (_, i) => {
    const at = 44 + 20 * i;
    const [tag, offset, packed, length, sum] = [0, 4, 8, 12, 16].map((o) => from.getUint32(at + o));
    const body = woff.subarray(offset!, offset! + packed!);
    return {
      tag: tag!,
      sum: sum!,
      length: length!,
      body: packed! < length! ? inflateSync(body) : body,
    };
  });
  const padded = (length: number) => (length + 3) & ~3;
  const size = tables.reduce((sum, { length }) => sum + padded(length), 12 + 16 * count);
  const out = new Uint8Array(size);
  const to = new DataView(out.buffer);
  const log = Math.floor(Math.log2(count));
  to.setUint32(0, from.getUint32(4));
  to.setUint16(4, count);
  to.setUint16(6, 16 * 2 ** log);
  to.setUint16(8, log);
  to.setUint16(10, 16 * (count - 2 ** log));
  let at = 12 + 16 * count;
  tables.forEach(({ tag, sum, length, body }, i) => {
    [tag, sum, at, length].forEach((value, k) => to.setUint32(12 + 16 * i + 4 * k, value));
    out.set(body, at);
    at += padded(length);
  });
  return out;
}

/** HarfBuzz's subsetter, which harfbuzzjs ships without a wrapper. */
function openSubsetter(): (font: Uint8Array, points: readonly number[]) => Uint8Array {
  const { exports } = new WebAssembly.Instance(subsetModule, {});
  const memory = exports["memory"] as WebAssembly.Memory;
  const call = (name: string, ...args: number[]): number =>
    (exports[name] as (...args: number[]) => number)(...args);
  const tag = (text: string) => [...text].reduce((sum, c) => sum * 256 + c.charCodeAt(0), 0);
  const [READONLY, NO_HINTING, DROP_TABLES, LAYOUT_FEATURES] = [1, 1, 3, 6];
  call("_initialize");

  return (font, points) => {
    const at = call("malloc", font.length);
    new Uint8Array(memory.buffer).set(font, at);
    const blob = call("hb_blob_create", at, font.length, READONLY, 0, 0);
    const face = call("hb_face_create", blob, 0);
    const input = call("hb_subset_input_create_or_fail");
    const unicodes = call("hb_subset_input_unicode_set", input);
    for (const point of points) call("hb_set_add", unicodes, point);
    call("hb_set_add", call("hb_subset_input_set", input, LAYOUT_FEATURES), tag("tnum"));
    const dropped = call("hb_subset_input_set", input, DROP_TABLES);
    for (const table of ["DSIG", "vhea", "vmtx", "VORG", "gasp", "BASE", "STAT", "meta"]) {
      call("hb_set_add", dropped, tag(table));
    }
    call("hb_subset_input_set_flags", input, NO_HINTING);
    const result = call("hb_subset_or_fail", face, input);
    if (result === 0) throw new Error("Cannot subset a font: HarfBuzz refused it");
    const out = call("hb_face_reference_blob", result);
    const start = call("hb_blob_get_data", out, 0);
    const bytes = new Uint8Array(memory.buffer).slice(
      start,
      start + call("hb_blob_get_length", out),
    );
    for (const blobAt of [out, blob]) call("hb_blob_destroy", blobAt);
    for (const faceAt of [result, face]) call("hb_face_destroy", faceAt);
    call("hb_subset_input_destroy", input);
    call("free", at);
    return bytes;
  };
}
