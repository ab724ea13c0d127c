import { usualOf } from "../../../core/windows/enough_past.ts";
import { byId, setText } from "./elements.ts";
import type { Scene } from "./figure_contents.ts";
import { fill, type Locale } from "./locale.ts";
import { totalOf } from "./window_model.ts";

/** Shows the four numbers at the top. `now` and `watermark` in ms since 1970. */
export function showKeyFigures(
  scene: Scene,
  { now, watermark, live }: { now: number; watermark: number | null; live: boolean },
): void {
  const { locale, steps } = scene;
  const { messages } = locale;
  const put = (id: string, value: string, note: string) => {
    setText(byId(`key-${id}`, HTMLElement), value);
    setText(byId(`key-${id}-note`, HTMLElement), note);
  };
  // The last complete step; the current one has only begun.
  const closed = steps.filter(({ end }) => end <= now);
  const last = closed.at(-1);
  const current = live ? steps.find(({ start, end }) => start <= now && now < end) : undefined;
  const usual = usualOf(
    closed.map(({ posts }) => posts / scene.step),
    scene.seen.slice(0, closed.length),
  );
  const soFar = current !== undefined && scene.step === 1
    ? `${fill(messages.thisMinute, { n: locale.count(current.posts) })}, `
    : "";
  const rate = live
    ? (last?.posts ?? 0) / scene.step
    : totalOf(steps).posts / (steps.length * scene.step);
  put(
    "pace",
    paceText(rate, locale),
    soFar +
      (usual !== undefined
        ? fill(messages.usual, { n: paceText(usual, locale) })
        : live
        ? messages.usualEarly
        : messages.usualUnknown),
  );

  const total = totalOf(steps);
  const langs = new Set(steps.flatMap((step) => [...step.langs.keys()])).size;
  put(
    "posts",
    locale.count(total.posts),
    fill(messages.inRangeNote, { n: locale.count(langs), late: locale.count(total.late) }),
  );

  const scored = total.positive + total.neutral + total.negative;
  put(
    "positive",
    scored === 0 ? "–" : locale.share(total.positive / scored),
    scored === 0
      ? messages.nothingScored
      : fill(messages.positiveNote, { covered: locale.share(scored / total.posts) }),
  );
  put(
    "final",
    watermark === null ? "–" : locale.time(Math.floor(watermark / 60_000) * 60_000),
    watermark === null
      ? messages.nothingFinal
      : fill(messages.finalNote, { n: locale.length(now - watermark) }),
  );
}

/** Posts per minute; a small rate is shown as "< 0.1", never as 0. */
function paceText(rate: number, { count }: Locale): string {
  if (rate > 0 && rate < 0.1) return `< ${count(0.1)}`;
  return count(rate >= 10 ? Math.round(rate) : Math.round(rate * 10) / 10);
}
