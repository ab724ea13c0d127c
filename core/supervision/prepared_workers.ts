import type { Grants } from "./grants.ts";
import type { Spawn } from "./supervised_worker.ts";

/**
 * Workers that were created before they are needed: a thread and its modules take a tenth of a second, in which the caller can
 * do something else. One that is not taken, or was asked for with other permissions, is ended.
 */
export class PreparedWorkers implements Disposable {
  readonly #create: Spawn;
  readonly #prepared = new Map<string, { readonly grants: string; readonly worker: Worker }>();

  constructor(create: Spawn) {
    this.#create = create;
  }

  /** Creates a worker that the next {@linkcode spawn} of this kind takes. */
  prepare(kind: string, grants: Grants): void {
    this.#end(kind);
    const worker = this.#create(kind, grants);
    // Until someone takes it, an error would end the process. Who takes it next gets a new one.
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end(kind);
    };
    this.#prepared.set(kind, { grants: JSON.stringify(grants), worker });
  }

  /** The prepared worker, or a new one. */
  readonly spawn: Spawn = (kind, grants) => {
    const prepared = this.#prepared.get(kind);
    if (prepared?.grants !== JSON.stringify(grants)) {
      this.#end(kind);
      return this.#create(kind, grants);
    }
    this.#prepared.delete(kind);
    return prepared.worker;
  };

  #end(kind: string): void {
    this.#prepared.get(kind)?.worker.terminate();
    this.#prepared.delete(kind);
  }

  [Symbol.dispose](): void {
    for (const kind of this.#prepared.keys()) this.#end(kind);
  }
}
