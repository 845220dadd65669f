/** Who looks at the pages: somebody signed in with a key, or a person whom Cloudflare Access proves. */
import type { Actor } from "../contract/actor.ts";
import { type ApiKey, KEY_SCOPES, type KeyHolder, type KeyScope } from "./api-key.ts";

export interface Visitor extends KeyHolder {
  /** The approver whose inbox it is; `null` with a key that is nobody's in particular. */
  readonly person: string | null;
  /** What says so: the key they hold, or a proof of who they are. */
  readonly signedInBy: "key" | "access";
}

export function visitorWithKey({ name, workspace, scopes, person }: ApiKey): Visitor {
  return { name, workspace, scopes, person: person ?? null, signedInBy: "key" };
}

/** How the settings see people whom Cloudflare Access proves. */
export interface AccessPeople {
  readonly workspace: string;
  readonly scopes: readonly KeyScope[];
  /** Those who may do everything: their addresses, in lower case. */
  readonly admins: readonly string[];
}

export function visitorByAccess(email: string, { workspace, scopes, admins }: AccessPeople): Visitor {
  const isAdmin = admins.includes(email.toLowerCase());
  return { name: email, workspace, scopes: isAdmin ? KEY_SCOPES : scopes, person: email, signedInBy: "access" };
}

export function actorOfVisitor({ name, signedInBy }: Visitor): Actor {
  switch (signedInBy) {
    case "key":
      return { kind: "key", name };
    case "access":
      return { kind: "person", name, via: "sign-in", verified: true };
    default:
      return signedInBy satisfies never;
  }
}
