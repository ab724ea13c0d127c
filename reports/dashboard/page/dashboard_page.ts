import { liveRange } from "../../../core/dashboard/ranges.ts";
import type { Gap, Health, Rising, Snapshot } from "../../../core/dashboard/page_protocol.ts";
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
  type Scene,
  sentimentContent,
} from "./figure_contents.ts";
import { showKeyFigures } from "./key_figures.ts";
import { assignSlots } from "./language_slots.ts";
import { type LinkState, LiveFeed } from "./live_feed.ts";
import { showGaps, StagesPanel } from "./panels.ts";
import { stagesOf } from "./pipeline_stages.ts";
import { fill, type Locale } from "./locale.ts";
import { paletteOf } from "./theme.ts";
import { formatView, parseView, type View } from "./url_state.ts";
import { totalOf, WindowModel } from "./window_model.ts";

/** The page: the current view, its feed, and the elements that show them. */
export class DashboardPage {
  readonly #locale: Locale;
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");
  readonly #model = new WindowModel();
  readonly #controls: Controls;
  readonly #figures;
  readonly #stages: StagesPanel;
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
    byId("grid", HTMLElement).append(
      ...Object.values(this.#figures).map(({ root }) => root),
      this.#stages.root,
    );
    this.#figures.sentiment.body.append(element("p", { class: "sub" }, messages.unscoredHelp));
    this.#controls = new Controls(locale, (change) => this.#change(change));
    addEventListener("popstate", () => this.#adopt(parseView(location.search)));
    this.#dark.addEventListener("change", () => this.#recolour());
    setInterval(() => this.#render(), 1_000);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    setText(byId("zone", HTMLElement), fill(messages.zone, { zone }));
    byId("go-there", HTMLButtonElement).addEventListener("click", () => this.#goToNewest());
  }

  start(): void {
    this.#applyTheme();
    this.#controls.show(this.#view);
    this.#follow();
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
    else this.#render();
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
    showKeyFigures(scene, { now, watermark, live: typeof this.#view.range === "string" });
    const total = totalOf(scene.steps);
    const noPosts = total.posts === 0 ? { blank: this.#locale.messages.noPosts } : {};
    const { pace, languages, sentiment } = this.#figures;
    pace.show({ ...paceContent(coarserScene(scene, pace.plotWidth)), ...noPosts });
    languages.show({ ...languagesContent(coarserScene(scene, languages.plotWidth)), ...noPosts });
    sentiment.show({ ...sentimentContent(coarserScene(scene, sentiment.plotWidth)), ...noPosts });
    this.#figures.coverage.show(coverageContent(scene));
    const within = this.#gaps.filter(({ from, to, detected }) =>
      (from ?? detected) < scene.to && (to ?? Infinity) > scene.from
    );
    showGaps(this.#figures.coverage.body, within, this.#locale);
    if (this.#rising !== undefined) {
      this.#figures.hashtags.show(
        hashtagsContent(this.#rising, { locale: this.#locale, langs: this.#view.langs }),
      );
    }
    const input = { health: this.#health, gaps: this.#gaps, total, watermark, now };
    this.#stages.show(stagesOf(input, this.#locale));
    this.#showEmpty(total.posts === 0 && this.#view.langs.length === 0, snapshot);
    this.#showLink(this.#link);
    this.#showPrivacy();
  }

  #scene(snapshot: Snapshot): Scene {
    const { range, langs } = this.#view;
    const { from, to } = typeof range === "string" ? liveRange(range, this.#now()) : snapshot;
    if (typeof range === "string") this.#model.forget(from);
    const ranking = this.#model.languages(from, to).map(([lang]) => lang);
    const shown = langs.length === 0 ? ranking : ranking.filter((lang) => langs.includes(lang));
    this.#slots = assignSlots(this.#slots, shown, LANGUAGE_SLOTS);
    this.#controls.offer(ranking, langs);
    const steps = this.#model.steps(from, to, langs);
    const every = langs.length === 0 ? steps : this.#model.steps(from, to, []);
    return {
      locale: this.#locale,
      steps,
      seen: every.map(({ posts }) => posts),
      step: this.#model.step,
      from: from * 60_000,
      to: to * 60_000,
      rangeText: this.#rangeText(),
      gaps: this.#gaps,
      slots: this.#slots,
    };
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
    const { messages } = this.#locale;
    const text = {
      connecting: messages.connecting,
      live: messages.live,
      still: messages.still,
      lost: messages.reconnecting,
      refused: messages.noAccess,
    }[state];
    const databaseLost = this.#health?.database === false && state === "live";
    byId("link", HTMLElement).dataset["state"] = databaseLost || state === "refused"
      ? "lost"
      : state;
    setText(byId("link-text", HTMLElement), databaseLost ? messages.databaseLost : text);
  }

  /** Announces the new view to screen readers. */
  #announce(): void {
    if (this.#snapshot === undefined) return;
    const { messages, language, count } = this.#locale;
    const { langs } = this.#view;
    const { steps } = this.#scene(this.#snapshot);
    const text = fill(messages.showing, {
      range: this.#rangeText(),
      langs: langs.length === 0 ? messages.allLanguages : langs.map(language).join(", "),
      posts: count(totalOf(steps).posts),
    });
    setText(byId("said", HTMLElement), text);
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

  #showPrivacy(): void {
    const n = this.#rising?.fewestPeople ?? 3;
    setText(byId("privacy", HTMLElement), fill(this.#locale.messages.privacy, { n }));
  }
}
