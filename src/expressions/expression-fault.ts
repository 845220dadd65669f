/** What can be wrong with a written expression: a code, a sentence for its author, and where. */

export type ExpressionFaultCode =
  | "argument-count"
  | "assignment"
  | "env-whole"
  | "expression-empty"
  | "expression-syntax"
  | "expression-too-deep"
  | "expression-too-long"
  | "expression-unclosed"
  | "function-literal"
  | "function-unknown"
  | "member-refused"
  | "method-unknown"
  | "name-unknown"
  | "number-invalid"
  | "object-literal"
  | "operator-mixed"
  | "operator-unknown"
  | "template-literal"
  | "text-invalid";

export interface ExpressionFault {
  readonly code: ExpressionFaultCode;
  /** What is wrong and what to do, in one sentence. */
  readonly message: string;
  /** Where it starts: UTF-16 units from the start of the text that was given to the parser. */
  readonly offset: number;
  readonly length?: number;
  /** What was probably meant, to be written in place of the marked part. */
  readonly suggestion?: string;
}

/** Carries a fault out of the depths of the parser; never leaves `parseExpression`. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly fault: ExpressionFault;

  constructor(fault: ExpressionFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Ends the parsing with a fault. */
export function refuse(fault: ExpressionFault): never {
  throw new Refusal(fault);
}
