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

/** Memory and processor time of a process and all that it started, now. */
export interface TreeUsage {
  /** MB: what is its own, and its share of what it has in common with others; without shared memory (PostgreSQL's buffers). */
  readonly megabytes: number;
  /** MB of this that stand in no file: not the pages of programs, which the system can drop and read again. */
  readonly anonymousMegabytes: number;
  readonly cpuSeconds: number;
}

/** Adds up a process and its descendants. */
export function treeUsage(pid: number): TreeUsage {
  const { stdout } = new Deno.Command("ps", { args: ["-eo", "pid=,ppid="] }).outputSync();
  const pairs = new TextDecoder().decode(stdout).trim().split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const tree = [pid];
  for (const each of tree) {
    for (const [child = 0, parent] of pairs) if (parent === each) tree.push(child);
  }
  const sum = { megabytes: 0, anonymousMegabytes: 0, cpuSeconds: 0 };
  for (const each of tree) {
    const rollup = proc(each, "smaps_rollup");
    // A process may have ended since it was listed.
    if (rollup === "") continue;
    const of = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(rollup)?.[1] ?? 0) / 1_000;
    sum.megabytes += of("Pss") - of("Pss_Shmem");
    sum.anonymousMegabytes += of("Pss_Anon");
    sum.cpuSeconds += cpuSeconds(each);
  }
  return sum;
}

/** Deno opens /proc only with all permissions, so `cat` reads it. */
function proc(pid: number, file: string): string {
  const { stdout } = new Deno.Command("cat", { args: [`/proc/${pid}/${file}`], stderr: "null" })
    .outputSync();
  return new TextDecoder().decode(stdout);
}
