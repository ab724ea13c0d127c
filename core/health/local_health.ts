import { messageOf } from "../base/errors.ts";
import { parseProcessHealth, type ProcessHealth, processHealth } from "./process_health.ts";
import { readProcessFiles, removeProcessFile } from "../home/process_files.ts";

const PATIENCE_MS = 1_500;

/**
 * How the Trunkline processes of this machine are that use this state directory, asked on their health ports. If none is
 * named there, as where the directory is read-only, the process on `host:port` is asked, if that port is known.
 */
export async function askLocalProcesses(
  home: string,
  { host, port }: { readonly host: string; readonly port: number | undefined },
): Promise<readonly ProcessHealth[]> {
  const files = await readProcessFiles(home);
  const answers = await Promise.all(files.map(async ({ pid, url }) => {
    const answer = await askProcess(url);
    // Left by a process that was killed.
    if (answer === undefined) await removeProcessFile(home, pid);
    // Another process may have the port by now.
    return answer?.process.includes(`/${pid}/`) || answer?.state === "down" ? answer : undefined;
  }));
  const known = answers.filter((answer) => answer !== undefined);
  if (known.length > 0 || port === undefined || port === 0) return known;
  const reached = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host;
  const answer = await askProcess(`http://${reached}:${port}`);
  return answer === undefined ? [] : [answer];
}

/**
 * Asks a process on its health port how it is. Undefined if nothing listens there, or another program. One that does not
 * answer in time is down: it runs, and hangs.
 */
export async function askProcess(
  url: string,
  patienceMs = PATIENCE_MS,
): Promise<ProcessHealth | undefined> {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const response = await fetch(new URL("/status", url), { signal });
    return parseProcessHealth(await response.json());
  } catch (error) {
    if (!signal.aborted) return undefined;
    const now = Date.now();
    const words = `It does not answer on ${url}: ${messageOf(error)}`;
    return processHealth(url, [{ part: "workers", state: "down", words, since: now }], now);
  }
}
