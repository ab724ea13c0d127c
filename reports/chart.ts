import type { TopLevelSpec } from "vega-lite";
import type { Language } from "./language.ts";
import type { ReportData } from "./report_data.ts";

/** A chart as data: its spec, its description, and its numbers. */
export interface Chart {
  /** Name of its files, without extension. */
  readonly name: string;
  readonly title: string;
  readonly spec: TopLevelSpec;
  /** Two sentences, computed from the data. */
  readonly sentences: readonly [string, string];
  /** The numbers as a table, for screen readers. */
  readonly table: Table;
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Makes a chart of the data. Pure: the same data give the same spec. */
export type ChartDefinition = (data: ReportData, language: Language) => Chart;
