import { formatDuration } from "../base/duration.ts";
import { causesOf } from "../base/errors.ts";
import type { Proxies } from "../config/connections.ts";
import { failureOf } from "../mastodon/failure_words.ts";
import { proxyFor } from "../mastodon/proxy.ts";
import { restGet } from "../mastodon/rest_get.ts";
import { softwareOf } from "../mastodon/software.ts";
import { type Check, type Finding, ok, skipped, wrong } from "./check.ts";
import { reach, readCertificate } from "./reach.ts";
import { hostOf, SourceProbe } from "./source_probe.ts";
import { tokenChecks } from "./token_checks.ts";

export interface SourceOptions {
  /** `MASTODON_BASE_URL`. */
  readonly baseUrl: string | undefined;
  /** `MASTODON_ACCESS_TOKEN`. */
  readonly token: string | undefined;
  readonly proxies: Proxies | undefined;
  /** The streams of `MASTODON_STREAM`. */
  readonly streams: readonly string[];
}

/** A clock that is further off than this makes posts late, or from the future. */
const CLOCK_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** A certificate that ends sooner has not been renewed in time. */
const CERTIFICATE_MS = 3 * DAY_MS;

/** Checks the Mastodon server: its name, address, certificate, clock, token, streams and limits. */
export function sourceChecks(
  { baseUrl, token, proxies, streams }: SourceOptions,
): readonly Check[] {
  if (baseUrl === undefined) {
    const run = () =>
      Promise.resolve(
        skipped("MASTODON_BASE_URL is not set: only deno task demo has a server, a simulated one"),
      );
    return [{ group: "source", name: "server", run }];
  }
  const probe = new SourceProbe({
    baseUrl,
    ...(token !== undefined && { token }),
    ...(proxies !== undefined && { proxies }),
  });
  const check = (
    name: string,
    ask: (probe: SourceProbe, signal: AbortSignal) => Promise<Finding>,
  ) => ({
    group: "source" as const,
    name,
    run: (signal: AbortSignal) => {
      probe.signal = signal;
      return ask(probe, signal);
    },
  });
  return [
    check("name", nameResolves),
    check("address", addressAnswers),
    check("certificate", certificateHolds),
    check("server", serverAnswers),
    check("clock", clocksAgree),
    ...tokenChecks(check, streams),
    check("streaming host", streamingHostAnswers),
  ];
}

async function nameResolves(probe: SourceProbe): Promise<Finding> {
  probe.requireDirect();
  const host = hostOf(probe.url);
  try {
    return ok(`${host} has the address ${(await probe.addresses()).join(", ")}`);
  } catch {
    return wrong(
      `the name ${host} does not resolve`,
      "Correct MASTODON_BASE_URL, or this machine's name servers",
    );
  }
}

async function addressAnswers(probe: SourceProbe): Promise<Finding> {
  probe.requireDirect();
  const where = `${probe.url.hostname}:${probe.port}`;
  await probe.need("name", probe.addresses);
  try {
    await probe.reached();
    return ok(`${where} accepts connections`);
  } catch (error) {
    return wrong(
      `${where}: ${failureOf(error).words}`,
      "Check MASTODON_BASE_URL, the network and the firewall",
    );
  }
}

async function certificateHolds(probe: SourceProbe, signal: AbortSignal): Promise<Finding> {
  if (probe.url.protocol !== "https:") {
    return skipped(`${probe.access.baseUrl} is plain HTTP: the token travels unencrypted`);
  }
  probe.requireDirect();
  await probe.need("address", probe.reached);
  const certificate = await readCertificate(hostOf(probe.url), { port: probe.port, signal })
    .catch((error: unknown) => failureOf(error));
  if ("kind" in certificate) {
    return wrong(
      `${probe.url.host}: ${certificate.words}`,
      "Correct MASTODON_BASE_URL (http:// or https://, and the port)",
    );
  }
  const { issuer, validFrom, validTo } = certificate;
  const until = new Date(validTo).toISOString().slice(0, 10);
  const now = Date.now();
  if (now > validTo || now < validFrom) {
    return wrong(
      now > validTo ? `it was valid until ${until}` : "it is not valid yet",
      "Check this machine's clock, or ask the server's administrators",
    );
  }
  const refused = await refusal(probe, signal);
  if (refused !== undefined) {
    return wrong(
      `it is not accepted (${refused}); ${issuer} made it`,
      "Correct the host in MASTODON_BASE_URL; for a CA of your own start with DENO_CERT=FILE.pem",
    );
  }
  return validTo - now < CERTIFICATE_MS
    ? wrong(`it ends on ${until}`, "Ask the server's administrators to renew it")
    : ok(`valid until ${until}, by ${issuer}`);
}

/** Why a request does not accept the certificate; undefined if it does. */
async function refusal({ access }: SourceProbe, signal: AbortSignal): Promise<string | undefined> {
  try {
    const { baseUrl } = access;
    await (await restGet({ baseUrl }, "/api/v2/instance", signal)).body?.cancel();
    return undefined;
  } catch (error) {
    if (failureOf(error).kind !== "certificate") return undefined;
    return /invalid peer certificate: ([^:()]+)/.exec(causesOf(error).join(" "))?.[1]?.trim() ??
      "not by a known CA, or for another name";
  }
}

async function serverAnswers(probe: SourceProbe): Promise<Finding> {
  // What the network refuses is the finding of the checks before this one.
  if (probe.proxy === undefined) await probe.need("address", probe.reached);
  const { name, version } = softwareOf((await probe.instance()).instance);
  return ok(`${name} ${version}`);
}

async function clocksAgree(probe: SourceProbe): Promise<Finding> {
  const { aheadMs } = await probe.need("server", probe.instance);
  if (aheadMs === undefined) return skipped("the server does not say its time (no Date header)");
  // The header has whole seconds only.
  const off = Math.round(Math.abs(aheadMs) / 1_000) * 1_000;
  const words = off < 2_000
    ? "agrees with the server's to the second"
    : `${formatDuration(off < HOUR_MS ? off : Math.round(off / 60_000) * 60_000)} ${
      aheadMs > 0 ? "ahead of" : "behind"
    } the server's`;
  return off < CLOCK_MS ? ok(words) : wrong(
    `this machine's clock is ${words}: posts would be late, or refused as from the future`,
    "Set the clock by NTP; if this one is right, tell the server's administrators",
  );
}

async function streamingHostAnswers(probe: SourceProbe, signal: AbortSignal): Promise<Finding> {
  const { streamingUrl } = await probe.need("server", probe.instance);
  const url = new URL(streamingUrl);
  const port = Number(url.port || (url.protocol === "wss:" ? 443 : 80));
  const where = `${url.protocol}//${url.hostname}:${port}`;
  if (proxyFor(url, probe.access.proxies) !== undefined) {
    return skipped(`${where}, through a proxy`);
  }
  try {
    await reach(hostOf(url), { port, signal });
    return ok(where);
  } catch (error) {
    signal.throwIfAborted();
    return wrong(
      `the server says that it streams at ${where}, but ${failureOf(error).words}`,
      "Check the firewall, or ask the server's administrators",
    );
  }
}
