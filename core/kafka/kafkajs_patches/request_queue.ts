import RequestQueue from "kafkajs/src/network/requestQueue/index.js";
import { every } from "../../base/every.ts";
import { throttling } from "../throttling.ts";

/** The part of kafkajs' RequestQueue that is used here. */
interface Queue {
  readonly pending: readonly unknown[];
  readonly inflight: ReadonlyMap<number, Request>;
  readonly enforceRequestTimeout: boolean;
  endTimeoutCheck?: () => void;
  isConnected(): boolean;
  destroy(): void;
}

interface Request {
  /** Ms since 1970. */
  readonly sentAt: number;
  readonly requestTimeout: number;
  timeoutRequest(): void;
}

/** An overdue request is noticed at most this much later, ms. */
const POLL_INTERVAL_MS = 1_000;

/**
 * Stops the timers of idle kafkajs connections. From the first answer on, kafkajs 2.2.4 checks every millisecond whether
 * requests wait for the end of a throttling: it sets a timer of −1 minus now, which fires at once and sets the next
 * (kafkajs issues 1704 and 1751). That costs some hundredths of a core for each connection, and a warning on the terminal.
 * Without pending requests the timers are useless, and a request that becomes pending sets its own. kafkajs also looks for
 * overdue requests ten times a second; with timeouts of many seconds once a second is enough.
 *
 * And notes how long a broker makes us wait by a quota: kafkajs waits without a word, as if the broker did not answer.
 */
export function patchRequestQueue(): void {
  const queue = RequestQueue.prototype;
  const schedule = queue.scheduleCheckPendingRequests;
  queue.scheduleCheckPendingRequests = function (this: Queue) {
    if (this.pending.length > 0) schedule.call(this);
  };
  const throttle = queue.maybeThrottle;
  queue.maybeThrottle = function (this: Queue, ms: number | null) {
    if (ms !== null && ms > 0) throttling.delayed(ms);
    throttle.call(this, ms);
  };
  queue.scheduleRequestTimeoutCheck = function (this: Queue) {
    if (!this.enforceRequestTimeout) return;
    this.destroy();
    this.endTimeoutCheck = every(POLL_INTERVAL_MS, () => {
      const now = Date.now();
      for (const request of this.inflight.values()) {
        if (now - request.sentAt > request.requestTimeout) request.timeoutRequest();
      }
      if (!this.isConnected()) this.destroy();
    });
  };
  const destroy = queue.destroy;
  queue.destroy = function (this: Queue) {
    this.endTimeoutCheck?.();
    destroy.call(this);
  };
}
