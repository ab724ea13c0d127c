import assert from "node:assert/strict";
import { paletteOf } from "./theme.ts";

/** Relative luminance of a colour `#rrggbb` (WCAG 2.2). */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((m, n) => n - m);
  return (light + 0.05) / (dark + 0.05);
}

Deno.test("posts without a score and posts that wait for one are told apart, in light and in dark", () => {
  for (const theme of ["light", "dark"] as const) {
    const { unscored = "", waiting = "", paper = "" } = paletteOf(theme, false);
    assert.ok(contrast(unscored, waiting) >= 3, `${theme}: ${contrast(unscored, waiting)}`);
    assert.ok(contrast(unscored, paper) >= 3, `${theme}: ${contrast(unscored, paper)}`);
  }
});
