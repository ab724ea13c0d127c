/** User and system time of a process so far, without its children, s. */
export function cpuSeconds(pid: number): number {
  // utime and stime (fields 14 and 15 of stat), in ticks of 10 ms. Count after the name, which may contain spaces.
  const stat = proc(pid, "stat");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Highest resident memory of a process so far, in MB. */
export function peakMegabytes(pid: number): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(proc(pid, "status"))?.[1]) / 1_000;
}

/** Deno opens /proc only with all permissions, so `cat` reads it. */
function proc(pid: number, file: string): string {
  const { stdout } = new Deno.Command("cat", { args: [`/proc/${pid}/${file}`] }).outputSync();
  return new TextDecoder().decode(stdout);
}
