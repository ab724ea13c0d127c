import { PermanentError } from "../base/errors.ts";

/**
 * A partition cannot be read on, and waiting does not mend it. Throw it wherever records of a partition are looked at
 * (`IngestLoop.position`, or anything that `IngestLoop.take` calls): the pump applies what lies before `offset`, stops the partition,
 * and leaves the others running.
 */
export class PartitionFault extends PermanentError {
  /** The first offset that is not applied; absent where nothing of the partition may be. */
  readonly offset: number | undefined;

  /** `message` reads "Cannot consume <topic>/<partition>: <state>. <remedy>", without a full stop at the end. */
  constructor(message: string, offset?: number) {
    super(message);
    this.offset = offset;
  }
}
