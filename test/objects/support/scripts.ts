/** Scripts written in the tests themselves: the Worker under test runs in this isolate and finds them among the deployed. */
import { codeEnsembles, scripts } from "#ensembles";
import type { CodeEnsemble } from "../../../src/authoring/define-ensemble.ts";
import type { Script, ScriptContext } from "../../../src/contract/script.ts";
import type { JsonObject } from "../../../src/kernel/json.ts";

const deployed = scripts as Record<string, Script>;

export interface Watched {
  /** As documents name it. */
  readonly name: string;
  /** The inputs it was called with, in order. */
  readonly inputs: JsonObject[];
}

/** Deploys a script under a name of its own; by default it gives its input back. */
export function deploy(body: (context: ScriptContext, call: number) => unknown = ({ input }) => input): Watched {
  const name = `scripts/s${crypto.randomUUID().replaceAll("-", "")}`;
  const inputs: JsonObject[] = [];
  deployed[name] = (context) => {
    inputs.push(context.input);
    return body(context, inputs.length);
  };
  return { name, inputs };
}

const deployedEnsembles = codeEnsembles as Record<string, CodeEnsemble>;

/** Deploys an ensemble in TypeScript under a name of its own. */
export function deployEnsemble(run: CodeEnsemble["run"]): CodeEnsemble {
  const name = `e${crypto.randomUUID().replaceAll("-", "")}`;
  const ensemble: CodeEnsemble = { name, input: {}, run };
  deployedEnsembles[name] = ensemble;
  return ensemble;
}

/** As a deployment does that has it no more. */
export function withdrawEnsemble({ name }: CodeEnsemble): void {
  delete deployedEnsembles[name];
}

export function scriptNames(): readonly string[] {
  return Object.keys(deployed);
}
