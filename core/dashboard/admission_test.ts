import assert from "node:assert/strict";
import { Access } from "./access.ts";
import { isAllowedHost, isLoopback } from "./allowed_host.ts";
import { RequestRate } from "./dashboard_server.ts";

Deno.test("names that another site could point at this machine are not answered", () => {
  for (
    const host of [
      "localhost",
      "localhost:8080",
      "127.0.0.1:1",
      "[::1]:8080",
      "192.168.1.7:8080",
      "a.localhost",
    ]
  ) {
    assert.equal(isAllowedHost(host), true, host);
  }
  for (
    const host of [
      null,
      "",
      "evil.example",
      "127.0.0.1.evil.example",
      "localhost.evil.example:8080",
    ]
  ) {
    assert.equal(isAllowedHost(host), false, String(host));
  }
  assert.equal(isAllowedHost("Dash.Example:443", ["dash.example"]), true);
});

Deno.test("only this machine's own addresses are loopback", () => {
  assert.deepEqual(
    ["127.0.0.1", "::1", "localhost", "127.9.9.9"].filter((host) => !isLoopback(host)),
    [],
  );
  assert.deepEqual(
    ["0.0.0.0", "10.0.0.1", "::", "example.com", "127.0.0.1.example"].filter(isLoopback),
    [],
  );
});

Deno.test("without a token everyone is let in", () => {
  assert.equal(new Access(undefined, 1).decide(new URL("http://a/"), new Headers()).type, "admit");
});

Deno.test("the token in the URL becomes a cookie, and the URL is clean", () => {
  const access = new Access("s3cret", 8080);
  const entry = access.decide(new URL("http://a/?range=6h&token=s3cret"), new Headers());
  assert.equal(entry.type, "redirect");
  if (entry.type !== "redirect") return;
  assert.equal(entry.location, "/?range=6h");
  assert.match(entry.cookie, /^trunkline_8080=[\w-]+; Path=\/; HttpOnly; SameSite=Lax/);
  assert.ok(!entry.cookie.includes("s3cret"));
  const cookie = entry.cookie.split(";")[0] ?? "";
  const decide = (access: Access, headers: HeadersInit) =>
    access.decide(new URL("http://a/"), new Headers(headers)).type;
  assert.equal(decide(access, { cookie: `x=1; ${cookie}` }), "admit");
  assert.equal(decide(access, { authorization: "Bearer s3cret" }), "admit");
  assert.equal(decide(new Access("another", 8080), { cookie }), "refuse");
  assert.equal(decide(access, { authorization: "Bearer s3cre" }), "refuse");
  assert.equal(decide(access, {}), "refuse");
});

Deno.test("the place a browser is sent on to is always a path of this page", () => {
  const entry = new Access("t", 1).decide(
    new URL("http://a//evil.example/?token=t"),
    new Headers(),
  );
  assert.equal(entry.type === "redirect" && entry.location, "/evil.example/");
});

Deno.test("an address may make a burst of requests, then so many a second; another is not held up by it", () => {
  const rate = new RequestRate({ burst: 3, perSecond: 2 });
  assert.deepEqual([0, 0, 0, 0].map((now) => rate.admits("a", now)), [true, true, true, false]);
  assert.equal(rate.admits("b", 0), true);
  assert.deepEqual([400, 500, 600].map((now) => rate.admits("a", now)), [false, true, false]);
});
