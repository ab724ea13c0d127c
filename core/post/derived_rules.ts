/**
 * The number of the rules by which columns are derived from what a server sent (`derived_columns.ts`). A row of `recounts` has
 * it. In a file of its own, so that code that only names the rules does not load the HTML parser.
 */
export const DERIVED_RULES = 2;
