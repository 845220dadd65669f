/** The nodes that jsep makes, as our reader of it leaves them: with positions, and with a mark on groups. */

interface Position {
  /** Where the node starts in the source, and just past its end. */
  readonly at?: number;
  readonly end?: number;
  /** It stood in parentheses of its own. */
  readonly grouped?: true;
}

export type SyntaxNode = Position &
  (
    | { readonly type: "Identifier"; readonly name: string }
    | { readonly type: "Literal"; readonly value: string | number | boolean | null }
    | { readonly type: "ThisExpression" }
    | {
        readonly type: "MemberExpression";
        readonly computed: boolean;
        readonly object: SyntaxNode;
        readonly property: SyntaxNode;
        readonly optional?: boolean;
      }
    | {
        readonly type: "CallExpression";
        readonly callee: SyntaxNode;
        readonly arguments: readonly SyntaxNode[];
        readonly optional?: boolean;
      }
    | { readonly type: "UnaryExpression"; readonly operator: string; readonly argument: SyntaxNode }
    | {
        readonly type: "BinaryExpression";
        readonly operator: string;
        readonly left: SyntaxNode;
        readonly right: SyntaxNode;
      }
    | {
        readonly type: "ConditionalExpression";
        readonly test: SyntaxNode;
        readonly consequent: SyntaxNode;
        readonly alternate: SyntaxNode;
      }
    | { readonly type: "ArrayExpression"; readonly elements: readonly SyntaxNode[] }
  );

export type SyntaxKind<T extends SyntaxNode["type"]> = Extract<SyntaxNode, { readonly type: T }>;

export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** The stretch of source that a node stands for; a node without a position of its own reaches over its parts. */
export function spanOf(node: SyntaxNode): Span {
  const offset = startOf(node);
  return { offset, length: Math.max(0, endOf(node) - offset) };
}

function startOf(node: SyntaxNode): number {
  if (node.at !== undefined) return node.at;
  const first = partsOf(node)[0];
  return first === undefined ? 0 : startOf(first);
}

function endOf(node: SyntaxNode): number {
  if (node.end !== undefined) return node.end;
  const last = partsOf(node).at(-1);
  return last === undefined ? startOf(node) : endOf(last);
}

/** The parts of the nodes that jsep makes by itself, in the order of the source. */
function partsOf(node: SyntaxNode): readonly SyntaxNode[] {
  switch (node.type) {
    case "BinaryExpression":
      return [node.left, node.right];
    case "ConditionalExpression":
      return [node.test, node.alternate];
    case "MemberExpression":
      return [node.object, node.property];
    case "CallExpression":
      return [node.callee, ...node.arguments];
    default:
      return [];
  }
}
