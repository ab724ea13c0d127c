import type { PostFilter } from "../../../core/post/post_filter.ts";
import { element } from "./elements.ts";
import { fill, type Locale } from "./locale.ts";

/** One filter: its words, and the view's filter without it. */
interface OneFilter {
  readonly text: string;
  readonly without: PostFilter;
}

/** Every filter of a view, in words. */
export function filterTexts(filter: PostFilter, locale: Locale): readonly OneFilter[] {
  const { tag, server, langs } = filter;
  const { messages, language } = locale;
  return [
    ...(tag === undefined ? [] : [{
      text: `#${tag}`,
      without: { tag: undefined, server, langs },
    }]),
    ...(server === undefined ? [] : [{
      text: fill(messages.serverFilter, { server }),
      without: { tag, server: undefined, langs },
    }]),
    ...langs.map((lang) => ({
      text: language(lang),
      without: { tag, server, langs: langs.filter((other) => other !== lang) },
    })),
  ];
}

/** A chip for each filter, with a button that removes it. */
export class FilterChips {
  readonly #list: HTMLElement;
  readonly #locale: Locale;
  readonly #change: (filter: PostFilter) => void;

  constructor(list: HTMLElement, locale: Locale, change: (filter: PostFilter) => void) {
    this.#list = list;
    this.#locale = locale;
    this.#change = change;
  }

  show(filter: PostFilter): void {
    const filters = filterTexts(filter, this.#locale);
    const key = JSON.stringify(filters);
    if (this.#list.dataset["shown"] === key) return;
    this.#list.dataset["shown"] = key;
    this.#list.hidden = filters.length === 0;
    this.#list.replaceChildren(...filters.map(({ text, without }, index) => {
      const remove = element("button", { type: "button" }, "×");
      const label = fill(this.#locale.messages.removeFilter, { filter: text });
      remove.setAttribute("aria-label", label);
      remove.title = label;
      remove.addEventListener("click", () => {
        this.#change(without);
        // The chip is gone: the keyboard goes on at the next one.
        const left = this.#list.querySelectorAll("button");
        (left[index] ?? left[index - 1] ?? document.getElementById("charts"))?.focus();
      });
      return element("li", {}, element("span", {}, text), remove);
    }));
  }
}

/** A button for each hashtag of a chart, which a canvas cannot have: it filters the page. */
export class TagPicks {
  readonly root: HTMLElement;
  readonly #list = element("ul");
  readonly #change: (tag: string) => void;

  constructor({ messages }: Locale, change: (tag: string) => void) {
    this.#change = change;
    this.root = element("div", { class: "picks", hidden: "" }, messages.onlyThese, this.#list);
  }

  /** @param rows with a `label`: the hashtag with its "#" */
  show(rows: readonly object[]): void {
    const labels = rows.map((row) => String(Reflect.get(row, "label")));
    const key = labels.join(" ");
    if (this.root.dataset["shown"] === key) return;
    this.root.dataset["shown"] = key;
    this.root.hidden = labels.length === 0;
    this.#list.replaceChildren(...labels.map((label) => {
      const button = element("button", { type: "button" }, label);
      button.addEventListener("click", () => this.#change(label.slice(1)));
      return element("li", {}, button);
    }));
  }
}
