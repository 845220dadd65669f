/** What one evaluation may still do; every part of it spends from the same purse, so that no expression runs away. */
import { EvaluationError } from "./evaluation-error.ts";
import { MAX_DEPTH, MAX_LIST, MAX_TEXT, MAX_WORK } from "./limits.ts";

export class Budget {
  #work = MAX_WORK;
  #depth = 0;

  /** Enters a level of an expression or of a value. */
  enter(): void {
    this.#depth += 1;
    this.spend(1);
    if (this.#depth > MAX_DEPTH) throw overLimit(`goes deeper than ${MAX_DEPTH} levels`);
  }

  /** Leaves a level. Not called when an error passes, since that ends the evaluation. */
  leave(): void {
    this.#depth -= 1;
  }

  spend(units: number): void {
    this.#work -= units;
    if (!(this.#work >= 0)) throw overLimit("does too much work");
  }

  /** To be asked before a text of so many characters is made. */
  spendText(length: number): void {
    if (!(length <= MAX_TEXT)) throw overLimit(`makes a text of more than ${MAX_TEXT} characters`);
    this.spend(length);
  }

  /** To be asked before a list of so many elements is made. */
  spendList(length: number): void {
    if (!(length <= MAX_LIST)) throw overLimit(`makes a list of more than ${MAX_LIST} elements`);
    this.spend(8 * length);
  }

  /** To be asked before one text is searched for another: the worst case compares every pair of characters. */
  spendSearch(text: string, wanted: string): void {
    this.spend(1 + Math.ceil((text.length * wanted.length) / 64));
  }
}

function overLimit(what: string): EvaluationError {
  return new EvaluationError("expression-limit", `the expression ${what}`);
}
