/** The page under a proxy's name, in another page's frame, and without its token. */
import assert from "node:assert/strict";
import { startDashboard } from "../../testing/dashboard.ts";
import { migratedDatabase } from "../../testing/databases.ts";
import { request } from "node:http";

/** A request whose `Host` we choose, which fetch does not let us. */
function get(port: number, path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      request({ host: "127.0.0.1", port, path, headers }, (response) => {
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

Deno.test("a proxy's name is answered, the listed hosts may frame the page, and people are asked for the token in their language", async () => {
  await using database = await migratedDatabase();
  const config = { host: "127.0.0.1", port: 0, postgres: database.connection };
  const hosts = ["stats.example"];
  await using open = await startDashboard({
    ...config,
    hosts,
    embedders: ["news.example", "b.example"],
  });
  const page = await get(open.port, "/?embed=pace", { host: "stats.example" });
  assert.equal(page.status, 200);
  assert.match(
    String(page.headers["content-security-policy"]),
    /frame-ancestors https:\/\/news\.example https:\/\/b\.example$/,
  );
  assert.equal(page.headers["x-frame-options"], undefined);
  const script = await get(open.port, "/app.js", { host: "stats.example:443" });
  assert.match(String(script.headers["content-security-policy"]), /frame-ancestors 'none'/);
  assert.equal((await get(open.port, "/", { host: "other.example" })).status, 421);

  await using closed = await startDashboard({ ...config, token: "a-long-secret-token" });
  const none = await get(closed.port, "/", { accept: "text/html", "accept-language": "fr" });
  assert.equal(none.status, 401);
  assert.match(none.body, /<html lang="fr">.*Cette page demande son jeton/s);
  assert.match(String(none.headers["content-security-policy"]), /form-action 'self'/);
  assert.match(String(none.headers["content-security-policy"]), /frame-ancestors 'none'/);
  assert.match(
    (await get(closed.port, "/?ui=en", { accept: "text/html" })).body,
    /<html lang="en">/,
  );
  assert.match(
    (await get(closed.port, "/api/snapshot", {})).body,
    /^This dashboard needs its token/,
  );
  const entered = await get(closed.port, "/?token=a-long-secret-token", { accept: "text/html" });
  assert.equal(entered.status, 303);
});
