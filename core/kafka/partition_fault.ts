import { PermanentError } from "../base/errors.ts";

/**
 * A partition cannot be read any further, and waiting does not help. Throw it wherever records of a partition are read
 * (`IngestLoop.position`, or anything that `IngestLoop.take` calls): the ingest loop applies the records before `offset`,
 * stops the partition, and goes on with the others.
 */
export class PartitionFault extends PermanentError {
  /** The first offset that must not be applied; undefined: nothing of the fetch may be. */
  readonly offset: number | undefined;

  /** `message` reads "Cannot consume <topic>/<partition>: <state>. <remedy>", without a full stop at the end. */
  constructor(message: string, offset?: number) {
    super(message);
    this.offset = offset;
  }
}
