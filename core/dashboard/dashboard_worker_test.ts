import assert from "node:assert/strict";
import { request } from "node:http";
import { ensureReaderRole } from "../postgres/reader_role.ts";
import { databaseWithClient, startDashboard } from "../../testing/dashboard.ts";
import { seedDashboard } from "../../testing/seed_dashboard.ts";
import type { Health, Snapshot, WindowsChanged } from "./page_protocol.ts";

/** A request whose `Host` we choose, which fetch does not let us. */
function get(port: number, path: string, headers: Record<string, string> = {}, method = "GET") {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (chunk: string) => void (body += chunk));
        response.on(
          "end",
          () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      }).on("error", reject).end();
    },
  );
}

/** The events of a stream, until the reader stops. */
async function* eventsOf(url: string, headers: HeadersInit = {}) {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  try {
    let text = "";
    for await (
      const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())
    ) {
      text += chunk;
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "";
        if (field("event") !== "") {
          yield { type: field("event"), id: field("id"), data: JSON.parse(field("data")) };
        }
      }
    }
  } finally {
    abort.abort();
  }
}

async function first<Data>(url: string, type: string, headers: HeadersInit = {}) {
  for await (const event of eventsOf(url, headers)) {
    if (event.type === type) return { id: event.id, data: event.data as Data };
  }
  throw new Error(`The stream ended without "${type}"`);
}

Deno.test("the page's worker: what it answers, to whom, and how it hears of commits", async (t) => {
  await using database = await databaseWithClient();
  const { sql, connection: postgres } = database;
  await seedDashboard(sql, Date.now());
  await using dashboard = await startDashboard({ host: "127.0.0.1", port: 0, postgres });
  const { port, url } = dashboard;
  const snapshotOf = async (query: string): Promise<Snapshot> =>
    await (await fetch(`${url}api/snapshot?${query}`)).json();
  const add = (posts: number) =>
    sql`update masto.toot_metrics_windowed set toots_count = toots_count + ${posts}
         where lang = 'en' and window_start = (select max(window_start) from masto.toot_metrics_windowed)`;

  await t.step("every answer carries the policy, a page and an error alike", async () => {
    for (const path of ["/", "/app.js", "/nothing", "/api/snapshot?range=x"]) {
      const { headers } = await get(port, path);
      assert.match(
        String(headers["content-security-policy"]),
        /^default-src 'none'; script-src 'self'/,
      );
      assert.equal(headers["x-content-type-options"], "nosniff");
    }
  });

  await t.step("foreign names, other methods and other sites' requests are refused", async () => {
    assert.equal((await get(port, "/", { host: "evil.example" })).status, 421);
    assert.equal((await get(port, "/", {}, "POST")).status, 405);
    assert.equal(
      (await get(port, "/api/snapshot", {
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "cors",
      })).status,
      403,
    );
    assert.equal(
      (await get(port, "/", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }))
        .status,
      200,
    );
    assert.equal((await get(port, "/api/snapshot?from=2026-01-01&to=2025-01-01")).status, 400);
  });

  await t.step("a file that the browser has is not sent again", async () => {
    const { headers } = await get(port, "/app.css");
    const again = await get(port, "/app.css", { "if-none-match": String(headers["etag"]) });
    assert.deepEqual([again.status, again.body], [304, ""]);
  });

  await t.step("snapshots equal the tables, in every step length, and hold no name", async () => {
    for (const range of ["15m", "1h", "24h", "7d"]) {
      const snapshot = await snapshotOf(`range=${range}`);
      const [row] = await sql<{ n: number }[]>`
        select sum(toots_count)::float8 as n from masto.toot_metrics_windowed
         where window_start >= to_timestamp(${
        snapshot.from * 60
      }) and window_start < to_timestamp(${snapshot.to * 60})`;
      assert.equal(snapshot.rows.reduce((sum, [, , posts]) => sum + posts, 0), row?.n, range);
      assert.doesNotMatch(JSON.stringify(snapshot), /someone/);
    }
  });

  await t.step("a commit is pushed, and a page that comes back gets what it missed", async () => {
    const { version } = await snapshotOf("range=15m");
    await add(1_000);
    await sql`select pg_notify('trunkline_changes', '')`;
    const seen = await first<WindowsChanged>(
      `${url}api/events?range=15m&since=${version}`,
      "windows",
    );
    assert.ok(seen.data.rows.some(([, lang, posts]) => lang === "en" && posts > 1_000));
    const again = await first<WindowsChanged>(`${url}api/events?range=15m`, "windows", {
      "last-event-id": version,
    });
    assert.deepEqual(again, seen);
    await first(`${url}api/events?range=15m`, "reset", { "last-event-id": "another-7" });
  });

  await t.step("where notifications do not come, the change counter does", async () => {
    const { version } = await snapshotOf("range=15m");
    let polls = false;
    const polled = (async () => {
      for await (
        const { type, data } of eventsOf(`${url}api/events?range=15m&since=${version}`)
      ) {
        polls = type === "health" && (data as Health).feed === "poll";
        if (polls) return;
      }
    })();
    while (!polls) {
      await add(1);
      await sql`update masto.pipeline set changes = changes + 1`;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await polled;
  });

  await t.step("where nobody tells of a batch, the offsets that committed with it do", async () => {
    const { version } = await snapshotOf("range=15m");
    const seen = first<WindowsChanged>(`${url}api/events?range=15m&since=${version}`, "windows");
    await add(3_000);
    await sql`
      insert into masto.stream_offsets (cluster_id, topic, "partition", next_offset)
      values ('killed', 'posts', 0, 3000)`;
    assert.ok((await seen).data.rows.some(([, lang, count]) => lang === "en" && count > 3_000));
  });

  await t.step(
    "a lost database is waited for, and what was committed meanwhile comes",
    async () => {
      const { version } = await snapshotOf("range=15m");
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
               where datname = current_database() and application_name = 'trunkline dashboard'`;
      await add(5_000);
      const events = eventsOf(`${url}api/events?range=15m&since=${version}`);
      for await (const { type, data } of events) {
        if (
          type === "windows" && (data as WindowsChanged).rows.some(([, , posts]) => posts > 5_000)
        ) break;
      }
      // And it hears of commits again.
      const { version: later } = await snapshotOf("range=15m");
      await add(9_000);
      await sql`update masto.pipeline set changes = changes + 1`;
      await sql`select pg_notify('trunkline_changes', '')`;
      await first(`${url}api/events?range=15m&since=${later}`, "windows");
    },
  );
});

Deno.test("a token is asked for, taken once from the URL, and needed for any other address", async () => {
  await using database = await databaseWithClient();
  const { connection: postgres } = database;
  await using dashboard = await startDashboard({
    host: "127.0.0.1",
    port: 0,
    postgres,
    token: "t0ken",
  });
  const { port } = dashboard;
  assert.equal((await get(port, "/api/snapshot")).status, 401);
  assert.equal((await get(port, "/?token=wrong")).status, 401);
  const entered = await get(port, "/?token=t0ken&range=6h");
  assert.deepEqual([entered.status, entered.headers["location"]], [303, "/?range=6h"]);
  const cookie = String(entered.headers["set-cookie"]).split(";")[0] ?? "";
  assert.equal((await get(port, "/api/snapshot", { cookie })).status, 200);
  await assert.rejects(
    startDashboard({ host: "0.0.0.0", port: 0, postgres }),
    /Cannot serve the dashboard on 0\.0\.0\.0: anyone could read it\. Set DASHBOARD_TOKEN/,
  );
});

Deno.test("the role that may only read aggregates is enough", async () => {
  await using database = await databaseWithClient();
  const { sql, connection } = database;
  await seedDashboard(sql, Date.now());
  const role = { name: `tl_reader_${crypto.randomUUID().slice(0, 8)}`, password: "reader" };
  const made = await ensureReaderRole(sql, role);
  // Where the test's user may not make roles, its owner reads; the role's rights are core/postgres/reader_role_test.ts.
  const postgres = made.type === "ready"
    ? { ...connection, username: role.name, password: role.password }
    : connection;
  try {
    await using dashboard = await startDashboard({ host: "127.0.0.1", port: 0, postgres });
    for await (const { type, data } of eventsOf(`${dashboard.url}api/events?range=1h`)) {
      if (type !== "rising") continue;
      const tags = (data as Snapshot["rising"]).tags.map(({ tag }) => tag);
      assert.equal(tags[0], "aurora");
      assert.ok(!tags.includes("onlyme"), "one person's hashtag stays hidden");
      break;
    }
    const snapshot: Snapshot = await (await fetch(`${dashboard.url}api/snapshot?range=1h`)).json();
    assert.ok(snapshot.health.deadLetters !== null, "the role counts dead letters, and sees none");
  } finally {
    if (made.type === "ready") {
      await sql.unsafe(`
        revoke all on all tables in schema masto from "${role.name}";
        revoke all on all functions in schema masto from "${role.name}";
        revoke all on schema masto from "${role.name}";
        revoke all on database "${connection.database}" from "${role.name}";
        drop role "${role.name}"`);
    }
  }
});
