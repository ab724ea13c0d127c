/** Positive against negative on rows that the model was not trained on; unscored counts as probability 0.5. */
export interface HeldOutFigures {
  readonly auc: number;
  readonly accuracy: number;
  /** Weighted over both classes. */
  readonly f1: number;
  readonly ece: number;
  /** Share of the rows with a score. */
  readonly coverage: number;
}

/** Figures that training measures and stores in the manifest. */
export interface MeasuredModel extends HeldOutFigures {
  /** The same for the two-class model that training without `--labelled` would give. */
  readonly twoClasses?: HeldOutFigures;
  /** Over the three classes, on labelled rows that the head was not trained on. */
  readonly macroRecall?: number;
  /** F1 over the same classes and rows, each class weighing the same. */
  readonly macroF1?: number;
  /** How it calls these rows: as labelled (negative, neutral, positive) × as called; rows without a score are in no column. */
  readonly confusion?: readonly (readonly number[])[];
  /** Share of these rows with a score; the others are errors. */
  readonly labelledCoverage?: number;
}
