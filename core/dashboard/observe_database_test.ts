import assert from "node:assert/strict";
import { databaseWithClient } from "../../testing/dashboard.ts";
import { DashboardState } from "./dashboard_state.ts";
import { DatabaseObserver } from "./observe_database.ts";

Deno.test("a table that is missing for a while is said once, not at each attempt, and following goes on", async () => {
  await using database = await databaseWithClient();
  const { sql } = database;
  const stop = new AbortController();
  const failed = { times: 0, then: Promise.withResolvers<void>() };
  class CountingState extends DashboardState {
    override setHealth(health: Parameters<DashboardState["setHealth"]>[0]): void {
      super.setHealth(health);
      if (health.database === false && ++failed.times === 2) failed.then.resolve();
    }
  }
  const state = new CountingState();
  const observer = new DatabaseObserver({ sql, slowSql: sql }, state, stop.signal);
  await observer.prime();
  const said: string[] = [];
  await sql`alter table masto.stream_gaps rename to gaps_away`;
  const following = observer.follow((_, text) => said.push(text));
  await failed.then.promise;
  await sql`alter table masto.gaps_away rename to stream_gaps`;
  assert.equal(said.length, 1, said.join("\n"));
  assert.match(said[0] ?? "", /^Cannot read the tables: .*stream_gaps.*Trying again/);
  stop.abort();
  await following;
});
