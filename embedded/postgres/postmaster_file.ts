/** Content of a server's `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number | undefined;
  /** `ready`: accepts connections; `starting`: also during crash recovery. */
  readonly status: "starting" | "stopping" | "ready" | "standby" | undefined;
}

/** Parses `postmaster.pid`, whose lines the server writes one after the other while it starts. */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split("\n");
  const pid = positive(lines[0]);
  if (pid === undefined) return undefined;
  const status = lines[7]?.trim();
  return {
    pid,
    port: positive(lines[3]),
    status: status === "starting" || status === "stopping" || status === "ready" ||
        status === "standby"
      ? status
      : undefined,
  };
}

function positive(line: string | undefined): number | undefined {
  const value = Number(line);
  return line !== undefined && Number.isInteger(value) && value > 0 ? value : undefined;
}
