import type { PostFilter } from "../../../core/post/post_filter.ts";
import type { CountedName, SelectionAnswer } from "../../../core/dashboard/page_protocol.ts";
import { element, setText } from "./elements.ts";
import { fill, type Locale } from "./locale.ts";
import { mediaText } from "./media_text.ts";

const ROWS_MAX = 10;

interface NameList {
  readonly title: string;
  readonly names: readonly CountedName[];
  readonly textOf: (name: string) => string;
  /** Absent: the page cannot be filtered by these names. */
  readonly choice?: {
    readonly isChosen: (name: string) => boolean;
    /** The view's filter with this name chosen, or not chosen any more. */
    readonly toggled: (name: string) => PostFilter;
  };
  /** Said where there are no names. */
  readonly none: string;
}

/**
 * Hashtags, servers and languages of the posts shown, the sites that they link to, and how many of their pictures are described.
 * A row is a button that filters the page by it, but for sites.
 */
export class NamesPanel {
  readonly root: HTMLElement;
  readonly #lists = element("div", { class: "names" });
  readonly #media = element("p", { class: "sub" });
  readonly #blank = element("p", { class: "blank" });
  readonly #locale: Locale;
  readonly #change: (filter: PostFilter) => void;
  #last: SelectionAnswer | undefined;

  constructor(locale: Locale, change: (filter: PostFilter) => void) {
    this.#locale = locale;
    this.#change = change;
    const { messages } = locale;
    this.root = element(
      "section",
      { class: "card wide", id: "names", "aria-labelledby": "names-title" },
      element("h2", { id: "names-title" }, messages.names),
      element("p", { class: "sub" }, messages.namesSub),
      this.#blank,
      this.#lists,
      this.#media,
    );
  }

  /** @param problem why there is nothing, in words */
  show(
    selection: SelectionAnswer | undefined,
    { filter, problem }: { readonly filter: PostFilter; readonly problem: string | undefined },
  ): void {
    // Until another selection is counted, the last one's rows stay, and with them the keyboard's place.
    this.#last = selection ?? this.#last;
    const { languages = [], servers = [], tags = [], sites = [] } = this.#last ?? {};
    const waiting = this.#last === undefined ? this.#locale.messages.namesWaiting : "";
    setText(this.#blank, selection === undefined ? waiting : problem ?? "");
    this.#blank.hidden = this.#blank.textContent === "";
    this.#lists.hidden = this.#media.hidden = !this.#blank.hidden;
    const { media } = this.#last ?? {};
    setText(this.#media, media === undefined ? "" : mediaText(media, this.#locale));
    const lists = this.#listsOf(filter, { languages, servers, tags, sites });
    const key = JSON.stringify([filter, lists]);
    if (this.#lists.dataset["shown"] === key) return;
    this.#lists.dataset["shown"] = key;
    const focused = document.activeElement instanceof HTMLElement
      ? document.activeElement.dataset["name"]
      : undefined;
    this.#lists.replaceChildren(...lists.map((list) => this.#list(list)));
    if (focused !== undefined) {
      this.#lists.querySelector<HTMLElement>(`[data-name="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  #listsOf(
    filter: PostFilter,
    { languages, servers, tags, sites }: Pick<
      SelectionAnswer,
      "languages" | "servers" | "tags" | "sites"
    >,
  ): readonly NameList[] {
    const { messages, language } = this.#locale;
    const { langs } = filter;
    const isServer = (name: string) => filter.server?.toLowerCase() === name.toLowerCase();
    const isTag = (name: string) => filter.tag?.toLowerCase() === name.toLowerCase();
    return [
      {
        title: messages.hashtagsUsed,
        names: tags,
        textOf: (name) => `#${name}`,
        choice: {
          isChosen: isTag,
          toggled: (name) => ({ ...filter, tag: isTag(name) ? undefined : name }),
        },
        none: messages.namesNone,
      },
      {
        title: messages.servers,
        names: servers,
        textOf: (name) => name,
        choice: {
          isChosen: isServer,
          toggled: (name) => ({ ...filter, server: isServer(name) ? undefined : name }),
        },
        none: messages.namesNone,
      },
      {
        title: messages.languages,
        names: languages,
        textOf: language,
        choice: {
          isChosen: (name) => langs.includes(name),
          toggled: (name) => ({
            ...filter,
            langs: langs.includes(name) ? langs.filter((lang) => lang !== name) : [...langs, name],
          }),
        },
        none: messages.namesNone,
      },
      {
        title: messages.sites,
        names: sites ?? [],
        textOf: (name) => name,
        none: sites === null ? messages.sitesMany : messages.namesNone,
      },
    ];
  }

  #list({ title, names, textOf, choice, none }: NameList): HTMLElement {
    const { messages, count } = this.#locale;
    const most = Math.max(1, ...names.map(([, posts]) => posts));
    const rows = names.slice(0, ROWS_MAX).map(([name, posts, people]) => {
      const parts = [
        element("span", { class: "label" }, textOf(name)),
        element("b", {}, count(posts)),
        bar(posts / most),
      ];
      const row = choice === undefined
        ? element("div", { class: "row" }, ...parts)
        : element("button", {
          ...{ class: "row", type: "button", "data-name": `${title} ${name}` },
          "aria-pressed": String(choice.isChosen(name)),
        }, ...parts);
      row.title = fill(messages.peopleN, { posts: count(posts), people: count(people) });
      if (choice !== undefined) {
        row.addEventListener("click", () => this.#change(choice.toggled(name)));
      }
      return element("li", {}, row);
    });
    return element(
      "div",
      {},
      element("h3", {}, title),
      rows.length === 0 ? element("p", { class: "sub" }, none) : element("ul", {}, ...rows),
    );
  }
}

const SVG = "http://www.w3.org/2000/svg";

/** A bar as SVG, since the page's content security policy forbids style attributes. */
function bar(share: number): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const box = document.createElementNS(SVG, "rect");
  svg.setAttribute("viewBox", "0 0 100 1");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  box.setAttribute("width", String(Math.max(0.5, share * 100)));
  box.setAttribute("height", "1");
  svg.append(box);
  return svg;
}
