import assert from "node:assert/strict";
import { RestBudget } from "../mastodon/rest_budget.ts";
import { tinyStatus } from "../../testing/tiny_mastodon.ts";
import { RecentPosts } from "./recent_posts.ts";
import { Recheck, type Rechecked } from "./recheck.ts";

const EDITED = "2026-01-02T04:00:00.000Z";

interface Case {
  /** Posts that were written, and of these: gone for good, gone at the first look only, edited. */
  readonly posts: number;
  readonly gone?: number;
  readonly goneAtFirst?: number;
  readonly edited?: number;
  /** This one is deleted between the two looks. */
  readonly goneLater?: number;
  /** The server finds nothing at the second look. */
  readonly emptyLater?: boolean;
  readonly inBulk?: boolean;
  /** The server fails (500) at every request for many statuses, or at each for the last post. */
  readonly fails?: "in bulk" | "at one";
  /** So many of those that are gone were brought after the gap, although they were made in it. */
  readonly late?: number;
}

/** Looks up the posts of a server with these differences. */
async function recheck(
  {
    posts,
    gone = 0,
    goneAtFirst = 0,
    goneLater,
    edited = 0,
    emptyLater = false,
    inBulk = true,
    fails,
    late = 0,
  }: Case,
) {
  const directory = Deno.makeTempDirSync({ prefix: "recheck_test" });
  const asked = new Map<string, number>();
  let requests = 0;
  const give = (id: string) => {
    const n = Number(id);
    const looks = asked.get(id) ?? 0;
    asked.set(id, looks + 1);
    if (n < gone || n < gone + goneAtFirst && looks === 0 || emptyLater && looks > 0) return [];
    if (n === goneLater && looks > 0) return [];
    const isEdited = n >= posts - edited;
    return [tinyStatus({ id, edited_at: isEdited ? EDITED : null })];
  };
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const limits = { "X-RateLimit-Limit": "100000", "X-RateLimit-Remaining": "99999" };
    if (pathname === "/api/v1/instance") return Response.json({}, { headers: limits });
    requests++;
    if (pathname === "/api/v1/statuses") {
      if (fails === "in bulk") return new Response(null, { status: 500, headers: limits });
      if (!inBulk) return new Response(null, { status: 405, headers: limits });
      const ids = searchParams.getAll("id[]");
      // As Mastodon does (DEFAULT_STATUSES_LIMIT).
      if (ids.length > 20) return new Response(null, { status: 422, headers: limits });
      return Response.json(ids.flatMap(give), { headers: limits });
    }
    if (fails === "at one" && pathname.endsWith(`/${posts - 1}`)) {
      return new Response(null, { status: 500, headers: limits });
    }
    const [status] = give(pathname.split("/").at(-1) ?? "");
    return status === undefined
      ? new Response(null, { status: 404, headers: limits })
      : Response.json(status, { headers: limits });
  });
  using recent = recentIn(directory);
  const gapEnd = Date.now() - 10_000;
  const keep = (n: number, { at, madeAt }: { at: number; madeAt?: number }) => {
    const createdAt = madeAt === undefined ? {} : { createdAt: new Date(madeAt).toISOString() };
    recent.keep({ id: String(n), editedAt: null, ...createdAt }, at);
  };
  for (let n = 0; n < posts; n++) {
    if (n < late) keep(n, { at: Date.now(), madeAt: gapEnd - 5_000 });
    else keep(n, { at: gapEnd - 60_000, madeAt: gapEnd - 60_000 });
  }
  // One that was made after the gap, and one that REST gave, are not late.
  if (late > 0) {
    for (let n = posts; n < posts + 60; n++) keep(n, { at: Date.now(), madeAt: Date.now() });
    keep(posts + 60, { at: Date.now() });
  }
  const stop = new AbortController();
  const written: string[] = [];
  const takenBack: string[] = [];
  const done = Promise.withResolvers<Rechecked>();
  const sums = { rechecked: 0, unverified: 0 };
  let checks = 0;
  let waited = 0;
  const checking = new Recheck({
    reader: {
      access: { baseUrl: `http://127.0.0.1:${server.addr.port}` },
      budget: new RestBudget(),
      signal: stop.signal,
    },
    recent,
    maxAgeMs: 3_600_000,
    write: (status) => void written.push(String((status as { id: string }).id)),
    takeBack: (id) => void takenBack.push(id),
    waiting: (_gap, posts) => void (waited += posts),
    done: (_gap, { rechecked, unverified }, isFirst) => {
      assert.equal(isFirst, checks === 0);
      sums.rechecked += rechecked;
      sums.unverified += unverified;
      if (++checks === (late > 0 ? 2 : 1)) done.resolve(sums);
    },
    log: () => {},
    confirmMs: 50,
  });
  const running = checking.run();
  checking.after({ stream: "public", from: 0, to: gapEnd, complete: true, lag: 0 });
  try {
    return {
      ...await done.promise,
      written: written.length,
      takenBack: takenBack.length,
      requests,
    };
  } finally {
    stop.abort();
    await running;
    recent[Symbol.dispose]();
    Deno.removeSync(directory, { recursive: true });
  }
}

const CASES: readonly (readonly [Case, Partial<Awaited<ReturnType<typeof recheck>>>])[] = [
  [{ posts: 100 }, { rechecked: 100, unverified: 0, written: 0, takenBack: 0, requests: 5 }],
  [{ posts: 100, gone: 10 }, { unverified: 0, takenBack: 10 }],
  [{ posts: 100, gone: 10, inBulk: false }, { unverified: 0, takenBack: 10 }],
  [{ posts: 100, edited: 7 }, { written: 7, unverified: 0 }],
  // Back again at the second look.
  [{ posts: 100, gone: 3, goneAtFirst: 4 }, { takenBack: 3, unverified: 4 }],
  // A server that has lost its copies.
  [{ posts: 100, gone: 20 }, { takenBack: 0, unverified: 20 }],
  [{ posts: 100, gone: 5, emptyLater: true }, { takenBack: 0, unverified: 5 }],
  // Their deletes overtook them, and were lost in the gap.
  [{ posts: 100, gone: 3, late: 3 }, { rechecked: 100, takenBack: 3, unverified: 0 }],
  [{ posts: 100, gone: 5, late: 3, inBulk: false }, { takenBack: 5, unverified: 0 }],
  // Whichever post shows at the second look that the server finds any, another one does.
  [{ posts: 100, gone: 5, goneLater: 5 }, { takenBack: 5, unverified: 0 }],
  [{ posts: 100, gone: 5, goneLater: 99 }, { takenBack: 5, unverified: 0 }],
  // A request at which the server fails for ever holds up no other.
  [{ posts: 60, gone: 2, fails: "in bulk" }, { rechecked: 60, takenBack: 2, unverified: 0 }],
  [{ posts: 60, gone: 2, inBulk: false, fails: "at one" }, {
    rechecked: 59,
    takenBack: 2,
    unverified: 1,
  }],
  // Too few to tell.
  [{ posts: 49, gone: 1 }, { takenBack: 0, unverified: 1 }],
  [{ posts: 50, gone: 1 }, { takenBack: 1, unverified: 0 }],
];

for (const [given, expected] of CASES) {
  Deno.test(`posts looked up again after a gap: ${JSON.stringify(given)}`, async () => {
    const found = await recheck(given);
    for (const [name, value] of Object.entries(expected)) {
      assert.equal(found[name as keyof typeof found], value, name);
    }
  });
}

Deno.test("what one round of look-ups leaves is counted as unverified, and looked up in later rounds", async () => {
  const directory = Deno.makeTempDirSync({ prefix: "recheck_test" });
  const headers = { "X-RateLimit-Limit": "12", "X-RateLimit-Remaining": "11" };
  const gone = ["17", "150"];
  const asked: string[][] = [];
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const ids = new URL(request.url).searchParams.getAll("id[]");
    asked.push(ids);
    const there = ids.filter((id) => !gone.includes(id));
    const edited_at = (id: string) => id === "19" ? EDITED : null;
    return Response.json(there.map((id) => tinyStatus({ id, edited_at: edited_at(id) })), {
      headers,
    });
  });
  using recent = recentIn(directory);
  const gapEnd = Date.now() - 10_000;
  for (let n = 0; n < 200; n++) recent.keep({ id: String(n), editedAt: null }, gapEnd - 60_000);
  const budget = new RestBudget();
  budget.note({ status: 200, headers: new Headers(headers) }, Date.now());
  const stop = new AbortController();
  const takenBack: string[] = [];
  const written: string[] = [];
  const rounds: Rechecked[] = [];
  const checking = new Recheck({
    reader: {
      access: { baseUrl: `http://127.0.0.1:${server.addr.port}` },
      ...{ budget, signal: stop.signal },
    },
    ...{ recent, maxAgeMs: 3_600_000, confirmMs: 20, roundMs: 20, log: () => {} },
    write: (status) => void written.push(String((status as { id: string }).id)),
    takeBack: (id) => void takenBack.push(id),
    waiting: () => {},
    done: (_gap, found) => {
      rounds.push(found);
      // Newer posts take the room of all that are still to be looked up, and the stream edits and deletes some of these.
      for (let n = 0; rounds.length === 1 && n < 20_000; n++) {
        recent.keep({ id: `n${n}`, editedAt: null }, Date.now());
      }
      recent.drop("18");
    },
  });
  const running = checking.run();
  checking.after({ stream: "public", from: 0, to: gapEnd, complete: true, lag: 0 });
  const end = Date.now() + 60_000;
  while (rounds.length < 3 && Date.now() < end) await new Promise((done) => setTimeout(done, 10));
  stop.abort();
  await running;
  Deno.removeSync(directory, { recursive: true });
  assert.deepEqual(rounds, [
    { rechecked: 80, unverified: 120 },
    { rechecked: 80, unverified: 0, verified: 80 },
    // Too few are looked up in the last round for a proof.
    { rechecked: 40, unverified: 1, verified: 40 },
  ]);
  assert.deepEqual([takenBack, written], [["150"], ["19"]]);
});

/** With an outbox whose records are settled as soon as they are pushed, unless `outbox` says otherwise. */
function recentIn(directory: string, outbox = { pushed: 0, settled: Infinity }): RecentPosts {
  return new RecentPosts(directory, { outbox, log: () => {} });
}

Deno.test("the last posts are known after a start, whatever a kill cut off", async () => {
  const directory = Deno.makeTempDirSync({ prefix: "recent_test" });
  try {
    const first = recentIn(directory);
    first.keep({ id: "1", editedAt: null }, 1_000);
    first.keep({ id: "2", editedAt: null }, 2_000);
    first.keep({ id: "3", editedAt: null }, 3_000);
    first.keep({ id: "2", editedAt: EDITED }, 9_000);
    first.drop("1");
    first[Symbol.dispose]();
    await Deno.writeTextFile(`${directory}/recent_posts.log`, "4\t5", { append: true });
    const second = recentIn(directory);
    assert.deepEqual(second.between(0, 4_000).map(({ id }) => id), ["3", "2"]);
    assert.equal(second.get("2")?.editedAt, EDITED);
    assert.equal(second.get("1"), undefined);
    second.keep({ id: "5", editedAt: null }, 5_000);
    second[Symbol.dispose]();
    assert.equal(recentIn(directory).get("5")?.at, 5_000);
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
});

Deno.test("the ActivityPub id of a post is known after a start, unless it is none that fits a line", () => {
  const directory = Deno.makeTempDirSync({ prefix: "recent_test" });
  try {
    const uri = "https://a.example/users/mia/statuses/1";
    const first = recentIn(directory);
    const uris = { 1: uri, 2: undefined, 3: "a\tb", 4: "a\nb", 5: "x".repeat(501) };
    for (const [id, uri] of Object.entries(uris)) {
      first.keep({ id, editedAt: null, ...(uri !== undefined && { uri }) }, 1_000);
    }
    first.keep({ id: "1", editedAt: EDITED, uri }, 2_000);
    first[Symbol.dispose]();
    using second = recentIn(directory);
    const known = [1, 2, 3, 4, 5].map((id) => second.drop(String(id)));
    assert.deepEqual(known.map((post) => post?.uri), [uri, ...Array(4).fill(undefined)]);
    assert.equal(known[0]?.editedAt, EDITED);
    assert.equal(second.drop("1"), undefined, "it is gone");
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
});

Deno.test("a post whose edit or delete a kill may have cost is looked up after the start", async () => {
  const directory = Deno.makeTempDirSync({ prefix: "recent_test" });
  try {
    const outbox = { pushed: 10, settled: 10 };
    using first = recentIn(directory, outbox);
    for (const id of ["1", "2", "3"]) first.keep({ id, editedAt: null }, 1_000);
    first.keep({ id: "2", editedAt: EDITED }, 2_000);
    outbox.pushed++;
    first.drop("3");
    outbox.pushed++;
    first.keep({ id: "4", editedAt: null }, 3_000);
    const afterKill = async () => {
      await new Promise((done) => setImmediate(done));
      using second = recentIn(directory);
      return second.between(0, 9_000).map(({ id, editedAt }) => [id, editedAt]).sort();
    };
    assert.deepEqual(
      await afterKill(),
      [["1", null], ["2", "?"], ["3", null], ["4", null]],
      "Kafka has neither",
    );
    outbox.settled = 11;
    first.keep({ id: "5", editedAt: null }, 4_000);
    assert.deepEqual(await afterKill(), [
      ["1", null],
      ["2", EDITED],
      ["3", null],
      ["4", null],
      ["5", null],
    ], "Kafka has the edit");
    outbox.settled = 12;
    first.keep({ id: "6", editedAt: null }, 5_000);
    assert.deepEqual((await afterKill()).map(([id]) => id), ["1", "2", "4", "5", "6"]);
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
});
