import { cpus, release, totalmem } from "node:os";

/** The machine that a figure was measured on, in a line. */
export function machine(): string {
  const cores = cpus();
  const model = cores[0]?.model.trim() || "unknown processor";
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  return `${cores.length} × ${model}, ${memory}, ${Deno.build.os} ${release()}, Deno ${Deno.version.deno}`;
}
