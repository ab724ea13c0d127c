import { parse } from "@babel/parser";

/** One small change of a file that some test should detect. */
export interface Mutant {
  readonly path: string;
  /** Kind of change: `comparison`, `lock`, `await` … */
  readonly kind: string;
  /** Bytes of the text that are replaced: `[start, end)`, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** From 1. */
  readonly line: number;
  /** The last line of what is replaced. */
  readonly lineEnd: number;
}

type Change = Omit<Mutant, "path" | "line" | "lineEnd">;

/** A node of Babel's tree with the fields that the finder reads. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const SWAPS: Readonly<Record<string, readonly [kind: string, other: string]>> = {
  "<": ["comparison", "<="],
  "<=": ["comparison", "<"],
  ">": ["comparison", ">="],
  ">=": ["comparison", ">"],
  "===": ["comparison", "!=="],
  "!==": ["comparison", "==="],
  "+": ["operator", "-"],
  "-": ["operator", "+"],
  "*": ["operator", "/"],
  "/": ["operator", "*"],
  "%": ["operator", "*"],
  "&&": ["operator", "||"],
  "||": ["operator", "&&"],
  "??": ["operator", "&&"],
  "&": ["operator", "|"],
  "|": ["operator", "&"],
  "<<": ["operator", ">>"],
  ">>": ["operator", "<<"],
  ">>>": ["operator", "<<"],
  "+=": ["operator", "-="],
  "-=": ["operator", "+="],
};

/** Replacements in SQL statements. */
const SQL: readonly (readonly [kind: string, pattern: RegExp, replacement: string])[] = [
  ["lock", /\bfor update\b/gi, ""],
  ["lock", /\border by [\w."]+(?:, [\w."]+)*/gi, ""],
  ["lock", /\bpg_advisory_xact_lock_shared\b/gi, "abs"],
  ["sql", /\bmin\(/gi, "max("],
  ["sql", /\bmax\(/gi, "min("],
  ["sql", /\bgreatest\(/gi, "least("],
  ["sql", /\bleast\(/gi, "greatest("],
  ["sql", /(?<=[\w)] )\+(?= [\w(])/g, "-"],
  ["sql", /(?<=[\w)] )-(?= [\w(])/g, "+"],
  ["sql", /(?<= )<=(?= )/g, "<"],
  ["sql", /(?<= )>=(?= )/g, ">"],
  ["sql", /(?<= )<(?= )/g, "<="],
  ["sql", /(?<= )>(?= )/g, ">="],
  ["sql", /\bis not null\b/gi, "is null"],
  ["sql", /\bnot exists\b/gi, "exists"],
  ["sql", /\bon conflict \([\w, "]+\) do nothing\b/gi, ""],
  ["sql", /\band\b/gi, "or"],
];

/** All mutants of a TypeScript or SQL file, in the order of the text. */
export function findMutants(path: string, text: string): Mutant[] {
  const changes = path.endsWith(".sql") ? sqlChanges(text, 0) : codeChanges(text);
  const starts = lineStarts(text);
  return changes.sort((a, b) => a.start - b.start || a.end - b.end).map((change) => ({
    path,
    ...change,
    line: lineOf(starts, change.start),
    lineEnd: lineOf(starts, change.end - 1),
  }));
}

/** Applies a mutant to the text. */
export function mutated(text: string, { start, end, replacement }: Mutant): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

function codeChanges(text: string): Change[] {
  const program: unknown = parse(text, { sourceType: "module", plugins: ["typescript"] }).program;
  const changes: Change[] = [];
  const visit = (value: unknown, parent: Node | undefined): void => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each, parent);
    } else if (isNode(value)) {
      // Types and imports have no effect at run time.
      if (/^(TS|Import)/.test(value.type) && !isWrapper(value.type)) return;
      changes.push(...changesOf(value, parent, text));
      for (const [key, child] of Object.entries(value)) {
        if (key !== "loc" && !/Comments$/.test(key)) visit(child, value);
      }
    }
  };
  visit(program, undefined);
  return changes;
}

/** Whether a TypeScript node contains an expression that runs. */
function isWrapper(type: string): boolean {
  return /^TS(As|Satisfies|NonNull)Expression$|^TSParameterProperty$/.test(type);
}

function changesOf(node: Node, parent: Node | undefined, text: string): Change[] {
  const { start, end } = node;
  const source = text.slice(start, end);
  const remove = (kind: string): Change => ({ kind, start, end, replacement: ";" });
  switch (node.type) {
    case "BinaryExpression":
    case "LogicalExpression":
    case "AssignmentExpression":
      return swapOf(node, text);
    case "UnaryExpression":
      return node["operator"] === "!" || node["operator"] === "-"
        ? [{ kind: "sign", start, end: start + 1, replacement: "" }]
        : [];
    case "NumericLiteral":
      return isBound(parent) ? [{ kind: "bound", start, end, replacement: `(${source} + 1)` }] : [];
    case "BooleanLiteral":
      return [{ kind: "constant", start, end, replacement: source === "true" ? "false" : "true" }];
    case "IfStatement":
    case "ConditionalExpression": {
      const test = node["test"];
      if (!isNode(test)) return [];
      const at = { kind: "condition", start: test.start, end: test.end };
      return [{ ...at, replacement: "true" }, { ...at, replacement: "false" }];
    }
    case "AwaitExpression":
      return [{ kind: "await", start, end: start + "await".length, replacement: "" }];
    case "ExpressionStatement":
      return [remove("statement")];
    case "ThrowStatement":
    case "ContinueStatement":
    case "BreakStatement":
      return parent?.type === "SwitchCase" ? [] : [remove("statement")];
    case "ReturnStatement":
      return node["argument"] === null ? [remove("statement")] : [];
    case "TemplateElement":
      return parent?.type === "TemplateLiteral" && /\b(select|insert|update|delete)\b/.test(source)
        ? sqlChanges(source, start)
        : [];
    default:
      return [];
  }
}

function swapOf(node: Node, text: string): Change[] {
  const { left, right, operator } = node;
  if (!isNode(left) || !isNode(right) || typeof operator !== "string") return [];
  const swap = SWAPS[operator];
  if (swap === undefined) return [];
  const at = text.indexOf(operator, left.end);
  if (at < 0 || at >= right.start) return [];
  return [{ kind: swap[0], start: at, end: at + operator.length, replacement: swap[1] }];
}

/** Whether a number is a bound or a value of a decision, not an index into a tuple. */
function isBound(parent: Node | undefined): boolean {
  return parent !== undefined &&
    /^(BinaryExpression|VariableDeclarator|CallExpression|ObjectProperty|ClassProperty|AssignmentExpression|AssignmentPattern)$/
      .test(parent.type);
}

function sqlChanges(text: string, offset: number): Change[] {
  // A comment changes nothing.
  const code = text.replace(/--[^\n]*/g, (comment) => " ".repeat(comment.length));
  return SQL.flatMap(([kind, pattern, replacement]) =>
    [...code.matchAll(pattern)].map(({ index, 0: found }) => ({
      kind,
      start: offset + index,
      end: offset + index + found.length,
      replacement,
    }))
  );
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value &&
    typeof value.type === "string" && typeof value.start === "number";
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function lineOf(starts: readonly number[], place: number): number {
  let line = 0;
  while (line < starts.length && starts[line]! <= place) line++;
  return line;
}
