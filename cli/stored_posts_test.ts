import assert from "node:assert/strict";
import { readConfig } from "../core/config/config.ts";
import type { Invocation } from "./command.ts";
import { Flags } from "./flags.ts";
import { findStoredPosts, requireStoredPosts } from "./stored_posts.ts";
import { Terminal } from "./terminal.ts";

function invocationIn(home: string, more: Record<string, string> = {}): Invocation {
  return {
    flags: new Flags({}),
    rest: [],
    env: {},
    config: readConfig({ TRUNKLINE_HOME: home, ...more }, () => ""),
    terminal: new Terminal(),
    spawn: () => {
      throw new Error("no worker is started");
    },
    interrupted: new AbortController().signal,
  };
}

Deno.test("stored posts are those of PG_URL, of the state directory, else of a demo, and it is said whose they are", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const home = `${folder}/state`;
    assert.equal(await findStoredPosts(invocationIn(home)), undefined);
    await assert.rejects(
      requireStoredPosts(invocationIn(home)),
      /no database in .*state yet, and none of a demo/,
    );
    await Deno.mkdir(`${home}-demo/postgres/data`, { recursive: true });
    const demo = await requireStoredPosts(invocationIn(home));
    assert.equal(demo.invocation.config.home, `${home}-demo`);
    assert.match(demo.whose, /^Posts of a demo \(made up, or of a file\) in .*state-demo$/);
    // Real posts are never replaced by those of a demo.
    await Deno.mkdir(`${home}/postgres/data`, { recursive: true });
    const own = await requireStoredPosts(invocationIn(home));
    assert.equal(own.invocation.config.home, home);
    assert.match(own.whose, /^Posts in .*state$/);
    const named = await requireStoredPosts(
      invocationIn(home, { PG_URL: "postgres://u:p@db.example/news" }),
    );
    assert.equal(named.whose, "Posts in the database news on db.example");
    const itself = await requireStoredPosts(invocationIn(`${home}-demo`));
    assert.match(itself.whose, /^Posts of a demo/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
