/** `countersign/ensemble`: all that an ensemble in TypeScript is written with. */
export { defineEnsemble } from "./define-ensemble.ts";
export type { CodeEnsemble, EnsembleDefinition } from "./define-ensemble.ts";
export { EnsembleError } from "./ensemble-error.ts";
export { env, type EnvironmentValue } from "./environment-value.ts";
export type { EnsembleContext, StepContext } from "./ensemble-context.ts";
export type { Approved, Rejected, Unanswered, WaitOutcome } from "./wait-outcome.ts";
