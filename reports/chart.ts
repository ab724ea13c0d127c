import type { TopLevelSpec } from "vega-lite";
import type { Language } from "./language.ts";
import type { ReportData } from "./report_data.ts";

/** A chart as data: what to draw, what it shows in words, and the numbers behind it. */
export interface Chart {
  /** Its files' name. */
  readonly name: string;
  readonly title: string;
  readonly spec: TopLevelSpec;
  /** Two sentences, computed from the data. */
  readonly sentences: readonly [string, string];
  /** For readers who do not see the picture. */
  readonly table: Table;
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Rows → chart. Pure: the same data give the same spec. */
export type ChartDefinition = (data: ReportData, language: Language) => Chart;
