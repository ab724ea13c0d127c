import {
  type Answer,
  type Group,
  type JoinAnswer,
  NEW_GROUP,
  type SyncAnswer,
  type Ticket,
} from "./group.ts";
import type { GroupInput } from "./group_input.ts";
import { nextTick, stepGroup } from "./group_step.ts";

type WithoutTicket<T> = T extends unknown ? Omit<T, "ticket"> : never;

/** A member's request that is answered later, once the group has reached the phase for it. */
export type WaitingInput = WithoutTicket<Extract<GroupInput, { ticket: Ticket; memberId: string }>>;

/** Keeps the states and timers of all groups, and hands answers to the requests that wait for them. */
export class Coordinator implements Disposable {
  readonly #groups = new Map<string, Group>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #waiting = new Map<Ticket, (answer: Answer) => void>();
  #lastTicket = 0;

  ids(): readonly string[] {
    return [...this.#groups.keys()];
  }

  get(id: string): Group | undefined {
    return this.#groups.get(id);
  }

  /** Removes an empty group. */
  remove(id: string): void {
    this.#groups.delete(id);
  }

  /** Applies an input whose answer is not awaited. */
  step(id: string, input: GroupInput): void {
    const now = Date.now();
    const { group, answers } = stepGroup(this.#groups.get(id) ?? NEW_GROUP, input, now);
    const worthless = group.phase === "empty" && group.promised.size === 0 &&
      group.generation === 0;
    if (worthless) this.#groups.delete(id);
    else this.#groups.set(id, group);
    this.#schedule(id, nextTick(group) - now);
    for (const answer of answers) {
      this.#waiting.get(answer.ticket)?.(answer);
      this.#waiting.delete(answer.ticket);
    }
  }

  join(
    id: string,
    input: WaitingInput & { type: "join" },
    signal: AbortSignal,
  ): Promise<JoinAnswer | undefined> {
    return this.#await(id, { input, signal, isMine: (answer) => answer.type === "join" });
  }

  sync(
    id: string,
    input: WaitingInput & { type: "sync" },
    signal: AbortSignal,
  ): Promise<SyncAnswer | undefined> {
    return this.#await(id, { input, signal, isMine: (answer) => answer.type === "sync" });
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /** Resolves to the answer, or to undefined if the client hangs up. */
  #await<T extends Answer>(
    id: string,
    { input, signal, isMine }: {
      input: WaitingInput;
      signal: AbortSignal;
      isMine: (answer: Answer) => boolean;
    },
  ): Promise<T | undefined> {
    const ticket = ++this.#lastTicket;
    return new Promise((resolve) => {
      const hangUp = () => {
        this.#waiting.delete(ticket);
        this.step(id, { type: "hung up", ticket });
        resolve(undefined);
      };
      this.#waiting.set(ticket, (answer) => {
        signal.removeEventListener("abort", hangUp);
        // `isMine` checks the kind of answer: a ticket belongs to one request.
        resolve(isMine(answer) ? answer as T : undefined);
      });
      signal.addEventListener("abort", hangUp, { once: true });
      this.step(id, { ...input, ticket });
      if (signal.aborted) hangUp();
    });
  }

  #schedule(id: string, inMs: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    if (inMs === Infinity) return;
    const tick = () => this.step(id, { type: "tick" });
    // Add a millisecond, because timers may fire slightly early.
    this.#timers.set(id, setTimeout(tick, Math.min(Math.max(0, inMs) + 1, 2 ** 31 - 1)));
  }
}
