/** The colours of a chart, by the tokens (`@name`) that its definition uses. */
export type Palette = Readonly<Record<string, string>>;

const FONT =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", sans-serif';

/** The same hues in both: positive is blue, negative orange, which colour-blind people can tell apart. */
const PALETTES: Readonly<Record<"light" | "dark", Palette>> = {
  light: {
    font: FONT,
    paper: "#fffefb",
    ink: "#1b1f27",
    soft: "#575d68",
    line: "#dddad1",
    grid: "#ebe8e0",
    accent: "#2b5c8f",
    before: "#a84b00",
    gap: "#f3e6d6",
    used: "#2b5c8f",
    expected: "#e8a317",
    positive: "#2f74b5",
    neutral: "#a9adb3",
    negative: "#cf5f2b",
    unscored: "#6f6a5f",
    waiting: "#e9e5d9",
    complete: "#7fb39a",
    filled: "#c9b458",
    missing: "#b3261e",
    slot0: "#2b5c8f",
    slot1: "#e0a12b",
    slot2: "#3f9c78",
    slot3: "#c65d7b",
    slot4: "#7a6cc0",
    slot5: "#5fb3c9",
    slot6: "#9c6b4e",
    other: "#b9b6ae",
  },
  dark: {
    font: FONT,
    paper: "#181c22",
    ink: "#e8e9ec",
    soft: "#a4abb6",
    line: "#2d333c",
    grid: "#262b33",
    accent: "#7db4e8",
    before: "#ffb066",
    gap: "#3a3126",
    used: "#4a7db0",
    expected: "#ffd98a",
    positive: "#5b9fdb",
    neutral: "#7a818b",
    negative: "#e98a55",
    unscored: "#a9b0ba",
    waiting: "#343a44",
    complete: "#4d8a6e",
    filled: "#b39a3f",
    missing: "#f2877e",
    slot0: "#7db4e8",
    slot1: "#e5b95c",
    slot2: "#5fb894",
    slot3: "#dc86a0",
    slot4: "#a094e0",
    slot5: "#6fc3d8",
    slot6: "#bd8f73",
    other: "#646a74",
  },
};

export type ThemeChoice = "auto" | "light" | "dark";

/** The palette of a choice; `prefersDark` is the system's preference. */
export function paletteOf(choice: ThemeChoice, prefersDark: boolean): Palette {
  return PALETTES[choice === "auto" ? (prefersDark ? "dark" : "light") : choice];
}

/** A chart's definition with each token (`@name`) replaced by its colour. */
export function withColours<T>(spec: T, palette: Palette): T {
  const text = JSON.stringify(spec).replace(/@(\w+)/g, (token, name: string) => {
    const colour = palette[name];
    return colour === undefined ? token : JSON.stringify(colour).slice(1, -1);
  });
  return JSON.parse(text);
}
