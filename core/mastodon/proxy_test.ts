import assert from "node:assert/strict";
import fc from "fast-check";
import { HttpsProxyAgent } from "https-proxy-agent";
import { PermanentError } from "../base/errors.ts";
import { readConfig } from "../config/config.ts";
import type { Proxies } from "../config/connections.ts";
import { startHttpProxy } from "../../testing/http_proxy.ts";
import { readSource } from "../../testing/read_source.ts";
import { TinyMastodon, tinyStatus } from "../../testing/tiny_mastodon.ts";
import { proxyAddress, proxyFor } from "./proxy.ts";

const proxies = (url: string, except: readonly string[] = []) => ({
  http: url,
  https: url,
  except,
});

Deno.test("a proxy is chosen by scheme, and never for loopback or what NO_PROXY covers", () => {
  const given = { http: "http://plain:3128", https: "http://secure:3129", except: [] };
  const through = (url: string, except: readonly string[] = []) => {
    const proxy = proxyFor(new URL(url), { ...given, except });
    return proxy === undefined ? "directly" : proxyAddress(proxy);
  };
  for (const scheme of ["http", "ws"]) assert.equal(through(`${scheme}://m.example`), "plain:3128");
  for (const scheme of ["https", "wss"]) {
    assert.equal(through(`${scheme}://m.example`), "secure:3129");
  }
  for (const host of ["127.0.0.1", "127.8.8.8:80", "localhost:3000", "a.localhost", "[::1]:8"]) {
    assert.equal(through(`http://${host}`), "directly", host);
  }
  const covered: [string, string][] = [
    ["m.example", "https://m.example"],
    ["M.Example", "https://m.example"],
    ["m.example", "https://a.m.example"],
    [".m.example", "https://a.m.example"],
    ["*.m.example", "https://a.m.example"],
    ["m.example:8443", "https://m.example:8443"],
    ["m.example:443", "wss://m.example"],
    ["10.0.0.0/8", "https://10.1.2.3"],
    ["fd00::/8", "https://[fd00::7]"],
    ["192.0.2.7", "https://192.0.2.7:1"],
    ["2001:DB8::0:7", "https://[2001:db8::7]"],
    ["[2001:db8:0::7]:8443", "https://[2001:db8::7]:8443"],
    ["bücher.example", "https://xn--bcher-kva.example"],
    ["m.example.", "https://m.example"],
    ["m.example", "https://m.example."],
    ["*", "https://m.example"],
  ];
  for (const [entry, url] of covered) assert.equal(through(url, [entry]), "directly", entry);
  const uncovered: [string, string][] = [
    ["m.example", "https://xm.example"],
    ["m.example:8443", "https://m.example"],
    ["10.0.0.0/8", "https://11.1.2.3"],
    ["10.0.0.0/8", "https://m.example"],
    ["10.0.0.0/99", "https://10.1.2.3"],
    ["0.2.7", "https://192.0.2.7"],
    ["https://m.example", "https://m.example"],
    [".", "https://m.example"],
  ];
  for (const [entry, url] of uncovered) assert.equal(through(url, [entry]), "secure:3129", entry);
});

Deno.test("a proxy variable is refused in one line, or gives an address and a login that can be used", () => {
  const oneOf = (...pieces: string[]) => fc.constantFrom(...pieces);
  const text = fc.tuple(
    oneOf("http://", "https://", "", "ftp://", "socks5h://", "//", "http:", "http:///", "://"),
    oneOf("", "ana@", "ana:p@", "%40:%25@", "a%:p@", "a:p%2@", "a:%ff@", "@", ":@", "é:🙂@"),
    oneOf("h", "proxy.example", "[::1]", "127.1", "", "[", "é", "a b", "%", "h%41", "\u202e"),
    oneOf(":3128", ":80", "", ":0", ":99999", ":-1", ":", ":3128:1"),
    oneOf("", "/", "/x", "?q", "#f", "\n", " ", "\\"),
  ).map((pieces) => pieces.join(""));
  let accepted = 0;
  fc.assert(
    fc.property(text, fc.constantFrom("http", "https"), (value, scheme) => {
      const name = scheme === "http" ? "HTTP_PROXY" : "HTTPS_PROXY";
      let given: Proxies | undefined;
      try {
        given = readConfig({ [name]: value }, () => "").mastodon.proxies;
      } catch (error) {
        assert.ok(error instanceof PermanentError && error.exitCode === 2, String(error));
        return assert.match(error.message, new RegExp(`^${name} .*[;:] .*$`));
      }
      const proxy = proxyFor(new URL(`${scheme}://m.example`), given);
      if (value.trim() === "") return assert.equal(proxy, undefined);
      accepted++;
      assert.ok(proxy !== undefined);
      assert.match(proxyAddress(proxy), /^[^@:/\s]+:[1-9]\d*$|^\[[\da-f:]+\]:[1-9]\d*$/);
      for (const part of [proxy.username, proxy.password]) decodeURIComponent(part);
      new HttpsProxyAgent(proxy.href);
      Deno.createHttpClient({ proxy: { url: proxy.origin } }).close();
    }),
    { numRuns: 3_000, examples: [["nonsense", "https"], ["http://a%:p@h:3128", "https"]] },
  );
  assert.ok(accepted > 50, `${accepted} accepted`);
});

Deno.test("no entry of NO_PROXY fails, whatever it is", () => {
  const entry = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.constantFrom("[", "]", ":", "/", ".", "*", "%", "1", "99", "::", "m", "é"))
      .map((pieces) => pieces.join("")),
  );
  const url = fc.constantFrom("https://m.example", "wss://[2001:db8::7]:8443", "http://192.0.2.7");
  fc.assert(fc.property(entry, url, (entry, url) => {
    proxyFor(new URL(url), proxies("http://proxy.example:3128", [entry]));
  }));
});

Deno.test("REST and the stream go through the proxy, with its login, to a name that only the proxy knows", async () => {
  await using server = new TinyMastodon();
  const port = server.host.split(":")[1];
  const host = `mastodon.invalid:${port}`;
  server.answers.streamingUrl = `ws://${host}`;
  await using proxy = await startHttpProxy({
    login: "ana:p4ss",
    hosts: { "mastodon.invalid": "127.0.0.1" },
  });
  await using source = readSource(`http://${host}`, {
    access: { baseUrl: `http://${host}`, token: "token", proxies: proxies(proxy.url) },
  });
  await source.until(() => source.connections() === 1);
  await server.subscribed(1);
  server.send("update", tinyStatus({ id: "1" }));
  await source.until(() => source.messages().length === 1);
  assert.ok(proxy.asked.includes(`GET http://${host}/api/v2/instance`), proxy.asked.join(" "));
  assert.ok(proxy.asked.includes(`CONNECT ${host}`), proxy.asked.join(" "));
  for (const { headers } of server.requests) assert.equal(headers.get("proxy-authorization"), null);
});

Deno.test("a proxy that refuses or is not there is named, and the server is not blamed", async () => {
  await using server = new TinyMastodon();
  await using proxy = await startHttpProxy({
    login: "ana:p4ss",
    hosts: { "m.invalid": "127.0.0.1" },
  });
  const wrong = proxy.url.replace("p4ss", "wrong");
  const baseUrl = `http://m.invalid:${server.host.split(":")[1]}`;
  const firstNotice = async (url: string) => {
    await using source = readSource(baseUrl, {
      access: { baseUrl, proxies: proxies(url) },
      isRestart: true,
    });
    await source.until(() => source.notices.length > 0);
    return source.notices[0] ?? "";
  };
  assert.match(
    await firstNotice(wrong),
    /the proxy wants a user and a password \(407\)\. Put them/,
  );
  assert.match(
    await firstNotice("http://127.0.0.1:9"),
    /^Cannot reach http:\/\/m\.invalid:\d+ through the proxy 127\.0\.0\.1:9: the connection is refused\. Check the proxy/,
  );
  assert.deepEqual(server.requests, []);
});
