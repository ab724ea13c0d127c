import type { Spec, View } from "vega";
import { PADDING } from "../charts/time_chart.ts";
import type { ChartName } from "../charts/definitions.ts";
import { standAlone } from "./stand_alone.ts";
import type { DataTable } from "./data_table.ts";
import specs from "../built/specs.json" with { type: "json" };
import { element, setText, swatch } from "./elements.ts";
import { fill, type Locale, timeZone } from "./locale.ts";
import type { Palette } from "./theme.ts";
import type { Origin } from "./origin.ts";
import { toCsv } from "./to_csv.ts";
import { type ChartData, makeView, type Signals, update } from "./vega_chart.ts";

/** One line of a legend or of the tooltip. */
export interface LegendLine {
  readonly label: string;
  /** A token of the palette; absent: a line without a colour of its own. */
  readonly colour?: string;
  readonly value?: string;
  readonly pale?: boolean;
}

/** A position of the cursor: a step of time. */
export interface Stop {
  /** ms since 1970: the position of the cursor's line. */
  readonly at: number;
  readonly title: string;
  readonly lines: readonly LegendLine[];
}

/** The content of a figure, its accessible table included. */
export interface FigureContent {
  readonly subtitle: string;
  readonly data: ChartData;
  readonly signals: Signals;
  readonly legend: readonly LegendLine[];
  /** One sentence for screen readers. */
  readonly summary: string;
  readonly table: DataTable;
  readonly stops: readonly Stop[];
  /** px; default: that of the definition. */
  readonly height?: number;
  /** Text shown instead of a chart. */
  readonly blank?: string;
}

/** Options of a figure. */
export interface FigureOptions {
  readonly name: ChartName;
  readonly title: string;
  readonly locale: Locale;
  readonly palette: Palette;
  readonly classes: string;
}

/** Drawing takes at most this share of the time, so that the page stays responsive and saves battery. */
const DRAWING_SHARE = 0.35;
const EXPORT_WIDTH = 1_100;

/** A chart with its heading, legend, cursor, table and downloads. */
export class ChartFigure {
  readonly root: HTMLElement;
  readonly #options: FigureOptions;
  #palette: Palette;
  #view: View | undefined;
  #content: FigureContent | undefined;
  #origin: Origin = { line: "", file: "" };
  #width = 0;
  #drawing = false;
  #stale = false;
  readonly #sub: HTMLElement;
  readonly #legend: HTMLUListElement;
  readonly #plot: HTMLElement;
  readonly #canvas: HTMLElement;
  readonly #slider: HTMLInputElement;
  readonly #cursor: HTMLElement;
  readonly #tip: HTMLElement;
  readonly #blank: HTMLElement;
  readonly #rows: HTMLElement;
  readonly #body: HTMLElement;

  constructor(options: FigureOptions) {
    this.#options = options;
    this.#palette = options.palette;
    const { name, title, locale: { messages }, classes } = options;
    this.#sub = element("p", { class: "sub" });
    this.#legend = element("ul", { class: "legend" });
    this.#canvas = element("div", { class: "canvas", role: "img" });
    this.#slider = element("input", {
      type: "range",
      min: "0",
      max: "0",
      "aria-label": fill(messages.explore, { chart: title }),
    });
    this.#cursor = element("div", { class: "cursor", hidden: "" });
    this.#tip = element("div", { class: "tip", hidden: "", "aria-hidden": "true" });
    this.#plot = element("div", { class: "plot" }, this.#canvas, this.#cursor, this.#tip);
    this.#blank = element("p", { class: "blank", hidden: "" });
    this.#body = element("div");
    this.#rows = element("div", {
      class: "scroll",
      tabindex: "0",
      role: "region",
      "aria-label": `${messages.table}: ${title}`,
      hidden: "",
    });
    this.#rows.id = `${name}-rows`;
    this.root = element(
      "section",
      { class: `card ${classes}`, id: name, "aria-labelledby": `${name}-title` },
      element("h2", { id: `${name}-title` }, title),
      this.#sub,
      this.#legend,
      this.#plot,
      this.#blank,
      this.#body,
      this.#rows,
      this.#tools(),
    );
    this.#listen();
  }

  /** Container below the chart for more content. */
  get body(): HTMLElement {
    return this.#body;
  }

  /** Width of the plot, px; 0 while it is not shown. */
  get plotWidth(): number {
    return Math.max(0, this.#canvas.clientWidth - PADDING.left - PADDING.right);
  }

  /** @param origin what of its files: they must not need the page around them */
  show(content: FigureContent, origin: Origin): void {
    this.#content = content;
    this.#origin = origin;
    setText(this.#sub, content.subtitle);
    this.#blank.hidden = content.blank === undefined;
    this.#plot.hidden = content.blank !== undefined;
    setText(this.#blank, content.blank ?? "");
    if (this.#canvas.getAttribute("aria-label") !== content.summary) {
      this.#canvas.setAttribute("aria-label", content.summary);
    }
    this.#showLegend();
    this.#showSlider();
    if (!this.#rows.hidden) this.#showRows();
    this.#drawSoon();
  }

  /** Draws in other colours. */
  recolour(palette: Palette): void {
    this.#palette = palette;
    this.#view?.finalize();
    this.#view = undefined;
    this.#canvas.replaceChildren();
    this.#legend.dataset["shown"] = "";
    if (this.#content !== undefined) this.show(this.#content, this.#origin);
  }

  /** Draws at once and not in the next frame, in the colours of paper, which is wanted before the browser prints. */
  async print(palette: Palette): Promise<void> {
    this.recolour(palette);
    await this.#drawNow();
  }

  #tools(): HTMLElement {
    const { title, name, locale: { messages } } = this.#options;
    const button = (label: string, action: () => void) => {
      const made = element("button", { type: "button", "data-format": label.toLowerCase() }, label);
      made.setAttribute("aria-label", fill(messages.downloadAs, { chart: title, format: label }));
      made.addEventListener("click", action);
      return made;
    };
    const toggle = element(
      "button",
      {
        type: "button",
        class: "toggle",
        "aria-expanded": "false",
        "aria-controls": `${name}-rows`,
      },
      messages.table,
    );
    toggle.setAttribute("aria-label", `${messages.table}: ${title}`);
    toggle.addEventListener("click", () => {
      this.#rows.hidden = !this.#rows.hidden;
      toggle.setAttribute("aria-expanded", String(!this.#rows.hidden));
      if (!this.#rows.hidden) this.#showRows();
    });
    return element(
      "div",
      { class: "tools" },
      toggle,
      element("span", { "aria-hidden": "true" }, `· ${messages.download}`),
      button("PNG", () => void this.#savePng()),
      button("SVG", () => void this.#saveSvg()),
      button("CSV", () => this.#saveCsv()),
    );
  }

  #listen(): void {
    new ResizeObserver(() => {
      if (this.#canvas.clientWidth !== this.#width) this.#drawSoon();
    }).observe(this.#canvas);
    this.#slider.addEventListener("input", () => this.#pointAt(Number(this.#slider.value)));
    this.#slider.addEventListener("focus", () => this.#pointAt(Number(this.#slider.value)));
    this.#slider.addEventListener("blur", () => this.#hideTip());
    this.#plot.addEventListener("pointermove", (event) => {
      const index = this.#stopAt(event.clientX);
      if (index !== undefined) this.#pointAt(index);
    });
    this.#plot.addEventListener("pointerleave", () => {
      if (document.activeElement !== this.#slider) this.#hideTip();
    });
  }

  #showLegend(): void {
    const lines = this.#content?.legend ?? [];
    const key = JSON.stringify(lines);
    if (this.#legend.dataset["shown"] === key) return;
    this.#legend.dataset["shown"] = key;
    this.#legend.hidden = lines.length === 0;
    this.#legend.replaceChildren(...lines.map((line) => this.#line(line)));
  }

  #line({ label, colour, value, pale }: LegendLine): HTMLElement {
    const mark = colour === undefined ? [] : [swatch(this.#palette[colour] ?? "none", pale)];
    const item = element("li", {}, ...mark, label);
    if (value !== undefined) item.append(element("b", {}, value));
    return item;
  }

  #showSlider(): void {
    const last = (this.#content?.stops.length ?? 0) - 1;
    if (last < 0) return this.#slider.remove();
    if (!this.#slider.isConnected) this.#plot.append(this.#slider);
    const atEnd = this.#slider.value === this.#slider.max;
    this.#slider.max = String(last);
    if (document.activeElement !== this.#slider && atEnd) this.#slider.value = String(last);
    this.#describeStop(Number(this.#slider.value));
    if (!this.#tip.hidden) this.#pointAt(Number(this.#tip.dataset["index"] ?? last));
  }

  #describeStop(index: number): void {
    const stop = this.#content?.stops[index];
    if (stop === undefined) return;
    const said = [stop.title, ...stop.lines.map(({ label, value }) => `${label} ${value ?? ""}`)];
    this.#slider.setAttribute("aria-valuetext", said.join(", "));
  }

  #stopAt(clientX: number): number | undefined {
    const { stops = [] } = this.#content ?? {};
    const x = clientX - this.#plot.getBoundingClientRect().left;
    let best: number | undefined;
    let near = Infinity;
    stops.forEach((stop, index) => {
      const distance = Math.abs(this.#xOf(stop.at) - x);
      if (distance < near) [best, near] = [index, distance];
    });
    return best;
  }

  #xOf(at: number): number {
    const { domain_from: from = 0, domain_to: to = 1 } = this.#content?.signals ?? {};
    return PADDING.left + (at - from) / (to - from) * (this.#width - PADDING.left - PADDING.right);
  }

  #pointAt(index: number): void {
    const stop = this.#content?.stops[index];
    if (stop === undefined) return this.#hideTip();
    const x = this.#xOf(stop.at);
    this.#describeStop(index);
    this.#cursor.hidden = this.#tip.hidden = false;
    this.#tip.dataset["index"] = String(index);
    this.#cursor.style.left = `${x}px`;
    this.#tip.replaceChildren(
      element("p", {}, stop.title),
      element("ul", {}, ...stop.lines.map((line) => this.#line(line))),
    );
    const left = x > this.#width / 2;
    const width = this.#tip.offsetWidth;
    this.#tip.style.left = `${Math.max(0, left ? x - width - 10 : x + 10)}px`;
  }

  #hideTip(): void {
    this.#cursor.hidden = this.#tip.hidden = true;
  }

  #showRows(): void {
    const [header = [], ...rows] = this.#content?.table.shown ?? [];
    const { count } = this.#options.locale;
    const text = (value: string | number) => typeof value === "number" ? count(value) : value;
    const head = header.map((value) => element("th", { scope: "col" }, text(value)));
    const body = rows.map((row) =>
      element(
        "tr",
        {},
        ...row.map((value, index) =>
          index === 0
            ? element("th", { scope: "row" }, text(value))
            : element("td", {}, text(value))
        ),
      )
    );
    this.#rows.replaceChildren(
      element(
        "table",
        {},
        element(
          "caption",
          {},
          `${this.#content?.subtitle ?? ""} · ${
            fill(this.#options.locale.messages.zone, { zone: timeZone() })
          }`,
        ),
        element("thead", {}, element("tr", {}, ...head)),
        element("tbody", {}, ...body),
      ),
    );
  }

  /** Schedules one drawing for the next frame, within {@linkcode DRAWING_SHARE}. */
  #drawSoon(): void {
    this.#stale = true;
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => void this.#draw());
  }

  async #draw(): Promise<void> {
    const began = performance.now();
    this.#stale = false;
    try {
      await this.#drawNow();
    } finally {
      const took = performance.now() - began;
      setTimeout(() => {
        this.#drawing = false;
        if (this.#stale) this.#drawSoon();
      }, took / DRAWING_SHARE - took);
    }
  }

  async #drawNow(): Promise<void> {
    const content = this.#content;
    if (content === undefined || content.blank !== undefined) return;
    this.#width = this.#canvas.clientWidth;
    if (this.#width === 0) return;
    const { name, locale } = this.#options;
    this.#view ??= makeView(specOf(name), {
      palette: this.#palette,
      tag: locale.code,
      container: this.#canvas,
    });
    // Vega sets a role and a label of its own; replace them by the summary.
    this.#canvas.setAttribute("role", "img");
    this.#canvas.setAttribute("aria-label", content.summary);
    await this.#fit(this.#view, content, this.#width);
    this.root.dataset["drawn"] = String(Math.round(performance.timeOrigin + performance.now()));
  }

  async #fit(view: View, content: FigureContent, width: number): Promise<void> {
    const { left, right } = view.padding() as { left: number; right: number };
    view.width(Math.max(60, width - left - right));
    if (content.height !== undefined) view.height(content.height);
    await update(view, content.data, content.signals);
  }

  /** Draws the chart with title, legend and background, for a file. */
  async #exportView(): Promise<View> {
    const { name, title, locale } = this.#options;
    const content = this.#content;
    if (content === undefined) throw new Error("Cannot export a chart: it shows nothing yet");
    const spec = standAlone(specOf(name), {
      title,
      subtitle: [content.subtitle, this.#origin.line].filter((line) => line !== ""),
      legend: content.legend,
    });
    const view = makeView(spec, { palette: this.#palette, tag: locale.code });
    view.width(EXPORT_WIDTH);
    if (content.height !== undefined) view.height(content.height);
    await update(view, content.data, content.signals);
    return view;
  }

  #fileName(extension: string): string {
    return `${
      ["trunkline", this.#options.name, this.#origin.file].filter((part) => part !== "").join("-")
    }.${extension}`;
  }

  async #savePng(): Promise<void> {
    const view = await this.#exportView();
    const canvas = await view.toCanvas(2) as HTMLCanvasElement;
    canvas.toBlob(
      (blob) => blob !== null && download(this.#fileName("png"), blob),
      "image/png",
    );
    view.finalize();
  }

  async #saveSvg(): Promise<void> {
    const view = await this.#exportView();
    download(
      this.#fileName("svg"),
      new Blob([await view.toSVG()], { type: "image/svg+xml" }),
    );
    view.finalize();
  }

  #saveCsv(): void {
    const csv = toCsv(this.#content?.table.file ?? []);
    download(this.#fileName("csv"), new Blob([csv], { type: "text/csv;charset=utf-8" }));
  }
}

function specOf(name: ChartName): Spec {
  // Compiled by the build from charts/definitions.ts; JSON has no narrower type.
  return (specs as unknown as Record<ChartName, Spec>)[name];
}

/** Lets the browser download a file. */
function download(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
