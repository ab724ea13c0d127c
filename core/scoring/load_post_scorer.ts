import type { NeutralBand } from "../sentiment/model/model.ts";
import type { PostScorer } from "./post_scorer.ts";

/**
 * Loads a model and the code that scores with it, which take 0.3 s and some 40 MB: a worker does so once there is something to
 * score.
 *
 * @throws {PermanentError} if the directory holds no whole model
 */
export async function loadPostScorer(model: string, band?: NeutralBand): Promise<PostScorer> {
  const [{ loadModel }, { postScorer }] = await Promise.all([
    import("../sentiment/model/model_file.ts"),
    import("./post_scorer.ts"),
  ]);
  return postScorer(await loadModel(model), band);
}
