/** A mutant that no test can notice, since it changes nothing that anyone could see. */
export interface AcceptedMutant {
  readonly path: string;
  /** Part of the line that is changed. */
  readonly code: string;
  readonly replacement: string;
  readonly why: string;
}

export const ACCEPTED: readonly AcceptedMutant[] = [];
