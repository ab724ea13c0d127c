/** Processor time and highest resident memory of a process. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

const SAMPLE_INTERVAL_MS = 100;

/** Samples the usage of a process until `stop`: once it has ended, it can no longer be read. */
export function sampled(read: () => Usage): { stop(): Usage } {
  let last: Usage = { cpuSeconds: 0, peakMegabytes: 0 };
  const timer = setInterval(() => {
    try {
      const now = read();
      // Between its end and its burial a process has no memory.
      if (!Number.isNaN(now.peakMegabytes)) last = now;
    } catch { /* it has ended */ }
  }, SAMPLE_INTERVAL_MS);
  return {
    stop() {
      clearInterval(timer);
      return last;
    },
  };
}
