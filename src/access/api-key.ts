/** API keys: who holds one, what it may do, and finding it without telling by time how close a guess was. */
import { CountersignError } from "../kernel/errors.ts";
import { equalSecrets } from "../kernel/hash.ts";

/** What a key may do; the routes say which of them they ask for. */
export const KEY_SCOPES = ["runs", "approvals", "audit", "admin"] as const;

export type KeyScope = (typeof KEY_SCOPES)[number];

/** One entry of the setting `API_KEYS`. */
export interface ApiKey {
  readonly name: string;
  readonly key: string;
  readonly workspace: string;
  readonly scopes: readonly KeyScope[];
  /** Whose inbox it opens: the approver for whom it answers on the pages. */
  readonly person?: string | undefined;
}

/** Somebody who came with a key. */
export interface KeyHolder {
  readonly name: string;
  readonly workspace: string;
  readonly scopes: readonly KeyScope[];
  /** For whom it answers, where it names a person. */
  readonly person?: string | null | undefined;
}

/** The key that somebody presents, or `null`; as slow whatever they present. */
export function findKey(keys: readonly ApiKey[], presented: string): ApiKey | null {
  let found: ApiKey | null = null;
  for (const key of keys) if (equalSecrets(key.key, presented)) found = key;
  return found;
}

/** The holder of the bearer key in an Authorization header; refuses with `key-missing` or `key-unknown`. */
export function requireKeyHolder(keys: readonly ApiKey[], authorization: string | undefined): KeyHolder {
  const presented = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (presented === undefined) {
    throw new CountersignError("key-missing", "Send the API key as `Authorization: Bearer KEY`.");
  }
  const holder = findKey(keys, presented);
  if (holder === null) {
    throw new CountersignError("key-unknown", keys.length === 0 ? "No API keys are set." : "No such API key.");
  }
  return { name: holder.name, workspace: holder.workspace, scopes: holder.scopes, person: holder.person };
}

/** Refuses with `scope-missing` where the holder may not do what the scope stands for. */
export function requireScope(holder: KeyHolder, scope: KeyScope): void {
  if (!holder.scopes.includes(scope)) {
    throw new CountersignError("scope-missing", `The key "${holder.name}" has not the scope "${scope}".`);
  }
}
