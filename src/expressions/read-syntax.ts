/**
 * jsep, bent to the grammar of expressions. The only file that knows jsep.
 *
 * jsep's options are global, so that nothing is set there: a subclass overrides what differs. jsep is more
 * lenient than JavaScript (`f(a b)`, `[a b]`, `;a`, `"\u20ac"`), and every leniency is closed here. Ternaries come
 * from the plugin that jsep registers by itself. Used at build time only.
 */
import jsep from "jsep";
import { refuse } from "./expression-fault.ts";
import { MAX_DEPTH } from "./limits.ts";
import { identifierAt, longestNameAt } from "./name-grammar.ts";
import { readNumberLiteral } from "./number-literal.ts";
import { isBinaryOperator } from "./precedence.ts";
import type { SyntaxKind, SyntaxNode } from "./syntax-node.ts";
import { readTextLiteral } from "./text-literal.ts";
import { missingValueAt, refusedOperatorAt, refusedWordAt, unexpectedAt } from "./unexpected.ts";

/** The class behind `jsep()`, as far as it is used; its typings leave the class out. */
interface JsepParser {
  readonly expr: string;
  index: number;
  gobbleSpaces(): void;
  gobbleExpression(): SyntaxNode;
  gobbleToken(): SyntaxNode | false;
  gobbleTokenProperty(node: SyntaxNode): SyntaxNode;
  gobbleBinaryOp(): string | false;
  gobbleGroup(): SyntaxNode;
  gobbleArguments(termination: number): SyntaxNode[];
  gobbleIdentifier(): SyntaxNode;
  gobbleNumericLiteral(): SyntaxNode;
  gobbleStringLiteral(): SyntaxNode;
  throwError(message: string): never;
}

/** jsep 1.x hangs the class on the function it exports. */
function jsepClass(): new (source: string) => JsepParser {
  return (jsep as unknown as { readonly Jsep: new (source: string) => JsepParser }).Jsep;
}

const SPACES = /\s*/uy;

/**
 * The syntax of one expression.
 *
 * @param names the names with hyphens; the longest that stands somewhere is taken as one name
 * @throws Refusal
 */
export function readSyntax(source: string, names: ReadonlySet<string>): SyntaxNode {
  return new SyntaxReader(source, names).read();
}

class SyntaxReader extends jsepClass() {
  readonly #names: ReadonlySet<string>;
  readonly #hyphenated: readonly string[];
  #depth = 0;

  constructor(source: string, names: ReadonlySet<string>) {
    super(source);
    this.#names = names;
    this.#hyphenated = [...names].filter((name) => name.includes("-"));
  }

  read(): SyntaxNode {
    const node = this.gobbleExpression();
    if (this.index < this.expr.length) refuse(unexpectedAt(this.expr, this.index));
    return node;
  }

  override gobbleSpaces(): void {
    SPACES.lastIndex = this.index;
    SPACES.test(this.expr);
    this.index = SPACES.lastIndex;
  }

  override gobbleExpression(): SyntaxNode {
    return this.#nested(() => super.gobbleExpression());
  }

  override gobbleToken(): SyntaxNode {
    this.gobbleSpaces();
    const at = this.index;
    const node = this.#nested(() => this.#token());
    const end = at + this.expr.slice(at, this.index).trimEnd().length;
    return node.at === undefined ? { ...node, at, end } : node;
  }

  #token(): SyntaxNode {
    const name = longestNameAt(this.expr, this.index, this.#hyphenated);
    if (name !== undefined) return this.gobbleTokenProperty(this.#identifier(name));
    if (/^\.?\d/.test(this.expr.slice(this.index, this.index + 2)))
      return this.gobbleTokenProperty(this.gobbleNumericLiteral());
    const word = identifierAt(this.expr, this.index);
    if (word === "typeof") return this.#typeof();
    this.#refuseStart(word);
    return super.gobbleToken() || refuse(missingValueAt(this.expr, this.index));
  }

  #typeof(): SyntaxNode {
    this.index += "typeof".length;
    return { type: "UnaryExpression", operator: "typeof", argument: this.gobbleToken() };
  }

  #refuseStart(word: string): void {
    const refused = this.#names.has(word) ? undefined : refusedWordAt(word, this.index);
    if (refused !== undefined) refuse(refused);
    if (word === "" || this.expr.startsWith("${", this.index)) this.#refuseSign();
  }

  #refuseSign(): void {
    const readable = /^(?:["'[(!]|([-+])(?!\1))/.test(this.expr.slice(this.index, this.index + 2));
    if (!readable) refuse(missingValueAt(this.expr, this.index));
  }

  override gobbleBinaryOp(): string | false {
    this.gobbleSpaces();
    const at = this.index;
    const operator = super.gobbleBinaryOp();
    if (operator === false) return false;
    if (!isBinaryOperator(operator)) refuse(refusedOperatorAt(operator, at));
    const doubled = (operator === "+" || operator === "-") && this.expr.charAt(this.index) === operator;
    if (doubled || this.expr.startsWith("<>", at)) refuse(missingValueAt(this.expr, at));
    return operator;
  }

  override gobbleGroup(): SyntaxNode {
    const at = this.index;
    this.index += 1;
    const node = this.gobbleExpression();
    this.#close(")", at);
    return { ...node, grouped: true };
  }

  override gobbleArguments(termination: number): SyntaxNode[] {
    const closing = String.fromCharCode(termination);
    const opened = this.index - 1;
    const nodes: SyntaxNode[] = [];
    for (this.gobbleSpaces(); this.expr.charAt(this.index) !== closing; this.gobbleSpaces()) {
      nodes.push(this.gobbleExpression());
      if (this.expr.charAt(this.index) !== ",") break;
      this.index += 1;
    }
    this.#close(closing, opened);
    return nodes;
  }

  /** Passes the closing bracket of the one at `opened`. */
  #close(closing: string, opened: number): void {
    if (this.expr.charAt(this.index) !== closing) this.#refuseInside(closing, opened);
    this.index += 1;
  }

  #refuseInside(closing: string, opened: number): never {
    if (this.index < this.expr.length) return refuse(unexpectedAt(this.expr, this.index));
    const message = `the bracket is not closed: a \`${closing}\` is missing`;
    return refuse({ code: "expression-syntax", message, offset: opened, length: 1 });
  }

  override gobbleIdentifier(): SyntaxKind<"Identifier"> {
    const word = identifierAt(this.expr, this.index);
    if (word === "") refuse({ ...unexpectedAt(this.expr, this.index), message: "a name is missing after the dot" });
    return this.#identifier(word);
  }

  #identifier(name: string): SyntaxKind<"Identifier"> {
    const at = this.index;
    this.index += name.length;
    return { type: "Identifier", name, at, end: this.index };
  }

  override gobbleNumericLiteral(): SyntaxNode {
    const { value, end } = readNumberLiteral(this.expr, this.index);
    this.index = end;
    return { type: "Literal", value };
  }

  override gobbleStringLiteral(): SyntaxNode {
    const { value, end } = readTextLiteral(this.expr, this.index);
    this.index = end;
    return { type: "Literal", value };
  }

  override throwError(message: string): never {
    const atEnd = this.index >= this.expr.length;
    const words =
      message === "Expected :"
        ? "a `:` is missing after the `?` and its value"
        : unexpectedAt(this.expr, this.index).message;
    return refuse({ code: "expression-syntax", message: words, offset: this.index, ...(atEnd ? {} : { length: 1 }) });
  }

  #nested(read: () => SyntaxNode): SyntaxNode {
    this.#depth += 1;
    if (this.#depth > 2 * MAX_DEPTH)
      refuse({ code: "expression-too-deep", message: "the expression is nested too deeply", offset: this.index });
    const node = read();
    this.#depth -= 1;
    return node;
  }
}
