import assert from "node:assert/strict";
import { compareCounts, describeCounts, type StageCounts } from "./agreement.ts";

/** Counts of 10 events: 1 refused, 2 dead letters of the producer, 3 of the consumer, 4 posts stored. */
const COUNTED: StageCounts = {
  journal: {
    events: 10,
    refused_updates: 1,
    refused_edits: 0,
    dead_letters_gate: 2,
    dead_letters_tables: 3,
    records: 7,
    survivors: 4,
    language_windows: 4,
    user_windows: 4,
  },
  producer: { events: 10, dropped_bio_nobot: 1, dead_letters: 2 },
  consumer: { applied: 15, posts: 3, deletes: 1, deadLetters: 3, coverage: 8 },
  topic: 15,
  tables: {
    posts: 4,
    length: 40,
    language_windows: 4,
    language_window_posts: 4,
    language_window_length: 40,
    user_windows: 4,
    user_window_posts: 4,
    user_window_length: 40,
    scored: 4,
    unscored: 0,
    window_scored: 4,
    window_unscored: 0,
    tombstones: 0,
    dead_letters: 3,
  },
};

const wrong = (counted: StageCounts) =>
  compareCounts(counted).filter(({ agrees }) => !agrees).map(({ what }) => what);

Deno.test("expected dead letters have lines of their own and are no disagreement", () => {
  assert.deepEqual(wrong(COUNTED), []);
  const text = describeCounts(compareCounts(COUNTED)).join("\n");
  assert.match(text, /✓ … dead letters of the producer +2 {2}server = producer/);
  assert.match(text, /✓ … dead letters of the consumer +3 {2}server = consumer = table/);
});

Deno.test("records that are committed after their partition was given away are no disagreement, missing ones are", () => {
  const { consumer } = COUNTED;
  assert.deepEqual(wrong({ ...COUNTED, consumer: { ...consumer, applied: 12 } }), []);
  for (const topic of [14, 16]) {
    assert.deepEqual(wrong({ ...COUNTED, topic }), ["… with coverage events"]);
  }
  assert.deepEqual(wrong({ ...COUNTED, consumer: { ...consumer, coverage: 7 } }), [
    "… with coverage events",
  ]);
});

Deno.test("a dead letter too many or too few at any stage is a disagreement", () => {
  const { producer, consumer, tables } = COUNTED;
  const gate = "… dead letters of the producer";
  const ofTables = "… dead letters of the consumer";
  for (const by of [1, -1]) {
    assert.deepEqual(wrong({ ...COUNTED, producer: { ...producer, dead_letters: 2 + by } }), [
      gate,
    ]);
    assert.deepEqual(
      wrong({ ...COUNTED, consumer: { ...consumer, posts: 3 - by, deadLetters: 3 + by } }),
      [
        ofTables,
      ],
    );
    assert.deepEqual(wrong({ ...COUNTED, tables: { ...tables, dead_letters: 3 + by } }), [
      ofTables,
    ]);
  }
  // A post that was set aside and should have been kept.
  assert.deepEqual(
    wrong({
      ...COUNTED,
      consumer: { ...consumer, posts: 2, deadLetters: 4 },
      tables: { ...tables, posts: 3, dead_letters: 4 },
    }),
    [ofTables, "posts stored"],
  );
});
