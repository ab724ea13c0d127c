import type { Config } from "../core/config/config.ts";
import type { NeutralBand } from "../core/sentiment/model/model.ts";

/** The band of `NEUTRAL_LOW` and `NEUTRAL_HIGH`; undefined where neither is set: the model's own three classes decide. */
export function neutralBand({ neutralLow, neutralHigh }: Config): NeutralBand | undefined {
  if (neutralLow === undefined && neutralHigh === undefined) return undefined;
  return { low: neutralLow ?? 0.45, high: neutralHigh ?? 0.55 };
}
