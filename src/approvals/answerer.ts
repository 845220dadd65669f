/** Who answers: found by the token or key they came with, and named for the record. */
import type { Actor } from "../contract/actor.ts";
import { approverKey } from "./approval-state.ts";
import type { Answerer } from "./decide.ts";
import type { DecideCommand } from "./port.ts";
import type { StoredApproval } from "./store/approval-store.ts";
import { findToken } from "./store/token-store.ts";

/** `null` where the token is none of this approval's, or the key of another workspace. */
export function findAnswerer(sql: SqlStorage, { facts }: StoredApproval, command: DecideCommand): Answerer | null {
  const { claimed } = command;
  switch (command.by) {
    case "link": {
      const token = findToken(sql, command.secret);
      if (token === null) return null;
      return token.approver === null
        ? { kind: "shared", claimed }
        : { kind: "personal", approver: token.approver, verified: token.verified, claimed };
    }
    case "key":
      return facts.workspace === command.workspace ? { kind: "key", keyName: command.keyName, claimed } : null;
    case "run":
      return facts.workspace === command.workspace ? { kind: "run", runName: command.runName, claimed } : null;
    default:
      return command satisfies never;
  }
}

export function actorOf(answerer: Answerer, name: string, verified: boolean): Actor {
  switch (answerer.kind) {
    case "key":
      return { kind: "key", name: answerer.keyName };
    case "run":
      return { kind: "run", name: answerer.runName };
    case "personal":
    case "shared":
      return { kind: "person", name, via: "link", verified };
    default:
      return answerer satisfies never;
  }
}

/** The approver as the request names them; any name where it names nobody; `undefined` for a stranger. */
export function namedApprover(approvers: readonly string[], name: string): string | undefined {
  if (approvers.length === 0) return name;
  return approvers.find((approver) => approverKey(approver) === approverKey(name));
}
