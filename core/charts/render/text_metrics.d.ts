/** Properties of a text that Vega measures. */
export interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
  /** Maximum width, px. */
  readonly limit?: number;
}
/** Vega's global that measures texts. */
export declare const textMetrics: { width: (item: TextItem, text: unknown) => number };
