import { type ProducerEntry, ProducerState } from "./producer_state.ts";
import { writeAtomically } from "./write_atomically.ts";

function pathOf(directory: string, baseOffset: number): string {
  return `${directory}/${String(baseOffset).padStart(20, "0")}.producers`;
}

/** Saves the producers' state as of the start of a segment, so that a restart reads only that segment. */
export function saveProducers(directory: string, baseOffset: number, state: ProducerState): void {
  writeAtomically(pathOf(directory, baseOffset), JSON.stringify(state.entries()));
}

/** Loads the producers' state as of the start of a segment; empty for the first one, or if there is no file. */
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
