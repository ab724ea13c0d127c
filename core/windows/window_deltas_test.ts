import assert from "node:assert/strict";
import fc from "fast-check";
import { type Contribution, type Score, WindowDeltas } from "./window_deltas.ts";

const SCORES: readonly (Score | null)[] = [
  null,
  { label: 1, probPos: 900_000, model: "m" },
  { label: -1, probPos: 100_000, model: "m" },
  { label: 0, probPos: 480_000, model: "m" },
  { reason: "not English", model: "m" },
];

const contribution: fc.Arbitrary<Contribution> = fc.record({
  post: fc.record({
    createdAt: fc.integer({ min: -3, max: 3 }).map((half) => half * 30_000),
    lang: fc.constantFrom("de", "en", "fr"),
    username: fc.constantFrom("ada", "bob"),
    contentLength: fc.integer({ min: 0, max: 9 }),
  }),
  late: fc.boolean(),
  score: fc.constantFrom(...SCORES),
});
const change = fc.record({ contribution, sign: fc.constantFrom(1 as const, -1 as const) });

/** One number for each thing that a row counts, by the row's key: what the deltas must add up to. */
function countedByHand(changes: readonly { contribution: Contribution; sign: 1 | -1 }[]) {
  const languages: Record<string, number[]> = {};
  const users: Record<string, number[]> = {};
  for (const { contribution: { post, late, score }, sign } of changes) {
    const minute = Math.floor(post.createdAt / 60_000);
    const isScored = score !== null && "label" in score;
    const language = languages[`${minute} ${post.lang}`] ??= Array<number>(8).fill(0);
    [
      1,
      post.contentLength,
      Number(late),
      Number(isScored && score.label === 1),
      Number(isScored && score.label === -1),
      Number(isScored && score.label === 0),
      Number(score !== null && "reason" in score),
      isScored ? score.probPos : 0,
    ].forEach((value, at) => language[at]! += sign * value);
    const user = users[`${minute} ${post.username}`] ??= [0, 0];
    user[0]! += sign;
    user[1]! += sign * post.contentLength;
  }
  return { languages, users };
}

Deno.test("property: deltas are what is counted by hand, without rows that change nothing, in the order of locks", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      const deltas = new WindowDeltas();
      for (const { contribution, sign } of changes) {
        if (sign === 1) deltas.add(contribution);
        else deltas.retract(contribution);
      }
      const byHand = countedByHand(changes);
      const languages = deltas.languages();
      const users = deltas.users();
      const changed = (rows: Record<string, number[]>) =>
        Object.entries(rows).filter(([, counts]) => counts.some((count) => count !== 0));
      assert.deepEqual(
        new Map(
          languages.map((
            d,
          ) => [
            `${d.minute} ${d.lang}`,
            [d.count, d.length, d.late, d.pos, d.neg, d.neu, d.unscored, d.probPos],
          ]),
        ),
        new Map(changed(byHand.languages)),
      );
      assert.deepEqual(
        new Map(users.map((d) => [`${d.minute} ${d.username}`, [d.count, d.length]])),
        new Map(changed(byHand.users)),
      );
      const inOrder = <Row>(rows: readonly Row[], key: (row: Row) => readonly [number, string]) =>
        rows.slice(1).every((row, at) => {
          const [[minute, name], [next, nextName]] = [key(rows[at]!), key(row)];
          return minute < next || (minute === next && name < nextName);
        });
      assert.ok(inOrder(languages, ({ minute, lang }) => [minute, lang]));
      assert.ok(inOrder(users, ({ minute, username }) => [minute, username]));
    }),
    { numRuns: 500 },
  );
});

Deno.test("a row is written if any one of its numbers changes", () => {
  const post = { createdAt: 0, lang: "en", username: "ada", contentLength: 3 };
  const bare = { post, late: false, score: null };
  const changes: readonly (readonly [what: string, from: Contribution, to: Contribution])[] = [
    ["length", bare, { ...bare, post: { ...post, contentLength: 4 } }],
    ["late", bare, { ...bare, late: true }],
    // With a probability of 0 only the count of the label changes.
    ...([-1, 0, 1] as const).map((label) =>
      ["label", bare, { ...bare, score: { label, probPos: 0, model: "m" } }] as const
    ),
    ...SCORES.slice(1).map((score) => ["score", bare, { ...bare, score }] as const),
    ["label", { ...bare, score: SCORES[1]! }, {
      ...bare,
      score: { label: 0, probPos: 900_000, model: "m" },
    }],
    ["probability", { ...bare, score: SCORES[1]! }, {
      ...bare,
      score: { label: 1, probPos: 900_001, model: "m" },
    }],
  ];
  for (const [what, from, to] of changes) {
    const deltas = new WindowDeltas();
    deltas.retract(from);
    deltas.add(to);
    assert.equal(deltas.languages().length, 1, what);
    assert.equal(deltas.users().length, what === "length" ? 1 : 0, what);
  }
});

Deno.test("a score that is replaced changes the score's numbers alone", () => {
  const deltas = new WindowDeltas();
  deltas.addScore({ minute: 7, lang: "en" }, SCORES[1]!, -1);
  deltas.addScore({ minute: 7, lang: "en" }, SCORES[2]!, 1);
  const zero = { count: 0, length: 0, late: 0, neu: 0, unscored: 0 };
  assert.deepEqual(deltas.languages(), [
    { ...zero, minute: 7, lang: "en", pos: -1, neg: 1, probPos: -800_000 },
  ]);
  assert.deepEqual(deltas.users(), []);
});
