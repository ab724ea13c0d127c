import type { Gap } from "../../../core/dashboard/wire.ts";
import { element, setText } from "./elements.ts";
import type { Stage, Status } from "./pipeline_stages.ts";
import type { Speech } from "./speech.ts";

const GAPS_MAX = 8;

/** The gaps of a range as a list, newest first. */
export function showGaps(target: HTMLElement, gaps: readonly Gap[], speech: Speech): void {
  const key = JSON.stringify(gaps);
  if (target.dataset["shown"] === key) return;
  target.dataset["shown"] = key;
  const { words } = speech;
  const items = gaps.slice(0, GAPS_MAX).map((gap) => {
    const from = speech.time(gap.from ?? gap.detected);
    const to = gap.to === null ? words.gapOpen : speech.time(gap.to);
    const state = gap.filled === null
      ? element("span", { class: "open" }, words.gapMissing)
      : element("span", { class: "filled" }, words.gapFilled);
    return element(
      "li",
      {},
      element("span", { class: "when" }, `${from} – ${to}`),
      state,
      element(
        "span",
        { class: "kind" },
        gap.kind === "source" ? words.gapSource : words.gapRetention,
      ),
    );
  });
  target.replaceChildren(
    gaps.length === 0
      ? element("p", { class: "sub" }, words.gapsNone)
      : element("ul", { class: "gaps" }, ...items),
  );
}

/** The stages of the pipeline side by side; made once, then only their texts change. */
export class StagesPanel {
  readonly root: HTMLElement;
  readonly #list = element("ul", { class: "stages" });
  readonly #speech: Speech;

  constructor(speech: Speech) {
    this.#speech = speech;
    const { words } = speech;
    this.root = element(
      "section",
      { class: "card wide", id: "pipeline", "aria-labelledby": "pipeline-title" },
      element("h2", { id: "pipeline-title" }, words.health),
      element("p", { class: "sub" }, words.healthSub),
      this.#list,
    );
  }

  show(stages: readonly Stage[]): void {
    const { words } = this.#speech;
    const said: Readonly<Record<Status, string>> = {
      good: words.statusGood,
      slow: words.statusSlow,
      bad: words.statusBad,
      unknown: words.statusUnknown,
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
