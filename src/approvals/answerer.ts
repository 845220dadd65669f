/** Who answers: found by the token, key or chat they came with, and named for the record. */
import type { Actor } from "../contract/actor.ts";
import type { Answerer } from "./decide.ts";
import type { Credential } from "./port.ts";
import type { StoredApproval } from "./store/approval-store.ts";
import { findToken } from "./store/token-store.ts";

/** `null` where the token is none of this approval's, or the key of another workspace. */
export function findAnswerer(
  sql: SqlStorage,
  { facts }: StoredApproval,
  credential: Credential & { readonly claimed: string | null },
): Answerer | null {
  const { claimed } = credential;
  switch (credential.by) {
    case "link": {
      const token = findToken(sql, credential.secret);
      if (token === null) return null;
      return token.approver === null
        ? { kind: "shared", claimed }
        : { kind: "personal", approver: token.approver, verified: token.verified, claimed };
    }
    case "chat":
      return { kind: "chat", channel: credential.channel, person: credential.person, claimed };
    case "sign-in": {
      const { workspace, person, sees } = credential;
      return facts.workspace === workspace ? { kind: "signed-in", person, sees, claimed } : null;
    }
    case "key": {
      const { workspace, keyName, via } = credential;
      if (facts.workspace !== workspace) return null;
      return { kind: "key", keyName, claimed, ...(via === undefined ? {} : { via }) };
    }
    case "run":
      return facts.workspace === credential.workspace ? { kind: "run", runName: credential.runName, claimed } : null;
    default:
      return credential satisfies never;
  }
}

/** All the names that the door proves of whoever answers, where it proves more than one. */
export function provedNames(answerer: Answerer): readonly string[] {
  if (answerer.kind !== "chat" || answerer.person.email === null) return [];
  return [answerer.person.email, answerer.person.id];
}

export function actorOf(answerer: Answerer, name: string, verified: boolean): Actor {
  switch (answerer.kind) {
    case "key":
      return { kind: "key", name: answerer.keyName };
    case "run":
      return { kind: "run", name: answerer.runName };
    case "chat":
      return { kind: "person", name, via: answerer.channel, verified };
    case "signed-in":
      return { kind: "person", name, via: "sign-in", verified };
    case "personal":
    case "shared":
      return { kind: "person", name, via: "link", verified };
    default:
      return answerer satisfies never;
  }
}

/** The name under which somebody is on record before it is known whether they are who they say. */
export function claimedName(answerer: Answerer): string {
  if (answerer.kind === "personal") return answerer.claimed ?? answerer.approver;
  if (answerer.kind === "signed-in") return answerer.person;
  if (answerer.kind === "chat") return answerer.person.email ?? answerer.person.id;
  return answerer.claimed ?? "anonymous";
}
