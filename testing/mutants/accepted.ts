/** An equivalent mutant: no test can detect it, because behaviour does not change. */
export interface AcceptedMutant {
  readonly path: string;
  /** Part of the changed line. */
  readonly code: string;
  readonly replacement: string;
  readonly why: string;
}

export const ACCEPTED: readonly AcceptedMutant[] = [];
