// Vega exports it and its types do not say so.
// @ts-self-types="./text_metrics.d.ts"
export { textMetrics } from "vega";
