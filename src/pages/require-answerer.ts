/** Refuses with `scope-missing` whoever has nothing to do with requests: a person sees their own, a key needs the scope. */
import { requireScope } from "../access/api-key.ts";
import type { Visitor } from "../access/visitor.ts";

export function requireAnswerer(visitor: Visitor): void {
  if (visitor.signedInBy === "key") requireScope(visitor, "approvals");
}
