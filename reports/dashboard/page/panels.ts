import type { Gap } from "../../../core/dashboard/page_protocol.ts";
import { element, setText } from "./elements.ts";
import type { Stage, Status } from "./pipeline_stages.ts";
import { fill, type Locale } from "./locale.ts";

const GAPS_MAX = 8;
const GAP_KINDS = {
  source: "gapSource",
  audit: "gapAudit",
  retention: "gapRetention",
} as const;

/** The gaps of a range as a list, newest first. */
export function showGaps(target: HTMLElement, gaps: readonly Gap[], locale: Locale): void {
  const key = JSON.stringify(gaps);
  if (target.dataset["shown"] === key) return;
  target.dataset["shown"] = key;
  const { messages } = locale;
  const items = gaps.slice(0, GAPS_MAX).map((gap) => {
    const to = gap.to === null ? messages.gapOpen : locale.time(gap.to);
    if (gap.kind === "start") {
      const when = gap.to === null ? messages.gapNoRecord : fill(messages.gapBefore, { time: to });
      return element("li", {}, element("span", { class: "open" }, when));
    }
    const from = locale.time(gap.from ?? gap.detected);
    const state = gap.filled === null
      ? element("span", { class: "open" }, messages.gapMissing)
      : element("span", { class: "filled" }, messages.gapFilled);
    return element(
      "li",
      {},
      element("span", { class: "when" }, `${from} – ${to}`),
      state,
      element(
        "span",
        { class: "kind" },
        messages[GAP_KINDS[gap.kind]],
      ),
    );
  });
  target.replaceChildren(
    gaps.length === 0
      ? element("p", { class: "sub" }, messages.gapsNone)
      : element("ul", { class: "gaps" }, ...items),
  );
}

/** The stages of the pipeline side by side. Elements are created once; later only their texts change. */
export class StagesPanel {
  readonly root: HTMLElement;
  readonly #list = element("ul", { class: "stages" });
  readonly #locale: Locale;

  constructor(locale: Locale) {
    this.#locale = locale;
    const { messages } = locale;
    this.root = element(
      "section",
      { class: "card wide", id: "pipeline", "aria-labelledby": "pipeline-title" },
      element("h2", { id: "pipeline-title" }, messages.health),
      element("p", { class: "sub" }, messages.healthSub),
      this.#list,
    );
  }

  show(stages: readonly Stage[]): void {
    const { messages } = this.#locale;
    const said: Readonly<Record<Status, string>> = {
      good: messages.statusGood,
      slow: messages.statusSlow,
      bad: messages.statusBad,
      unknown: messages.statusUnknown,
    };
    while (this.#list.children.length < stages.length) {
      this.#list.append(
        element("li", { class: "stage" }, element("h3"), element("span", { class: "status" })),
      );
    }
    stages.forEach((stage, index) => {
      const item = this.#list.children[index];
      const [name, status, ...facts] = item?.children ?? [];
      if (
        !(item instanceof HTMLElement && name instanceof HTMLElement &&
          status instanceof HTMLElement)
      ) return;
      item.dataset["status"] = stage.status;
      setText(name, stage.name);
      setText(status, said[stage.status]);
      for (const fact of facts.slice(stage.facts.length)) fact.remove();
      stage.facts.forEach((text, at) => {
        const known = facts[at];
        if (known instanceof HTMLElement) setText(known, text);
        else item.append(element("p", { class: "fact" }, text));
      });
    });
  }
}
