/** Finds who answers, by the token, key, sign-in or chat that they came with. */
import type { Answerer } from "./answerer.ts";
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
