import type { SelectionAnswer } from "../../../core/dashboard/page_protocol.ts";
import { element, setText } from "./elements.ts";
import { type JudgedRow, judgedText, PARTS } from "./judged_languages.ts";
import type { Locale } from "./locale.ts";

/** Sentiment of the posts shown by their language: a table with bars, and in words what is not judged and why. */
export class JudgedPanel {
  readonly root: HTMLElement;
  readonly #body = element("tbody");
  readonly #table: HTMLElement;
  readonly #blank = element("p", { class: "blank" });
  readonly #said = element("div", { class: "said" });
  readonly #locale: Locale;
  #last: SelectionAnswer | undefined;

  constructor(locale: Locale) {
    this.#locale = locale;
    const { messages } = locale;
    const header = (text: string, attributes = {}) =>
      element("th", { scope: "col", ...attributes }, text);
    this.#table = element(
      "div",
      { class: "scroll", tabindex: "0", role: "group", "aria-labelledby": "judged-title" },
      element(
        "table",
        {},
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            header(messages.language),
            header(messages.posts),
            element("td", { class: "parts" }),
            ...PARTS.map((part) => header(messages[part], { class: part })),
            header(messages.sureness),
          ),
        ),
        this.#body,
      ),
    );
    this.#table.hidden = true;
    this.root = element(
      "section",
      { class: "card wide", id: "judged", "aria-labelledby": "judged-title" },
      element("h2", { id: "judged-title" }, messages.judged),
      element("p", { class: "sub" }, messages.judgedSub),
      this.#blank,
      this.#table,
      this.#said,
    );
  }

  /** @param problem why there is nothing, in words */
  show(selection: SelectionAnswer | undefined, problem: string | undefined): void {
    // Until another selection is counted, the last one's rows stay, as those of the names do.
    this.#last = selection ?? this.#last;
    const waiting = this.#last === undefined ? this.#locale.messages.namesWaiting : "";
    setText(this.#blank, selection === undefined ? waiting : problem ?? "");
    const isBlank = this.#blank.textContent !== "";
    const { rows, sentences } = judgedText(this.#last?.judged ?? [], this.#locale);
    this.#blank.hidden = !isBlank;
    this.#table.hidden = isBlank || rows.length === 0;
    this.#said.hidden = isBlank;
    const key = JSON.stringify([rows, sentences]);
    if (this.#body.dataset["shown"] === key) return;
    this.#body.dataset["shown"] = key;
    this.#body.replaceChildren(...rows.map((row) => this.#row(row)));
    this.#said.replaceChildren(...sentences.map((text) => element("p", {}, text)));
  }

  #row({ language, posts, shares, sureness }: JudgedRow): HTMLElement {
    const { share } = this.#locale;
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, language),
      element("td", {}, posts),
      element("td", { class: "parts" }, bar(shares)),
      ...PARTS.map((part) => element("td", {}, share(shares[part]))),
      element("td", {}, sureness),
    );
  }
}

const SVG = "http://www.w3.org/2000/svg";

/** The parts side by side. As SVG, since the page's content security policy forbids style attributes. */
function bar(shares: JudgedRow["shares"]): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 100 1");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  let x = 0;
  for (const part of PARTS) {
    const box = document.createElementNS(SVG, "rect");
    const width = shares[part] * 100;
    box.setAttribute("class", part);
    box.setAttribute("x", String(x));
    box.setAttribute("width", String(width));
    box.setAttribute("height", "1");
    svg.append(box);
    x += width;
  }
  return svg;
}
