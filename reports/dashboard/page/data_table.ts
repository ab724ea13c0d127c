import type { Scene } from "./scene.ts";
import type { Step } from "./window_model.ts";

export type Cell = string | number;

/** The numbers of a figure, for the page and for a file. The first row of each is the header. */
export interface DataTable {
  /** Newest first, in the page's time zone, without steps that have no posts. */
  readonly shown: readonly (readonly Cell[])[];
  /** Oldest first, every step, times in UTC, so that it can be joined with the database's. */
  readonly file: readonly (readonly Cell[])[];
}

/** The table of a chart over time; `cells` makes a step's row without its time. */
export function tableOverTime(
  { steps, locale }: Scene,
  header: readonly string[],
  cells: (step: Step) => readonly Cell[],
): DataTable {
  const { messages, moment } = locale;
  const withPosts = steps.filter(({ posts }) => posts > 0).toReversed();
  return {
    shown: [
      [messages.time, ...header],
      ...withPosts.map((step) => [moment(step.start), ...cells(step)]),
    ],
    file: [
      [`${messages.time} (UTC)`, ...header],
      ...steps.map((step) => [iso(step.start), ...cells(step)]),
    ],
  };
}

/** A time as files have it: ISO 8601, UTC. */
export function iso(at: number): string {
  return new Date(at).toISOString().replace(":00.000Z", "Z");
}
