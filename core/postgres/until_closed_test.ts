import assert from "node:assert/strict";
import { untilClosed } from "./until_closed.ts";

Deno.test("a server that is not there is said as that, not as a connection that was closed", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const connection = { host: "127.0.0.1", port, database: "a", username: "a", password: "a" };
  await assert.rejects(
    untilClosed(connection, { applicationName: "trunkline test" }, (sql) => sql`select 1`),
    /nothing listens there\. Start it, or check PG_URL/,
  );
});
