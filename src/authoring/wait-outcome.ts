/** What an approval came to, as an ensemble in TypeScript is given it. */
import type { Outcome } from "../contract/decision.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { Form, FormValues } from "./typed-form.ts";

type Filled<F extends Form | undefined> = F extends Form ? FormValues<F> : undefined;

interface Common extends Omit<Outcome, "status" | "approved" | "rejected" | "timedOut" | "values"> {}

/** People approved. */
export interface Approved<F extends Form | undefined = undefined> extends Common {
  readonly status: "approved";
  readonly approved: true;
  readonly rejected: false;
  readonly timedOut: false;
  /** What was filled into the form. */
  readonly values: Filled<F>;
}

/** People rejected. */
export interface Rejected extends Common {
  readonly status: "rejected";
  readonly approved: false;
  readonly rejected: true;
  readonly timedOut: false;
  readonly values?: JsonObject;
}

/** Withdrawn, or out of time. */
export interface Unanswered extends Common {
  readonly status: "cancelled" | "timeout";
  readonly approved: false;
  readonly rejected: false;
  readonly timedOut: boolean;
  readonly values?: JsonObject;
}

/** What `ctx.waitFor` comes to; `approved` tells its members apart. */
export type WaitOutcome<F extends Form | undefined = undefined> = Approved<F> | Rejected | Unanswered;
