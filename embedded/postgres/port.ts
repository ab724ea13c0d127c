import { writeFileAtomically } from "../../core/base/atomic_file.ts";

/** The port of the last start, so that saved addresses keep working. */
export async function lastPort(folder: string): Promise<number | undefined> {
  const port = Number(await Deno.readTextFile(`${folder}/port`).catch(() => ""));
  return Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined;
}

export async function rememberPort(folder: string, port: number): Promise<void> {
  if (await lastPort(folder) === port) return;
  await writeFileAtomically(`${folder}/port`, `${port}\n`, { mode: 0o644 });
}

/** A free loopback port: `wanted` if it is free. */
export function freePort(wanted = 0): number {
  try {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: wanted });
    return listener.addr.port;
  } catch (error) {
    if (wanted !== 0 && error instanceof Deno.errors.AddrInUse) return freePort();
    throw error;
  }
}
