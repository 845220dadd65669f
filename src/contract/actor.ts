/** Who did something: the closed set of actors that the record knows. */

export type Actor =
  | { readonly kind: "key"; readonly name: string }
  | { readonly kind: "person"; readonly name: string; readonly via: string; readonly verified: boolean }
  | { readonly kind: "run"; readonly name: string }
  | { readonly kind: "system"; readonly name: string };

export const SYSTEM: Actor = { kind: "system", name: "countersign" };

/** How lists and the trail name an actor: `key:ci`, `person:ana@example.com`. */
export function actorLabel(actor: Actor): string {
  return `${actor.kind}:${actor.name}`;
}
