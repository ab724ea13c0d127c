import type { NeutralBand } from "../sentiment/model/model.ts";

/**
 * Raise it whenever the same model would give the same post another score, so that stored scores are computed again. 2: posts
 * are read without their links. 3: in the language that they read as. 4: with their
 * content warning and the words of their hashtags, without code, formulas and the line of a quote.
 */
const READING = 4;

/** Version of a score: of the model, of how it reads posts, and of its neutral band; stored in each row. */
export function scoreVersion(model: string, band: NeutralBand | undefined): string {
  const read = `${model} reading ${READING}`;
  return band === undefined ? read : `${read} neutral ${band.low}-${band.high}`;
}
