import assert from "node:assert/strict";
import { openTables, postFields } from "../../../testing/applied_tables.ts";
import { sourceText } from "../../post/source_text.ts";
import { ControlConnection } from "../../postgres/control_connection.ts";
import { runRecount } from "./run_recount.ts";

const HTML = "<p>a  b</p>";

/** Tables with posts of the earlier rule, of which none is counted anew yet. */
async function openFormer() {
  const tables = await openTables();
  const fields = [1, 2, 3].map((id) =>
    postFields(String(id), { content_html: HTML, content: sourceText(HTML) })
  );
  await tables.apply(fields);
  await tables.sql`update masto.recounts set done_at = null`;
  return tables;
}

Deno.test("the recount stands back while records are to be applied, and goes on after it", async () => {
  await using tables = await openFormer();
  await using control = new ControlConnection(tables.connection);
  const released = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const told = Promise.withResolvers<string>();
  const ending = new AbortController();
  const running = runRecount({
    connection: tables.connection,
    control,
    log: (_, text) => told.resolve(text),
    standBack: () => {
      asked.resolve();
      return released.promise;
    },
  }, ending.signal);
  await asked.promise;
  const done = async () => {
    const [row] = await tables.sql<{ n: number }[]>`
      select count(*)::int as n from masto.toots_raw where content_txt = 'a b'`;
    return row?.n;
  };
  assert.equal(await done(), 0);
  released.resolve();
  assert.match(await told.promise, /^3 of 3 stored posts were counted anew/);
  assert.equal(await done(), 3);
  ending.abort();
  await running;
});

Deno.test("a recount that is to end while it stands back ends, and counts nothing", async () => {
  await using tables = await openFormer();
  await using control = new ControlConnection(tables.connection);
  const ending = new AbortController();
  await runRecount({
    connection: tables.connection,
    control,
    log: () => {},
    standBack: () => {
      ending.abort();
      return undefined;
    },
  }, ending.signal);
  const [row] = await tables.sql<{ position: string | null }[]>`
    select position::text from masto.recounts`;
  assert.equal(row?.position, null);
});
