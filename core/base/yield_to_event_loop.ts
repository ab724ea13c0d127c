/** Gives timers and messages their turn in a long computation: a worker's heartbeat must not stop. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
