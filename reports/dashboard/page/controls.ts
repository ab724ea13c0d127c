import { isLiveRange } from "../../../core/dashboard/ranges.ts";
import { byId, element, setText } from "./elements.ts";
import type { Locale } from "./locale.ts";
import type { View } from "./url_state.ts";
import { formatView } from "./url_state.ts";

const CHIPS_MAX = 10;

/** The filters: range, languages, appearance. Reports choices by `change`, and shows the current view. */
export class Controls {
  readonly #locale: Locale;
  readonly #change: (change: Partial<View>) => void;
  readonly #languages = byId("language-filter", HTMLFieldSetElement);
  readonly #from = byId("from", HTMLInputElement);
  readonly #to = byId("to", HTMLInputElement);

  constructor(locale: Locale, change: (change: Partial<View>) => void) {
    this.#locale = locale;
    this.#change = change;
    byId("ranges", HTMLElement).addEventListener("change", (event) => {
      const { value } = event.target as HTMLInputElement;
      if (isLiveRange(value)) change({ range: value });
      else this.#offerRange();
    });
    byId("show", HTMLButtonElement).addEventListener("click", () => this.#choose());
    byId("theme", HTMLSelectElement).addEventListener("change", (event) => {
      const { value } = event.target as HTMLSelectElement;
      change({ theme: value === "light" || value === "dark" ? value : "auto" });
    });
    byId("before", HTMLSelectElement).addEventListener("change", (event) => {
      const { value } = event.target as HTMLSelectElement;
      change({ before: value === "day" || value === "week" ? value : undefined });
    });
    this.#languages.addEventListener("change", () => change({ langs: this.#checked() }));
  }

  /** Shows a view. */
  show(view: View): void {
    const name = typeof view.range === "string" ? view.range : "chosen";
    for (const input of document.querySelectorAll<HTMLInputElement>("#ranges input")) {
      input.checked = input.value === name;
    }
    byId("chosen", HTMLElement).hidden = name !== "chosen";
    if (typeof view.range === "object") {
      this.#from.value = localTime(view.range.from);
      this.#to.value = localTime(view.range.to);
    }
    byId("theme", HTMLSelectElement).value = view.theme;
    byId("before", HTMLSelectElement).value = view.before ?? "";
    const other = this.#locale.code === "fr" ? "en" : "fr";
    const link = byId("locale", HTMLAnchorElement);
    link.href = formatView({ ...view, ui: other });
    link.lang = link.hreflang = other;
  }

  /** Offers the languages used most and the chosen ones; those already offered keep their order. */
  offer(ranking: readonly string[], chosen: readonly string[]): void {
    const shown = this.#shown();
    const wanted = [...new Set([...ranking.slice(0, CHIPS_MAX), ...chosen])];
    const kept = shown.filter((lang) => wanted.includes(lang));
    const langs = [...kept, ...wanted.filter((lang) => !kept.includes(lang))];
    if (langs.join() !== shown.join()) this.#makeChips(langs);
    for (const input of this.#inputs()) input.checked = chosen.includes(input.value);
    const clear = this.#languages.querySelector("button");
    if (clear !== null) clear.hidden = chosen.length === 0;
  }

  #makeChips(langs: readonly string[]): void {
    const focused = document.activeElement instanceof HTMLInputElement
      ? document.activeElement.value
      : "";
    const legend = this.#languages.querySelector("legend");
    const chips = langs.map((lang) =>
      element(
        "label",
        {},
        element("input", { type: "checkbox", name: "lang", value: lang }),
        element("span", {}, this.#locale.language(lang)),
      )
    );
    const clear = element("button", { type: "button" }, this.#locale.messages.clear);
    clear.addEventListener("click", () => {
      this.#change({ langs: [] });
      this.#inputs()[0]?.focus();
    });
    this.#languages.replaceChildren(...(legend === null ? [] : [legend]), ...chips, clear);
    this.#inputs().find(({ value }) => value === focused)?.focus();
  }

  #offerRange(): void {
    byId("chosen", HTMLElement).hidden = false;
    const now = Date.now();
    if (this.#from.value === "") this.#from.value = localTime(now - 3 * 3_600_000);
    if (this.#to.value === "") this.#to.value = localTime(now);
    this.#from.focus();
  }

  #choose(): void {
    const from = new Date(this.#from.value).getTime();
    const to = new Date(this.#to.value).getTime();
    const fine = to > from && to - from <= 400 * 86_400_000;
    setText(byId("range-problem", HTMLElement), fine ? "" : this.#locale.messages.emptyRange);
    if (fine) this.#change({ range: { from, to } });
  }

  #inputs(): readonly HTMLInputElement[] {
    return [...this.#languages.querySelectorAll("input")];
  }

  #shown(): readonly string[] {
    return this.#inputs().map(({ value }) => value);
  }

  #checked(): readonly string[] {
    return this.#inputs().filter(({ checked }) => checked).map(({ value }) => value);
  }
}

/** The value of a `datetime-local` field: local time, no zone. */
function localTime(at: number): string {
  const offset = new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - offset).toISOString().slice(0, 16);
}
