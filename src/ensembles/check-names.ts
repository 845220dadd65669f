/** Checks every name in a value's expressions: that it can be read there, and that it has the member read of it. */
import type { CompiledValue } from "../expressions/compiled.ts";
import { findExpressionEnd } from "../expressions/find-expression-end.ts";
import { nearestName } from "../expressions/nearest-name.ts";
import type { Compilation, Place } from "./compilation.ts";
import type { DiagnosticCode } from "./diagnostic-codes.ts";
import type { ScalarNode, Span } from "./document-node.ts";
import { locateInScalar } from "./locate-in-scalar.ts";
import { nameUsesIn } from "./name-uses.ts";
import type { NameUse } from "./name-uses.ts";
import { resolveName } from "./resolve-name.ts";
import type { Reach } from "./resolve-name.ts";

const AGENT_MEMBERS = ["output", "input", "status", "error"] as const;
const RUN_MEMBERS = ["id", "ensemble", "startedAt"] as const;

interface Check {
  readonly compilation: Compilation;
  readonly place: Place;
  readonly scalar: ScalarNode;
}

export function checkNames(compilation: Compilation, place: Place, scalar: ScalarNode, value: CompiledValue): void {
  const check: Check = { compilation, place, scalar };
  for (const use of nameUsesIn(value)) checkName(check, use);
}

function checkName(check: Check, use: NameUse): void {
  const meaning = resolveName(check.compilation, check.place, use.name);
  switch (meaning.kind) {
    case "scope":
      return checkScopeName(check, use);
    case "neighbour":
      return;
    case "itself":
      return check.compilation.diagnostics.error(
        "input-reads-itself",
        spanOfName(check, use),
        `The input "${use.name}" cannot read itself.`,
      );
    case "agent":
      return checkAgent(check, use, meaning.reach);
    default:
      return meaning satisfies never;
  }
}

function checkScopeName(check: Check, use: NameUse): void {
  if (use.name === "item" || use.name === "index") return checkItem(check, use);
  if (use.how !== "member" || use.member === null) return;
  if (use.name === "run") checkMember(check, use, RUN_MEMBERS, "run-member-unknown", "run");
  const { fields } = check.compilation;
  if (use.name === "input" && fields !== null)
    checkMember(check, use, Object.keys(fields), "input-field-unknown", "input");
}

function checkItem(check: Check, use: NameUse): void {
  if (check.place.inForeach) return;
  check.compilation.diagnostics.error(
    "item-outside-foreach",
    spanOfName(check, use),
    `"${use.name}" exists only in an agent that has foreach.`,
  );
}

function checkAgent(check: Check, use: NameUse, reach: Reach): void {
  const { diagnostics } = check.compilation;
  const span = spanOfName(check, use);
  const reader = check.place.agent?.name ?? "";
  switch (reach) {
    case "own":
      return diagnostics.error(
        "agent-used-before-it-ran",
        span,
        `"${use.name}" cannot read itself: it has not run yet.`,
      );
    case "later":
      return diagnostics.error(
        "agent-used-before-it-ran",
        span,
        `"${use.name}" has not run yet when "${reader}" runs.`,
      );
    case "otherBranch":
      return diagnostics.error(
        "agent-in-other-branch",
        span,
        `"${use.name}" runs at the same time as "${reader}", in another branch; neither can read the other.`,
      );
    case "lastRound":
      return checkLastRound(check, use);
    case "ran":
      return checkAgentMember(check, use);
    default:
      return reach satisfies never;
  }
}

function checkLastRound(check: Check, use: NameUse): void {
  if (use.member === "output") return;
  check.compilation.diagnostics.error(
    "agent-used-before-it-ran",
    spanOfName(check, use),
    `"${use.name}" has not run yet; of the round before, only its output can be read.`,
    `${use.name}.output`,
  );
}

function checkAgentMember(check: Check, use: NameUse): void {
  if (use.how === "member") return checkMember(check, use, AGENT_MEMBERS, "agent-member-unknown", "An agent");
  if (use.how === "computed") return;
  check.compilation.diagnostics.error(
    "agent-without-member",
    spanOfName(check, use),
    `"${use.name}" is an agent; say what of it is meant: .output, .input, .status or .error.`,
    `${use.name}.output`,
  );
}

function checkMember(
  check: Check,
  use: NameUse,
  members: readonly string[],
  code: DiagnosticCode,
  owner: string,
): void {
  const member = use.member ?? "";
  if (members.includes(member)) return;
  const known = members.length > 0 ? `it has ${members.join(", ")}` : "it has nothing";
  const message = `${owner} has no "${member}"; ${known}.`;
  check.compilation.diagnostics.error(code, spanOfMember(check, use), message, nearestName(member, members));
}

function spanOfName(check: Check, { name }: NameUse): Span {
  return locate(check, wordAt(String(check.scalar.value), name), name.length);
}

function spanOfMember(check: Check, { name, member }: NameUse): Span {
  const text = String(check.scalar.value);
  const from = new RegExp(
    `(?<![\\w$.])${escaped(name)}(?=\\s*(?:\\?\\.|\\.|\\[)[\\s"']*${escaped(member ?? "")})`,
  ).exec(text);
  const at = from === null ? -1 : text.indexOf(member ?? "", from.index + name.length);
  return at < 0 ? spanOfName(check, { name, member, how: "member" }) : locate(check, at, member?.length ?? 0);
}

function locate(check: Check, offset: number, length: number): Span {
  return locateInScalar(check.compilation.diagnostics.text, check.scalar, offset, length);
}

/** Where the name stands as a word of its own inside an expression. */
function wordAt(text: string, name: string): number {
  const word = new RegExp(`(?<![\\w$.-])${escaped(name)}(?![\\w$])`, "g");
  for (let start = text.indexOf("${"); start >= 0; start = text.indexOf("${", start + 2)) {
    word.lastIndex = start;
    const match = word.exec(text);
    if (match !== null && match.index < findExpressionEnd(text, start)) return match.index;
  }
  return Math.max(0, text.indexOf(name));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
