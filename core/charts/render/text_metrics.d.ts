/** What Vega says of a text that it wants measured. */
export interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
  /** Most pixels that it may take. */
  readonly limit?: number;
}
/** Vega's global: how wide texts are. */
export declare const textMetrics: { width: (item: TextItem, text: unknown) => number };
