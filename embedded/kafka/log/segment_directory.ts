import { writeFileAtomicallySync } from "../../../core/base/atomic_file.ts";

const START_FILE = "start-offset";

/** First offsets of the segments in a partition's directory, ascending. */
export function baseOffsets(directory: string): number[] {
  const bases: number[] = [];
  for (const { name, isFile } of Deno.readDirSync(directory)) {
    const match = isFile ? /^(\d{20})\.log$/.exec(name) : null;
    if (match !== null) bases.push(Number(match[1]));
  }
  return bases.sort((a, b) => a - b);
}

/** The offset that DeleteRecords moved the log's start to, or 0. */
export function readStartOffset(directory: string): number {
  try {
    return Number(Deno.readTextFileSync(`${directory}/${START_FILE}`)) || 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}

export function writeStartOffset(directory: string, offset: number): void {
  writeFileAtomicallySync(`${directory}/${START_FILE}`, String(offset));
}
