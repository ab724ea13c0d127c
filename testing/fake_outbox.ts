import type { Outgoing } from "../core/kafka/outgoing.ts";

/** An outbox that sends nothing: `records` is what was pushed, and `settled` how many of them count as acknowledged. */
export function fakeOutbox() {
  const records: Outgoing[] = [];
  return {
    records,
    settled: 0,
    get pushed() {
      return records.length;
    },
    push(record: Outgoing) {
      records.push(record);
      return undefined;
    },
    /** The events that were pushed. */
    events: () =>
      records.map(({ value }) => JSON.parse(value.toString()) as Record<string, string>),
  };
}
