/** Positive against negative on rows that a model has not seen. Every row counts: an unscored one is even odds. */
export interface HeldOutFigures {
  readonly auc: number;
  readonly accuracy: number;
  /** Weighted over both classes. */
  readonly f1: number;
  readonly ece: number;
  /** Share of the rows with a score. */
  readonly coverage: number;
}

/** What is measured of a model when it is made. */
export interface MeasuredModel extends HeldOutFigures {
  /** The same of the two-class model beneath one of three classes: what training without `--labelled` gives. */
  readonly twoClasses?: HeldOutFigures;
  /** Of the three classes, on labelled rows that the head did not see. */
  readonly macroRecall?: number;
  /** Share of these rows with a score; the others are errors. */
  readonly labelledCoverage?: number;
}
