/** What the command line says that people do, in the order in which it says so. */
import { UsageError } from "../usage-error.ts";

export interface ScriptedAnswer {
  readonly kind: "approve" | "reject" | "timeout";
  /** An agent, or the path of one of its steps: `approve#2`, `ask[1]`. */
  readonly target: string;
  readonly who?: string;
  readonly comment?: string;
  /** As it was written, to be named in messages. */
  readonly written: string;
}

/** `AGENT`, `AGENT=who`, `AGENT=who:comment` or `AGENT=:comment`. */
export function parseAnswer(kind: "approve" | "reject", text: string): ScriptedAnswer {
  const [target, rest] = cutAt(text, "=");
  if (target === "") throw new UsageError(`--${kind} ${text}: say which agent's request is meant, as in AGENT=who`);
  const [who, comment] = cutAt(rest ?? "", ":");
  return {
    kind,
    target,
    written: `--${kind} ${text}`,
    ...(who === "" ? {} : { who }),
    ...(comment === undefined || comment === "" ? {} : { comment }),
  };
}

export function parseTimeout(text: string): ScriptedAnswer {
  return { kind: "timeout", target: text, written: `--timeout ${text}` };
}

/** `NAME=value`; `example` shows how it is written. */
export function parsePair(option: string, text: string, example: string): readonly [string, string] {
  const [name, value] = cutAt(text, "=");
  if (name !== "" && value !== undefined) return [name, value];
  throw new UsageError(`${option} ${text}: write it as ${example}`);
}

/** The text before the first mark, and the text behind it, if there is one. */
function cutAt(text: string, mark: string): readonly [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
