import { BlockList, isIP } from "node:net";
import type { Proxies } from "../config/connections.ts";
import { requireAddresses } from "../base/refused_addresses.ts";

/**
 * The proxy that an address is reached through, or undefined for none. Loopback is never reached through one: the proxy's
 * loopback is another machine's.
 */
export function proxyFor(url: URL, proxies: Proxies | undefined): URL | undefined {
  if (proxies === undefined || isLoopback(url.hostname)) return undefined;
  const isTls = /^(https|wss):$/.test(url.protocol);
  const proxy = isTls ? proxies.https : proxies.http;
  if (proxy === undefined || proxies.except.some((entry) => matches(entry, url))) return undefined;
  return new URL(proxy);
}

/** One for each proxy of this worker; they live as long as it does. */
const clients = new Map<string, Deno.HttpClient>();

/** A client for `fetch` that goes through the proxy, or undefined where none is used. */
export function proxiedClient(
  url: URL,
  proxies: Proxies | undefined,
): Deno.HttpClient | undefined {
  const proxy = proxyFor(url, proxies);
  if (proxy === undefined) return undefined;
  requireAddresses([proxyAddress(proxy)]);
  const known = clients.get(proxy.href);
  if (known !== undefined) return known;
  const client = Deno.createHttpClient({
    proxy: {
      url: proxy.origin,
      ...(proxy.username === "" ? {} : {
        basicAuth: {
          username: decodeURIComponent(proxy.username),
          password: decodeURIComponent(proxy.password),
        },
      }),
    },
  });
  clients.set(proxy.href, client);
  return client;
}

/** Words for a message on an address that cannot be reached: " through the proxy HOST:PORT", or nothing. */
export function throughProxy(url: URL, proxies: Proxies | undefined): string {
  const proxy = proxyFor(url, proxies);
  return proxy === undefined ? "" : ` through the proxy ${proxyAddress(proxy)}`;
}

/** `host:port` of a proxy. */
export function proxyAddress(proxy: URL): string {
  return `${proxy.hostname}:${proxy.port || (proxy.protocol === "https:" ? "443" : "80")}`;
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" ||
    /^127\.[\d.]+$/.test(hostname);
}

/**
 * Whether an entry of `NO_PROXY` covers an address. A name covers its subdomains, as curl and Go read it. An entry that is
 * none of these forms belongs to another program's dialect, and covers nothing.
 */
function matches(entry: string, url: URL): boolean {
  if (entry === "*") return true;
  const host = withoutDot(url.hostname);
  const network = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(entry);
  if (network !== null) return isWithin(bare(host), network[1] ?? "", Number(network[2]));
  if (isIP(entry) === 6) return canonical(`[${entry}]`) === host;
  const [, name = "", port] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (port !== undefined && port !== portOf(url)) return false;
  const suffix = canonical(name.replace(/^\*?\./, ""));
  return suffix !== "" && (host === suffix || (isIP(suffix) === 0 && host.endsWith(`.${suffix}`)));
}

/** A host as URLs write it: small letters, punycode, the shortest form of an IPv6 address in brackets. */
function canonical(host: string): string {
  return withoutDot(URL.parse(`http://${host}`)?.hostname ?? "");
}

function withoutDot(host: string): string {
  return host.replace(/\.$/, "");
}

function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1");
}

function isWithin(host: string, network: string, bits: number): boolean {
  const family = isIP(host);
  if (family === 0 || family !== isIP(network) || bits > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network, bits, type);
  return list.check(host, type);
}

function portOf(url: URL): string {
  return url.port || (/^(https|wss):$/.test(url.protocol) ? "443" : "80");
}
