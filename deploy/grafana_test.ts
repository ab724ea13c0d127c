import assert from "node:assert/strict";
import type { Dashboard } from "@grafana/schema";
import { noteAlerts } from "../core/alerts/store.ts";
import { runBatch } from "../core/batch/run_batch.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { migrate } from "../core/postgres/migrate.ts";
import { ensureReaderRole } from "../core/postgres/reader_role.ts";
import { freshDatabase } from "../testing/databases.ts";
import {
  GRAFANA_FILES,
  grafanaDashboard,
  grafanaPromql,
  grafanaSql,
  queriesOf,
} from "../testing/grafana.ts";
import { postsOf, storePosts } from "../testing/oracle/made_up_stream.ts";
import { runProgram } from "../testing/run_program.ts";

const root = new URL("../", import.meta.url).pathname;
const HOUR = 3_600_000;
/** Of Grafana 10 and 11: later ones migrate it. */
const SCHEMA_VERSION: Dashboard["schemaVersion"] = 39;

/** Reads JSON as a value of Grafana's own type: its enumerations are strings and numbers there. */
const typed = (json: string) => `
import type { Dashboard } from "@grafana/schema";
type Plain<T> = T extends string ? \`\${T}\` : T extends number | boolean | null | undefined ? T
  : T extends readonly (infer Item)[] ? readonly Plain<Item>[]
  : T extends object ? { readonly [Key in keyof T]: Plain<T[Key]> } : T;
const dashboard = ${json.trim()} as const;
export const checked: Plain<Dashboard> = dashboard;
`;

Deno.test("the dashboards are of Grafana's model", async () => {
  const folder = await Deno.makeTempDir({ prefix: "trunkline_grafana_" });
  try {
    for (const file of GRAFANA_FILES) {
      const json = await Deno.readTextFile(`${root}deploy/grafana/${file}`);
      await Deno.writeTextFile(`${folder}/${file}.ts`, typed(json));
    }
    const check = ["check", "-q", "--frozen", "--config", `${root}deno.json`];
    const files = GRAFANA_FILES.map((file) => `${folder}/${file}.ts`);
    await runProgram(Deno.execPath(), [...check, ...files], { cwd: root });
    // It refuses what is none.
    await Deno.writeTextFile(
      `${folder}/wrong.ts`,
      typed('{"schemaVersion":39,"panels":[{"id":1}]}'),
    );
    await assert.rejects(
      runProgram(Deno.execPath(), [...check, `${folder}/wrong.ts`], { cwd: root }),
      /is not assignable/,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("what an import of a dashboard needs is there, once", async () => {
  const uids = new Set<string>();
  for (const file of GRAFANA_FILES) {
    const dashboard = await grafanaDashboard(file);
    const { title, uid, panels, templating } = dashboard;
    assert.equal(dashboard.schemaVersion, SCHEMA_VERSION, file);
    assert.ok(title.length > 0 && /^[\w-]{1,40}$/.test(uid) && !uids.has(uid), file);
    uids.add(uid);
    assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length, `${file}: ids`);
    for (const { title, gridPos: { x, w }, targets = [] } of panels) {
      assert.ok(x >= 0 && w > 0 && x + w <= 24, `${file}: ${title} is wider than the grid`);
      assert.ok(targets.length > 0, `${file}: ${title} asks for nothing`);
      assert.equal(new Set(targets.map(({ refId }) => refId)).size, targets.length, title);
    }
    for (const [i, { gridPos: a, title }] of panels.entries()) {
      for (const { gridPos: b } of panels.slice(i + 1)) {
        const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
        assert.ok(apart, `${file}: ${title} lies over another`);
      }
    }
    const known = new Set(templating.list.map(({ name }) => name));
    for (const [, name = ""] of JSON.stringify(dashboard).matchAll(/\$\{?([a-z]\w*)/g)) {
      assert.ok(known.has(name), `${file}: no variable ${name}`);
    }
  }
});

Deno.test("Prometheus reads each query of the dashboard", async () => {
  const queries = queriesOf(await grafanaDashboard("trunkline.json"));
  assert.ok(queries.length > 10);
  const rules = queries.map(({ expr = "" }, i) => ({
    record: `query${i}`,
    expr: grafanaPromql(expr),
  }));
  const path = await Deno.makeTempFile({ suffix: ".yml" });
  try {
    // YAML takes JSON.
    await Deno.writeTextFile(path, JSON.stringify({ groups: [{ name: "dashboard", rules }] }));
    await runProgram("promtool", ["check", "rules", path]);
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("the reader gets an answer to each query of the dashboard of posts", async (t) => {
  await using database = await freshDatabase();
  const { connection } = database;
  const sql = connectPostgres(connection, { applicationName: "grafana test" });
  await using _ = { [Symbol.asyncDispose]: () => sql.end({ timeout: 1 }) };
  await migrate(sql);
  const now = Date.now();
  const stream = { name: "3 days", minutes: 3 * 1_440, every: 2, positive: [0.6, 0.3] } as const;
  const posts = postsOf(stream, now);
  await storePosts(sql, posts);
  await runBatch(sql);
  await noteAlerts(sql, [{ kind: "mood", key: "worse", title: "a mood" }], { now, quiet: false });
  const name = `reader_${crypto.randomUUID().slice(0, 8)}`;
  await ensureReaderRole(sql, { name, password: "secret" });
  const reader = connectPostgres({ ...connection, username: name, password: "secret" }, {
    applicationName: "grafana test reader",
  });
  try {
    const from = now - 6 * HOUR;
    const inRange = posts.filter(({ at }) => at >= from - 60_000);
    for (const { title, rawSql = "", format } of queriesOf(await grafanaDashboard("posts.json"))) {
      await t.step(title, async () => {
        const rows = await reader.unsafe(grafanaSql(rawSql, { from, to: now, hashtag: "Steady" }));
        if (title !== "Interruptions") assert.ok(rows.length > 0, "there is an answer");
        // Grafana draws a time series only of rows with a column `time`, in its order.
        if (format === "time_series") {
          const times = rows.map(({ time }) => Number(time));
          assert.ok(times.every((time) => !Number.isNaN(time)));
          assert.deepEqual(times, times.toSorted((a, b) => a - b));
        }
        const total = rows.reduce((sum, row) => sum + Number(row["posts"] ?? 0), 0);
        if (title === "Posts") assert.ok(Math.abs(total - inRange.length) <= 2, `${total}`);
        if (title === "Posts by language") assert.ok(Math.abs(total - inRange.length) <= 2);
        if (title === "Different people") {
          const people = new Set(inRange.map(({ person }) => person)).size;
          assert.ok(Math.abs(Number(rows[0]?.["people"]) - people) <= 1);
        }
        if (title.startsWith("Posts with")) {
          const steady = inRange.filter(({ tags }) => tags.includes("steady")).length;
          assert.ok(Math.abs(total - steady) <= 2, `${total} of ${steady}`);
        }
      });
    }
  } finally {
    await reader.end({ timeout: 1 });
    await sql.unsafe(`grant ${name} to current_user; drop owned by ${name}; drop role ${name}`);
  }
});
