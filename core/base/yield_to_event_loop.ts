/** Lets timers and messages run during a long computation, so that the heartbeat of the worker goes on. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
