/** Compiles `foreach` and `concurrency`: the agent once per element of a list. */
import type { CompiledValue } from "../expressions/compiled.ts";
import type { Compilation } from "./compilation.ts";
import { compileValue } from "./compile-value.ts";
import { entryOf, filledEntryOf } from "./document-node.ts";
import { integerOption, wrongType } from "./literal-options.ts";
import type { AgentOutline } from "./outline.ts";

export const MOST_AT_ONCE = 64;
/** One after another, unless the author asks for more: the least surprising for what has effects outside. */
export const DEFAULT_CONCURRENCY = 1;

export function compileForeach(
  compilation: Compilation,
  agent: AgentOutline,
): { list: CompiledValue; concurrency: number } | undefined {
  const concurrency = integerOption(compilation, agent.node, "concurrency", 1, MOST_AT_ONCE);
  const entry = filledEntryOf(agent.node, "foreach");
  if (entry === undefined) {
    reportLoneConcurrency(compilation, agent);
    return undefined;
  }
  const list = compileValue(compilation, entry.value, { agent, inForeach: false });
  if (entry.value.kind === "map" || list.k === "text" || isWrittenScalar(list))
    wrongType(compilation, entry, "a list or one expression that gives one");
  return { list, concurrency: concurrency ?? DEFAULT_CONCURRENCY };
}

function reportLoneConcurrency(compilation: Compilation, { node }: AgentOutline): void {
  const concurrency = entryOf(node, "concurrency");
  const foreach = entryOf(node, "foreach");
  if (foreach !== undefined)
    return compilation.diagnostics.error("value-missing", foreach.keySpan, "`foreach` needs a list.");
  if (concurrency === undefined) return;
  compilation.diagnostics.error(
    "concurrency-without-foreach",
    concurrency.keySpan,
    "`concurrency` needs a `foreach` beside it.",
  );
}

/** A constant `null` stands for an expression whose mistake was reported. */
function isWrittenScalar(list: CompiledValue): boolean {
  return list.k === "const" && list.v !== null && !Array.isArray(list.v);
}
