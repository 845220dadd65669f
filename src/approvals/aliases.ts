/** Names that are one person's: a chat said so that knows them under both. Pure. */
import { isSamePerson, personKey } from "../kernel/people.ts";

/** Each list is one person. */
export type Aliases = readonly (readonly string[])[];

export interface Known {
  readonly aliases: Aliases;
}

/** Every name of the person, the given one first. */
export function namesOf({ aliases }: Known, name: string): readonly [string, ...string[]] {
  const key = personKey(name);
  const others = (aliases.find((names) => names.some((one) => personKey(one) === key)) ?? []).filter(
    (one) => personKey(one) !== key,
  );
  return [name, ...others];
}

export function isSame(known: Known, a: string, b: string): boolean {
  if (isSamePerson(a, b)) return true;
  if (known.aliases.length === 0) return false;
  const places = placesIn(known.aliases);
  const place = places.get(personKey(a));
  return place !== undefined && place === places.get(personKey(b));
}

/** By lists that never change: with a thousand approvers, each is asked for again and again. */
const found = new WeakMap<Aliases, ReadonlyMap<string, number>>();

/** Whose names, by the key of each: the place of their list. */
function placesIn(aliases: Aliases): ReadonlyMap<string, number> {
  const before = found.get(aliases);
  if (before !== undefined) return before;
  const places = new Map(aliases.flatMap((names, place) => names.map((name) => [personKey(name), place] as const)));
  found.set(aliases, places);
  return places;
}

export function includesSame(known: Known, people: readonly string[], person: string): boolean {
  return people.some((one) => isSame(known, one, person));
}

/** With these names as one person's; the very same list where that was known. */
export function withAlias(aliases: Aliases, names: readonly string[]): Aliases {
  const concerned = aliases.filter((one) => names.some((name) => hasName(one, name)));
  const all = distinct([...concerned.flat(), ...names]);
  if (all.length < 2 || (concerned.length === 1 && concerned[0]?.length === all.length)) return aliases;
  return [...aliases.filter((one) => !concerned.includes(one)), all];
}

function distinct(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.findIndex((one) => personKey(one) === personKey(name)) === index);
}

function hasName(names: readonly string[], name: string): boolean {
  return names.some((one) => personKey(one) === personKey(name));
}
