/**
 * An error whose cause is the user's configuration or command line, or a state that trying again does not change.
 * The supervisor prints its message as one line, does not restart the worker, and exits with {@linkcode exitCode}.
 */
export class PermanentError extends Error {
  override readonly name = "PermanentError";
  /** 2: wrong usage or configuration (the message names the variable or flag); 1: anything else. */
  readonly exitCode: 1 | 2;

  /** `message` reads "Cannot <verb> <thing>: <state>. <remedy>". */
  constructor(message: string, options: { exitCode?: 1 | 2; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode ?? 1;
  }
}

/**
 * A service is away or not ready yet; trying again later may help. The message names that service: the caller may be
 * waiting for another one.
 */
export class OutageError extends Error {
  override readonly name = "OutageError";
}

/** The text of anything that was thrown, with the causes it carries; never a stack. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") {
    return [...new Set(error.errors.map(messageOf))].join("; ");
  }
  if (error instanceof Error) return error.message || error.name;
  return String(error);
}

/** The code that the system or a library gave an error (`ENOSPC`, a SQLSTATE), if there is one. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** An error and its causes, outermost first. Clients wrap the error of a socket several deep. */
export function causesOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let at = error; at instanceof Error && chain.length < 8; at = at.cause) chain.push(at);
  return chain;
}
