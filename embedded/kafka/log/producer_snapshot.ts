import { type ProducerEntry, ProducerState } from "./producer_state.ts";
import { writeAtomically } from "./write_atomically.ts";

function pathOf(directory: string, baseOffset: number): string {
  return `${directory}/${String(baseOffset).padStart(20, "0")}.producers`;
}

/** Writes down what is known of producers as of the start of a segment, so that only that segment is read at a restart. */
export function saveProducers(directory: string, baseOffset: number, state: ProducerState): void {
  writeAtomically(pathOf(directory, baseOffset), JSON.stringify(state.entries()));
}

/** What was known at the start of a segment; nothing if it is the first, or if the file is not there. */
export function loadProducers(directory: string, baseOffset: number): ProducerState {
  try {
    const entries: [number, ProducerEntry][] = JSON.parse(
      Deno.readTextFileSync(pathOf(directory, baseOffset)),
    );
    return new ProducerState(entries);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return new ProducerState();
    throw error;
  }
}
