import { liveRange } from "../../../core/dashboard/ranges.ts";
import type {
  Before,
  Gap,
  Health,
  Rising,
  SelectionAnswer,
  Snapshot,
} from "../../../core/dashboard/page_protocol.ts";
import { kindOfSources } from "../../../core/post/source.ts";
import { observedUntil } from "../../../core/windows/observed.ts";
import { LANGUAGE_SLOTS } from "../charts/definitions.ts";
import { ChartFigure } from "./chart_figure.ts";
import { coarserScene } from "./coarser_steps.ts";
import { Controls } from "./controls.ts";
import { byId, element, setText } from "./elements.ts";
import {
  coverageContent,
  hashtagsContent,
  languagesContent,
  paceContent,
  sentimentContent,
} from "./figure_contents.ts";
import { JudgedPanel } from "./judged_panel.ts";
import { type Pace, showKeyFigures } from "./key_figures.ts";
import { FilterChips, filterTexts, TagPicks } from "./filters.ts";
import { assignSlots } from "./language_slots.ts";
import { type LinkState, LiveFeed } from "./live_feed.ts";
import { NamesPanel } from "./names_panel.ts";
import { SelectionFeed } from "./selection_feed.ts";
import type { Scene } from "./scene.ts";
import { showGaps, StagesPanel } from "./panels.ts";
import { stagesOf } from "./pipeline_stages.ts";
import { linkShown } from "./link_shown.ts";
import { fill, type Locale, timeZone } from "./locale.ts";
import { originOf, whoseText } from "./origin.ts";
import { paletteOf } from "./theme.ts";
import { formatView, parseView, type View } from "./url_state.ts";
import { totalOf, WindowModel } from "./window_model.ts";

/** What of a view the worker counts posts for. */
function selectionKey({ range, tag, server, langs, before }: View): string {
  return JSON.stringify([range, tag, server, langs, before]);
}

/** The page: the current view, its feed, and the elements that show them. */
export class DashboardPage {
  readonly #locale: Locale;
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");
  readonly #model = new WindowModel();
  readonly #controls: Controls;
  readonly #figures;
  readonly #stages: StagesPanel;
  readonly #names: NamesPanel;
  readonly #judged: JudgedPanel;
  readonly #chips: FilterChips;
  readonly #picks: TagPicks;
  /** The posts that a filter by hashtag or server lets through. */
  readonly #filtered = new WindowModel();
  #selections: SelectionFeed | undefined;
  #selection: SelectionAnswer | undefined;
  #before: Before | undefined;
  #view: View = parseView(location.search);
  #feed: LiveFeed | undefined;
  #snapshot: Snapshot | undefined;
  /** The database's clock minus the browser's, ms. */
  #clockSkew = 0;
  #gaps: readonly Gap[] = [];
  #health: Health | undefined;
  #rising: Rising | undefined;
  #link: LinkState = "connecting";
  #slots: ReadonlyMap<string, string> = new Map();
  #scheduled = false;
  /** Under an embedded chart. */
  readonly #originLine = element("p", { class: "sub" });

  constructor(locale: Locale) {
    this.#locale = locale;
    const { messages } = locale;
    const palette = this.#palette();
    const figure = (
      name: ConstructorParameters<typeof ChartFigure>[0]["name"],
      title: string,
      classes: string,
    ) => new ChartFigure({ name, title, locale, palette, classes });
    this.#figures = {
      pace: figure("pace", messages.pace, "wide"),
      languages: figure("languages", messages.byLanguage, "half"),
      sentiment: figure("sentiment", messages.sentiment, "half"),
      hashtags: figure("hashtags", messages.hashtags, "more"),
      coverage: figure("coverage", messages.coverage, "less"),
    };
    this.#stages = new StagesPanel(locale);
    this.#names = new NamesPanel(locale, (filter) => this.#change(filter));
    this.#judged = new JudgedPanel(locale);
    this.#picks = new TagPicks(locale, (tag) => this.#change({ tag }));
    this.#figures.hashtags.body.append(this.#picks.root);
    this.#chips = new FilterChips(
      byId("filters", HTMLElement),
      locale,
      (filter) => this.#change(filter),
    );
    byId("grid", HTMLElement).append(
      ...Object.values(this.#figures).map(({ root }) => root),
      this.#judged.root,
      this.#names.root,
      this.#stages.root,
    );
    this.#figures.sentiment.body.append(element("p", { class: "sub" }, messages.unscoredHelp));
    this.#showAlone();
    this.#controls = new Controls(locale, (change) => this.#change(change));
    addEventListener("popstate", () => this.#adopt(parseView(location.search)));
    this.#dark.addEventListener("change", () => this.#recolour());
    // Paper is white: dark charts would be pale on it.
    addEventListener("beforeprint", () => {
      for (const figure of Object.values(this.#figures)) {
        void figure.print(paletteOf("light", false));
      }
    });
    addEventListener("afterprint", () => this.#recolour());
    setInterval(() => this.#render(), 1_000);
    setText(byId("zone", HTMLElement), fill(messages.zone, { zone: timeZone() }));
    byId("go-there", HTMLButtonElement).addEventListener("click", () => this.#goToNewest());
  }

  start(): void {
    this.#applyTheme();
    this.#controls.show(this.#view);
    this.#follow();
    this.#select();
  }

  #change(change: Partial<View>): void {
    const next = { ...this.#view, ...change };
    history.pushState(null, "", formatView(next) || location.pathname);
    this.#adopt(next);
    this.#announce();
  }

  #adopt(next: View): void {
    const before = this.#view;
    this.#view = next;
    this.#controls.show(next);
    if (next.theme !== before.theme) this.#recolour();
    if (JSON.stringify(next.range) !== JSON.stringify(before.range)) this.#follow();
    if (selectionKey(next) !== selectionKey(before)) this.#select();
    this.#render();
  }

  get #isFiltered(): boolean {
    return this.#view.tag !== undefined || this.#view.server !== undefined;
  }

  /** Asks for what the filters let through. */
  #select(): void {
    this.#selections?.stop();
    this.#selection = undefined;
    this.#before = undefined;
    this.#selections = new SelectionFeed(this.#view, {
      selection: (selection) => {
        const isFirst = this.#selection === undefined;
        this.#selection = selection;
        this.#filtered.start({ ...selection, minutes: [] });
        this.#render();
        if (isFirst && this.#isFiltered) this.#announce();
      },
      before: (before) => {
        this.#before = before;
        this.#renderSoon();
      },
    });
  }

  #follow(): void {
    this.#feed?.stop();
    const announced = this.#snapshot !== undefined;
    this.#feed = new LiveFeed(this.#view, {
      snapshot: (snapshot) => {
        this.#take(snapshot);
        if (announced) this.#announce();
      },
      windows: (change) => {
        this.#model.apply(change);
        this.#clockSkew = change.now - Date.now();
        this.#renderSoon();
      },
      gaps: (gaps) => {
        this.#gaps = gaps;
        this.#renderSoon();
      },
      health: (health) => {
        this.#health = health;
        this.#renderSoon();
      },
      rising: (rising) => {
        this.#rising = rising;
        this.#renderSoon();
      },
      link: (state) => this.#showLink(state),
    });
  }

  #take(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#clockSkew = snapshot.now - Date.now();
    this.#gaps = snapshot.gaps;
    this.#health = snapshot.health;
    this.#rising = snapshot.rising;
    this.#model.start(snapshot);
    this.#render();
  }

  /** Schedules one rendering for the next frame. */
  #renderSoon(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#render();
    });
  }

  #render(): void {
    const snapshot = this.#snapshot;
    if (snapshot === undefined || this.#health === undefined || document.hidden) return;
    const scene = this.#scene(snapshot);
    const now = this.#now();
    const { watermark } = this.#model;
    const rising = this.#rising;
    const stretches = rising === undefined || rising.at === null
      ? undefined
      : observedUntil(rising.observed, now);
    const isCounted = this.#isCounted;
    showKeyFigures(scene, { now, watermark, stretches, pace: this.#pace(now), isCounted });
    const total = totalOf(scene.steps);
    const problem = this.#problem();
    this.#chips.show(this.#view);
    this.#names.show(this.#selection, { filter: this.#view, problem });
    this.#judged.show(this.#selection, problem);
    this.#showProblem(problem);
    const noPosts = total.posts === 0
      ? { blank: (this.#isFiltered ? problem : undefined) ?? this.#locale.messages.noPosts }
      : {};
    const { pace, languages, sentiment } = this.#figures;
    const origin = originOf(scene, { sources: snapshot.sources, filter: this.#view, now });
    setText(this.#originLine, origin.line);
    pace.show({ ...paceContent(coarserScene(scene, pace.plotWidth)), ...noPosts }, origin);
    languages.show(
      { ...languagesContent(coarserScene(scene, languages.plotWidth)), ...noPosts },
      origin,
    );
    sentiment.show(
      { ...sentimentContent(coarserScene(scene, sentiment.plotWidth)), ...noPosts },
      origin,
    );
    this.#figures.coverage.show(coverageContent(scene), origin);
    const within = this.#gaps.filter(({ from, to, detected }) =>
      (from ?? detected) < scene.to && (to ?? Infinity) > scene.from
    );
    showGaps(this.#figures.coverage.body, within, this.#locale);
    if (this.#rising !== undefined) {
      const content = hashtagsContent(this.#rising, {
        locale: this.#locale,
        langs: this.#view.langs,
      });
      const { messages } = this.#locale;
      this.#figures.hashtags.show(
        this.#isFiltered ? { ...content, blank: messages.risingOfAll } : content,
        origin,
      );
      this.#picks.show(this.#isFiltered ? [] : content.data["tags"] ?? []);
    }
    // The stages are those of all posts.
    const { from, to } = scene;
    const everything = this.#isFiltered
      ? totalOf(this.#model.steps(from / 60_000, to / 60_000, []))
      : total;
    const input = { health: this.#health, gaps: this.#gaps, total: everything, watermark, now };
    this.#stages.show(stagesOf(input, this.#locale));
    this.#showEmpty(
      total.posts === 0 && this.#view.langs.length === 0 && !this.#isFiltered,
      snapshot,
    );
    this.#showLink(this.#link);
    this.#showPrivacy();
    this.#showSource(snapshot);
  }

  #pace(now: number): Pace | undefined {
    if (typeof this.#view.range !== "string" || this.#isFiltered) return undefined;
    const minute = Math.floor(now / 60_000);
    const postsIn = (minute: number) => this.#model.postsIn(minute, this.#view.langs);
    return { lastMinute: postsIn(minute - 1), thisMinute: postsIn(minute) };
  }

  get #isCounted(): boolean {
    return !this.#isFiltered || this.#selection?.state === "counted";
  }

  #scene(snapshot: Snapshot): Scene {
    const { range, langs } = this.#view;
    const { from, to } = typeof range === "string" ? liveRange(range, this.#now()) : snapshot;
    if (typeof range === "string") this.#model.forget(from);
    const model = this.#isFiltered ? this.#filtered : this.#model;
    const ranking = model.languages(from, to).map(([lang]) => lang);
    const shown = langs.length === 0 ? ranking : ranking.filter((lang) => langs.includes(lang));
    this.#slots = assignSlots(this.#slots, shown, LANGUAGE_SLOTS);
    this.#controls.offer(ranking, langs);
    // Until the filtered posts are counted, and where they are not, there are no steps: none that says 0.
    const counted = this.#isCounted;
    const steps = counted ? model.steps(from, to, langs) : [];
    return {
      locale: this.#locale,
      steps,
      step: counted ? model.step : this.#model.step,
      ...this.#beforeOf(),
      from: from * 60_000,
      to: to * 60_000,
      rangeText: this.#rangeText(),
      gaps: this.#gaps,
      slots: this.#slots,
    };
  }

  /** What is drawn behind the posts. */
  #beforeOf(): Pick<Scene, "before" | "beforeText"> {
    const { before } = this.#view;
    if (before === undefined || this.#before === undefined) return {};
    const { beforeDay, beforeWeek } = this.#locale.messages;
    const beforeText = before === "day" ? beforeDay : beforeWeek;
    if (this.#before.rows.length === 0) return { beforeText };
    const posts = new Map<number, number>();
    for (const [start, , n] of this.#before.rows) {
      posts.set(start * 60_000, (posts.get(start * 60_000) ?? 0) + n);
    }
    return { before: posts, beforeText };
  }

  /** Why the filters cannot be shown, in words. */
  #problem(): string | undefined {
    const { messages, count, time } = this.#locale;
    if (this.#selection === undefined) {
      return this.#isFiltered ? messages.selectionWaiting : undefined;
    }
    const { state, limit } = this.#selection;
    switch (state) {
      case "counted":
        return undefined;
      case "too few":
        return fill(messages.selectionFew, { n: this.#rising?.fewestPeople ?? 3 });
      case "too many":
        return fill(messages.selectionMany, { n: count(limit) });
      case "gone":
        return fill(messages.selectionGone, { time: time(limit) });
    }
  }

  #showProblem(problem: string | undefined): void {
    const shown = this.#isFiltered ? problem ?? "" : "";
    setText(byId("filter-problem", HTMLElement), shown);
    byId("filter-problem", HTMLElement).hidden = shown === "";
  }

  #now(): number {
    return Date.now() + this.#clockSkew;
  }

  #rangeText(): string {
    const { range } = this.#view;
    const { messages, moment } = this.#locale;
    return typeof range === "string"
      ? messages.rangesLong[range]
      : `${moment(range.from)} – ${moment(range.to)}`;
  }

  #palette() {
    return paletteOf(this.#view.theme, this.#dark.matches);
  }

  #applyTheme(): void {
    if (this.#view.theme === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = this.#view.theme;
  }

  #recolour(): void {
    this.#applyTheme();
    for (const figure of Object.values(this.#figures)) figure.recolour(this.#palette());
  }

  #showLink(state: LinkState): void {
    this.#link = state;
    const { shown, text } = linkShown(state, {
      health: this.#health,
      now: this.#now(),
      locale: this.#locale,
    });
    byId("link", HTMLElement).dataset["state"] = shown;
    setText(byId("link-text", HTMLElement), text);
  }

  /** Announces the new view to screen readers. */
  #announce(): void {
    if (this.#snapshot === undefined) return;
    const { messages, count } = this.#locale;
    const filters = filterTexts(this.#view, this.#locale).map(({ text }) => text);
    const { steps } = this.#scene(this.#snapshot);
    const text = fill(messages.showing, {
      range: this.#rangeText(),
      filters: filters.length === 0 ? messages.allLanguages : filters.join(", "),
      posts: count(totalOf(steps).posts),
    });
    setText(byId("said", HTMLElement), (this.#isFiltered ? this.#problem() : undefined) ?? text);
  }

  #showEmpty(empty: boolean, { newest }: Snapshot): void {
    byId("empty", HTMLElement).hidden = !empty;
    if (!empty) return;
    const { messages, time } = this.#locale;
    const where = newest === null ? "" : ` ${fill(messages.newestAt, { time: time(newest) })}`;
    setText(byId("empty-text", HTMLElement), messages.noPosts + where);
    byId("go-there", HTMLButtonElement).hidden = newest === null;
  }

  #goToNewest(): void {
    const newest = this.#snapshot?.newest;
    if (newest === undefined || newest === null) return;
    this.#change({ range: { from: newest - 59 * 60_000, to: newest + 60_000 } });
  }

  /** In a frame of another page: one chart, and the line that says what it counts. */
  #showAlone(): void {
    const { embed } = this.#view;
    if (embed === undefined) return;
    document.body.dataset["embed"] = embed;
    this.#figures[embed].root.classList.add("embedded");
    this.#figures[embed].body.append(this.#originLine);
  }

  /** Names whose posts these are, and marks those that a demo made up. */
  #showSource({ sources }: Snapshot): void {
    const { messages } = this.#locale;
    const whose = whoseText(sources, this.#locale);
    setText(byId("source", HTMLElement), whose);
    byId("source", HTMLElement).dataset["kind"] = kindOfSources(sources);
    const title = sources.length === 0 ? messages.title : `${whose} · ${messages.title}`;
    if (document.title !== title) document.title = title;
  }

  #showPrivacy(): void {
    const n = this.#rising?.fewestPeople ?? 3;
    setText(byId("privacy", HTMLElement), fill(this.#locale.messages.privacy, { n }));
  }
}
