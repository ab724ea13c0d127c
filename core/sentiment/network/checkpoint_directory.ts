/** Where a training keeps its checkpoints: `MODEL.training`, beside the model, until the model is whole. */
export class CheckpointDirectory {
  readonly path: string;

  /** @param model the directory of the model that is trained */
  constructor(model: string) {
    this.path = `${model.replace(/\/+$/, "")}.training`;
  }

  async make(): Promise<string> {
    await Deno.mkdir(this.path, { recursive: true });
    return this.path;
  }

  async remove(): Promise<void> {
    try {
      await Deno.remove(this.path, { recursive: true });
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}
