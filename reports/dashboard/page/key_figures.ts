import { usualOf } from "../../../core/windows/enough_past.ts";
import { byId, setText } from "./elements.ts";
import type { Scene } from "./figure_contents.ts";
import { fill, type Speech } from "./speech.ts";
import { totalOf } from "./window_model.ts";

/** Shows the four numbers on top. `now` and `watermark` in ms since 1970; `minutes`: steps of one minute, newest last. */
export function showKeyFigures(
  scene: Scene,
  { now, watermark, live }: { now: number; watermark: number | null; live: boolean },
): void {
  const { speech, steps } = scene;
  const { words } = speech;
  const put = (id: string, value: string, note: string) => {
    setText(byId(`key-${id}`, HTMLElement), value);
    setText(byId(`key-${id}-note`, HTMLElement), note);
  };
  // The last step that the clock has closed; the one it stands in is only part of a step.
  const closed = steps.filter(({ end }) => end <= now);
  const last = closed.at(-1);
  const current = live ? steps.find(({ start, end }) => start <= now && now < end) : undefined;
  const usual = usualOf(
    closed.map(({ posts }) => posts / scene.step),
    scene.seen.slice(0, closed.length),
  );
  const soFar = current !== undefined && scene.step === 1
    ? `${fill(words.thisMinute, { n: speech.count(current.posts) })}, `
    : "";
  const rate = live
    ? (last?.posts ?? 0) / scene.step
    : totalOf(steps).posts / (steps.length * scene.step);
  put(
    "pace",
    paceText(rate, speech),
    soFar +
      (usual !== undefined
        ? fill(words.usual, { n: paceText(usual, speech) })
        : live
        ? words.usualEarly
        : words.usualUnknown),
  );

  const total = totalOf(steps);
  const langs = new Set(steps.flatMap((step) => [...step.langs.keys()])).size;
  put(
    "posts",
    speech.count(total.posts),
    fill(words.inRangeNote, { n: speech.count(langs), late: speech.count(total.late) }),
  );

  const scored = total.positive + total.neutral + total.negative;
  put(
    "positive",
    scored === 0 ? "–" : speech.share(total.positive / scored),
    scored === 0
      ? words.nothingScored
      : fill(words.positiveNote, { covered: speech.share(scored / total.posts) }),
  );
  put(
    "final",
    watermark === null ? "–" : speech.time(Math.floor(watermark / 60_000) * 60_000),
    watermark === null
      ? words.nothingFinal
      : fill(words.finalNote, { n: speech.length(now - watermark) }),
  );
}

/** Posts per minute; never 0 for what is not. */
function paceText(rate: number, { count }: Speech): string {
  if (rate > 0 && rate < 0.1) return `< ${count(0.1)}`;
  return count(rate >= 10 ? Math.round(rate) : Math.round(rate * 10) / 10);
}
