/** How an ensemble is written in TypeScript: the default export of a file in `ensembles/`. */
import type { InputFields } from "../ensembles/plan.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { EnsembleContext } from "./ensemble-context.ts";
import type { InputOf } from "./typed-input.ts";

/** What an ensemble in TypeScript is made of. */
export interface EnsembleDefinition<Fields extends InputFields> {
  /** Letters, digits, `_`, `-` and `.`; unique among the ensembles of a deployment. */
  readonly name: string;
  readonly description?: string;
  /** The fields of the input, as in YAML; checked when a run starts. */
  readonly input?: Fields;
  /** What it returns is the run's output, as JSON. */
  run(ctx: EnsembleContext, input: InputOf<Fields>): unknown;
}

/** An ensemble whose input is checked against its own fields before it is run. */
export interface CodeEnsemble {
  readonly name: string;
  readonly description?: string;
  readonly input: InputFields;
  run(ctx: EnsembleContext, input: JsonObject): unknown;
}

/** Makes an ensemble of a definition; the file's default export. `input` types what `run` is given. */
export function defineEnsemble<const Fields extends InputFields>({
  input,
  ...definition
}: EnsembleDefinition<Fields>): CodeEnsemble {
  return { ...definition, input: input ?? {}, run: runOf(definition) };
}

/** A run's input is what `input` declares: nothing starts that does not fit it. */
function runOf<Fields extends InputFields>({ run }: Pick<EnsembleDefinition<Fields>, "run">): CodeEnsemble["run"] {
  return (ctx, input) => run(ctx, input as InputOf<Fields>);
}
