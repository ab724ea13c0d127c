import { DEFAULT_RANGE, isLiveRange, type LiveRangeName } from "../../../core/dashboard/ranges.ts";
import { isServer, isTag, type PostFilter, readLanguage } from "../../../core/post/post_filter.ts";
import type { ChartName } from "../charts/definitions.ts";
import type { LocaleCode } from "../../../core/dashboard/page_protocol.ts";
import type { ThemeChoice } from "./theme.ts";

const CHARTS = ["pace", "languages", "sentiment", "hashtags", "coverage"] as const;

export type BeforeName = "day" | "week";

/** The settings of the page. All are in the URL, so that a link shows the same view. */
export interface View extends PostFilter {
  readonly range: LiveRangeName | { readonly from: number; readonly to: number };
  /** What is drawn behind the posts: those of the day or of the week before. */
  readonly before: BeforeName | undefined;
  readonly theme: ThemeChoice;
  readonly ui: LocaleCode | undefined;
  /** The only chart to show, in a frame of another page; undefined: the whole page. */
  readonly embed: ChartName | undefined;
}

/** Reads a view from a URL's query; invalid values become the defaults. */
export function parseView(query: string): View {
  const params = new URLSearchParams(query);
  const theme = params.get("theme");
  const ui = params.get("ui");
  const tag = (params.get("tag") ?? "").replace(/^[#＃]/, "");
  const server = params.get("server") ?? "";
  const before = params.get("before");
  return {
    range: parseRange(params),
    langs: [
      ...new Set(
        (params.get("lang") ?? "").split(",").map(readLanguage)
          .filter((lang) => lang !== undefined),
      ),
    ],
    tag: isTag(tag) ? tag : undefined,
    server: isServer(server) ? server : undefined,
    before: before === "day" || before === "week" ? before : undefined,
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    ui: ui === "en" || ui === "fr" ? ui : undefined,
    embed: CHARTS.find((name) => name === params.get("embed")),
  };
}

/** The query of a view, "" for the default one. */
export function formatView({ range, langs, tag, server, before, theme, ui, embed }: View): string {
  const params = new URLSearchParams();
  if (typeof range === "object") {
    params.set("from", new Date(range.from).toISOString());
    params.set("to", new Date(range.to).toISOString());
  } else if (range !== DEFAULT_RANGE) params.set("range", range);
  if (langs.length > 0) params.set("lang", langs.join(","));
  if (tag !== undefined) params.set("tag", tag);
  if (server !== undefined) params.set("server", server);
  if (before !== undefined) params.set("before", before);
  if (theme !== "auto") params.set("theme", theme);
  if (ui !== undefined) params.set("ui", ui);
  if (embed !== undefined) params.set("embed", embed);
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

/** A range as the worker is asked for it. */
export function rangeQuery(range: View["range"]): string {
  if (typeof range === "string") return `range=${range}`;
  const iso = (at: number) => encodeURIComponent(new Date(at).toISOString());
  return `range=none&from=${iso(range.from)}&to=${iso(range.to)}`;
}
