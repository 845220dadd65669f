/** Compiles how long people have to answer: seconds in `inputs`, milliseconds in `config`, or a duration in words. */
import { DEFAULT_TIMEOUT_MS, LEAST_TIMEOUT_MS, MOST_TIMEOUT_MS } from "../contract/approval-limits.ts";
import type { CompiledValue } from "../expressions/compiled.ts";
import type { Compilation, Place } from "./compilation.ts";
import { compileValue, hasExpression } from "./compile-value.ts";
import type { MapEntry } from "./document-node.ts";
import { readDuration } from "./literal-options.ts";
import type { HitlTimeout } from "./plan.ts";

const DEFAULT_TIMEOUT: HitlTimeout = { kind: "fixed", ms: DEFAULT_TIMEOUT_MS };

interface Timeouts {
  readonly inMs: MapEntry | undefined;
  readonly inSeconds: MapEntry | undefined;
  /** The compiled value of `inSeconds`. */
  readonly seconds: CompiledValue | undefined;
  readonly place: Place;
}

export function compileHitlTimeout(
  compilation: Compilation,
  { inMs, inSeconds, seconds, place }: Timeouts,
): HitlTimeout {
  const fromConfig =
    inMs === undefined
      ? undefined
      : timeoutOf(compilation, inMs, "ms", () => compileValue(compilation, inMs.value, place));
  const fromInputs = inSeconds === undefined ? undefined : timeoutOf(compilation, inSeconds, "s", () => seconds);
  if (inMs !== undefined && inSeconds !== undefined && !isSameTimeout(fromConfig, fromInputs)) {
    const line = compilation.diagnostics.lineOf(inMs.keySpan.offset);
    compilation.diagnostics.error(
      "set-twice",
      inSeconds.keySpan,
      `\`timeout\` is set in \`config\` (line ${line}) and, differently, in \`inputs\`; keep one.`,
    );
  }
  return fromInputs ?? fromConfig ?? DEFAULT_TIMEOUT;
}

function timeoutOf(
  compilation: Compilation,
  entry: MapEntry,
  unit: "s" | "ms",
  compiled: () => CompiledValue | undefined,
): HitlTimeout {
  if (hasExpression(entry.value)) return { kind: "value", value: compiled() ?? { k: "const", v: null }, unit };
  const ms = readDuration(compilation, entry, {
    unit,
    least: LEAST_TIMEOUT_MS,
    most: MOST_TIMEOUT_MS,
    orNever: true,
  });
  if (ms === null) return DEFAULT_TIMEOUT;
  return ms === "never" ? { kind: "never" } : { kind: "fixed", ms };
}

/** Expressions in different units are never the same. */
function isSameTimeout(a: HitlTimeout | undefined, b: HitlTimeout | undefined): boolean {
  if (a?.kind === "fixed" && b?.kind === "fixed") return a.ms === b.ms;
  return a?.kind === "never" && b?.kind === "never";
}
