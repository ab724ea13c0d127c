import { Resvg } from "@resvg/resvg-wasm";

/** A picture 120 pixels wide, one byte of grey per pixel, base64. */
export interface Thumbnail {
  readonly width: number;
  readonly height: number;
  readonly grey: string;
}

const WIDTH = 120;

/** Makes a thumbnail of an SVG whose texts are outlines. The rasterizer has to be initialised. */
export function thumbnailOf(svg: string): Thumbnail {
  const drawing = new Resvg(svg, { fitTo: { mode: "width", value: WIDTH } });
  const image = drawing.render();
  const { width, height } = image;
  const rgba = image.pixels;
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i++) {
    const [r = 0, g = 0, b = 0] = rgba.subarray(i * 4, i * 4 + 3);
    grey[i] = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
  }
  image.free();
  drawing.free();
  return { width, height, grey: grey.toBase64() };
}

/** Mean difference per pixel of two thumbnails, 0 to 255; 255 if their sizes differ. */
export function distance(a: Thumbnail, b: Thumbnail): number {
  if (a.width !== b.width || a.height !== b.height) return 255;
  const [left, right] = [Uint8Array.fromBase64(a.grey), Uint8Array.fromBase64(b.grey)];
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += Math.abs((left[i] ?? 0) - (right[i] ?? 0));
  return sum / left.length;
}
