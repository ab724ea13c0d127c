import RequestQueue from "kafkajs/src/network/requestQueue/index.js";

/** As much of kafkajs' queue of requests as is needed here. */
interface Queue {
  readonly pending: readonly unknown[];
  readonly inflight: ReadonlyMap<number, Request>;
  readonly enforceRequestTimeout: boolean;
  requestTimeoutIntervalId: ReturnType<typeof setInterval> | null;
  isConnected(): boolean;
  destroy(): void;
}

interface Request {
  /** Ms since 1970. */
  readonly sentAt: number;
  readonly requestTimeout: number;
  timeoutRequest(): void;
}

/** A request whose answer is overdue is noticed so much later at most, ms. */
const LOOK_EVERY_MS = 1_000;

/**
 * Lets a connection of kafkajs be idle. From its first answer on, kafkajs 2.2.4 looks every millisecond whether requests
 * wait for the end of a throttling: it sets a timer by −1 minus now, which fires at once and sets the next (its issue
 * 1751). Each connection costs some hundredths of a core so, and a warning on the terminal. Nothing is lost without
 * those timers: where nothing waits there is nothing to send, and whatever comes to wait sets a timer itself. And ten
 * times a second it looks for requests whose time is up; theirs is many seconds.
 */
export function letQueuesIdle(): void {
  const queue = RequestQueue.prototype;
  const schedule = queue.scheduleCheckPendingRequests;
  queue.scheduleCheckPendingRequests = function (this: Queue) {
    if (this.pending.length > 0) schedule.call(this);
  };
  queue.scheduleRequestTimeoutCheck = function (this: Queue) {
    if (!this.enforceRequestTimeout) return;
    this.destroy();
    this.requestTimeoutIntervalId = setInterval(() => {
      const now = Date.now();
      for (const request of this.inflight.values()) {
        if (now - request.sentAt > request.requestTimeout) request.timeoutRequest();
      }
      if (!this.isConnected()) this.destroy();
    }, LOOK_EVERY_MS);
  };
}
