/** From syntax to expression: names are resolved, calls are checked against the lists, the rest is refused. */
import { formatArity, type Arity } from "./arity.ts";
import type { Expression } from "./compiled.ts";
import { isDeniedMember } from "./denied-members.ts";
import { refuse } from "./expression-fault.ts";
import { helpWithFunction } from "./foreign-words.ts";
import { constantNamed, functionNamed, FUNCTION_ROOTS } from "./functions.ts";
import { MAX_DEPTH } from "./limits.ts";
import { methodArity } from "./methods.ts";
import { isBinaryOperator, needsParenthesesBeside } from "./precedence.ts";
import { spanOf, type Span, type SyntaxKind, type SyntaxNode } from "./syntax-node.ts";
import { unknownFunction, unknownMethod, unknownName, type NameScope } from "./unknown.ts";

/**
 * The expression that a piece of syntax means.
 *
 * @throws Refusal
 */
export function compileSyntax(node: SyntaxNode, scope: NameScope): Expression {
  return new SyntaxCompiler(scope).compile(node);
}

class SyntaxCompiler {
  readonly #scope: NameScope;
  #depth = 0;

  constructor(scope: NameScope) {
    this.#scope = scope;
  }

  compile(node: SyntaxNode): Expression {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      refuse({
        code: "expression-too-deep",
        message: `the expression goes deeper than ${MAX_DEPTH} levels`,
        ...spanOf(node),
      });
    }
    const expression = this.#compile(node);
    this.#depth -= 1;
    return expression;
  }

  #compile(node: SyntaxNode): Expression {
    switch (node.type) {
      case "Literal":
        return { k: "lit", v: node.value };
      case "Identifier":
        return this.#name(node);
      case "MemberExpression":
        return this.#member(node);
      case "CallExpression":
        return this.#call(node);
      case "UnaryExpression":
        return this.#unary(node);
      case "BinaryExpression":
        return this.#binary(node);
      case "ConditionalExpression":
        return {
          k: "cond",
          c: this.compile(node.test),
          t: this.compile(node.consequent),
          e: this.compile(node.alternate),
        };
      case "ArrayExpression":
        return { k: "list", a: this.#all(node.elements) };
      case "ThisExpression":
        return refuse({ code: "name-unknown", message: "`this` is not a value here", ...spanOf(node) });
      default:
        return node satisfies never;
    }
  }

  #name(node: SyntaxKind<"Identifier">): Expression {
    if (node.name === "undefined") return { k: "undef" };
    if (FUNCTION_ROOTS.has(node.name) || !this.#scope.names.has(node.name))
      return refuse(unknownName(node, this.#scope));
    if (node.name !== "env") return { k: "name", n: node.name };
    return refuse({ code: "env-whole", message: "name one variable of the environment, as env.NAME", ...spanOf(node) });
  }

  #member(node: SyntaxKind<"MemberExpression">): Expression {
    const constant = constantNamed(pathOf(node) ?? "");
    if (constant !== undefined) return { k: "lit", v: constant };
    const name = staticNameOf(node);
    const opt = node.optional === true ? ({ opt: true } as const) : {};
    if (name === undefined) return { k: "index", o: this.compile(node.object), i: this.compile(node.property), ...opt };
    if (isDeniedMember(name))
      refuse({ code: "member-refused", message: `\`${name}\` cannot be read`, ...spanOf(node.property) });
    return { k: "member", o: this.#holder(node.object), p: name, ...opt };
  }

  /** What stands before a written member: the only place for `env`. */
  #holder(node: SyntaxNode): Expression {
    const isEnv = node.type === "Identifier" && node.name === "env" && this.#scope.names.has("env");
    return isEnv ? { k: "name", n: "env" } : this.compile(node);
  }

  #call(node: SyntaxKind<"CallExpression">): Expression {
    if (node.optional === true) {
      refuse({
        code: "expression-syntax",
        message: "`?.(` is not supported; write `?.` before the method's name",
        ...spanOf(node),
      });
    }
    const path = pathOf(node.callee);
    if (path !== undefined && this.#isFunctionPath(node.callee, path)) return this.#functionCall(node, path);
    if (node.callee.type === "MemberExpression" && !node.callee.computed) return this.#methodCall(node, node.callee);
    return refuse({
      code: "function-unknown",
      message: "only functions and methods called by their names can be called",
      ...spanOf(node),
    });
  }

  /** True for `foo` and `Math.foo`, and for `Date.now` unless there is an agent `Date`. */
  #isFunctionPath(callee: SyntaxNode, path: string): boolean {
    if (callee.type === "Identifier") return true;
    const [root = "", ...members] = path.split(".");
    if (FUNCTION_ROOTS.has(root)) return members.length === 1;
    return !this.#scope.names.has(root) && helpWithFunction(path) !== undefined;
  }

  #functionCall(node: SyntaxKind<"CallExpression">, path: string): Expression {
    const allowed = functionNamed(path);
    if (allowed === undefined) return refuse(unknownFunction(path, spanOf(node.callee), this.#scope));
    this.#checkArity(node, path, allowed.arity);
    return { k: "call", f: path, a: this.#all(node.arguments) };
  }

  #methodCall(node: SyntaxKind<"CallExpression">, callee: SyntaxKind<"MemberExpression">): Expression {
    const name = staticNameOf(callee) ?? "";
    const o = this.compile(callee.object);
    const arity = methodArity(name);
    if (arity === undefined) return refuse(unknownMethod(name, spanOf(callee.property)));
    this.#checkArity(node, name, arity);
    const opt = callee.optional === true ? ({ opt: true } as const) : {};
    return { k: "method", o, m: name, a: this.#all(node.arguments), ...opt };
  }

  #checkArity(node: SyntaxKind<"CallExpression">, name: string, arity: Arity): void {
    const count = node.arguments.length;
    if (count >= arity[0] && count <= arity[1]) return;
    refuse({ code: "argument-count", message: `${name}() takes ${formatArity(arity)}, not ${count}`, ...spanOf(node) });
  }

  #unary(node: SyntaxKind<"UnaryExpression">): Expression {
    const a = this.compile(node.argument);
    const { operator } = node;
    if (operator === "!" || operator === "-" || operator === "+" || operator === "typeof")
      return { k: "unary", op: operator, a };
    return refuse(unknownOperator(operator, spanOf(node)));
  }

  #binary(node: SyntaxKind<"BinaryExpression">): Expression {
    const { operator } = node;
    if (!isBinaryOperator(operator)) return refuse(unknownOperator(operator, spanOf(node)));
    checkMixing(node);
    return { k: "binary", op: operator, l: this.compile(node.left), r: this.compile(node.right) };
  }

  #all(nodes: readonly SyntaxNode[]): Expression[] {
    return nodes.map((node) => this.compile(node));
  }
}

/** As in JavaScript: `a ?? b || c` and `-a ** b` are refused, since readers disagree on what they mean. */
function checkMixing(node: SyntaxKind<"BinaryExpression">): void {
  for (const side of [node.left, node.right]) {
    if (
      side.type === "BinaryExpression" &&
      side.grouped !== true &&
      needsParenthesesBeside(node.operator, side.operator)
    ) {
      const message = `put parentheses around one side: \`${node.operator}\` and \`${side.operator}\` do not mix without`;
      refuse({ code: "operator-mixed", message, ...spanOf(node) });
    }
  }
  if (node.operator === "**" && node.left.type === "UnaryExpression" && node.left.grouped !== true) {
    const message = `put parentheses around one side: \`${node.left.operator}\` and \`**\` do not mix without`;
    refuse({ code: "operator-mixed", message, ...spanOf(node) });
  }
}

function unknownOperator(operator: string, span: Span) {
  return { code: "operator-unknown", message: `\`${operator}\` is not an operator of expressions`, ...span } as const;
}

/** `a.b` and `a["b"]` name their member; `a[b]` and `a[0]` compute it. */
function staticNameOf({ computed, property }: SyntaxKind<"MemberExpression">): string | undefined {
  if (!computed) return property.type === "Identifier" ? property.name : undefined;
  return property.type === "Literal" && typeof property.value === "string" ? property.value : undefined;
}

/** The dotted names that a node consists of, such as `Math.ceil`. */
function pathOf(node: SyntaxNode): string | undefined {
  if (node.type === "Identifier") return node.name;
  if (node.type !== "MemberExpression" || node.computed || node.property.type !== "Identifier") return undefined;
  const before = pathOf(node.object);
  return before === undefined ? undefined : `${before}.${node.property.name}`;
}
