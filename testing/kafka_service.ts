import { statSync } from "node:fs";
import { runProgram } from "./run_program.ts";

const PROGRAM = `${
  Deno.env.get("TRUNKLINE_SERVICES") ??
    new URL("../../shared/services", import.meta.url).pathname
}/kafka`;

/**
 * Whether a suite can start a Kafka of its own to kill it or to secure its ports: the folder TRUNKLINE_SERVICES has a program
 * `kafka` (`start`, `stop`, `kill`). Otherwise the suite is skipped and reported as skipped.
 */
export const CAN_START_KAFKA = statSync(PROGRAM, { throwIfNoEntry: false })?.isFile() ?? false;

/** Runs the program; rejects with its output if it fails. */
export async function kafkaService(...args: readonly string[]): Promise<void> {
  await runProgram(PROGRAM, args);
}
