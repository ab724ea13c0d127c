import { DEFAULT_RANGE, isLiveRange, type LiveRangeName } from "../../../core/dashboard/ranges.ts";
import type { LocaleCode } from "../../../core/dashboard/page_protocol.ts";
import type { ThemeChoice } from "./theme.ts";

/** The settings of the page. All are in the URL, so that a link shows the same view. */
export interface View {
  readonly range: LiveRangeName | { readonly from: number; readonly to: number };
  /** Languages whose posts are shown; empty: all. */
  readonly langs: readonly string[];
  readonly theme: ThemeChoice;
  readonly ui: LocaleCode | undefined;
}

/** Reads a view from a URL's query; invalid values become the defaults. */
export function parseView(query: string): View {
  const params = new URLSearchParams(query);
  const theme = params.get("theme");
  const ui = params.get("ui");
  return {
    range: parseRange(params),
    langs: [
      ...new Set(
        (params.get("lang") ?? "").split(",").filter((lang) => /^[\w-]{2,35}$/.test(lang)),
      ),
    ],
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    ui: ui === "en" || ui === "fr" ? ui : undefined,
  };
}

/** The query of a view, "" for the default one. */
export function formatView({ range, langs, theme, ui }: View): string {
  const params = new URLSearchParams();
  if (typeof range === "object") {
    params.set("from", new Date(range.from).toISOString());
    params.set("to", new Date(range.to).toISOString());
  } else if (range !== DEFAULT_RANGE) params.set("range", range);
  if (langs.length > 0) params.set("lang", langs.join(","));
  if (theme !== "auto") params.set("theme", theme);
  if (ui !== undefined) params.set("ui", ui);
  const text = params.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text === "" ? "" : `?${text}`;
}

function parseRange(params: URLSearchParams): View["range"] {
  const from = Date.parse(params.get("from") ?? "");
  const to = Date.parse(params.get("to") ?? "");
  if (to > from) return { from, to };
  const name = params.get("range") ?? DEFAULT_RANGE;
  return isLiveRange(name) ? name : DEFAULT_RANGE;
}
