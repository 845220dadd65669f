/** Names that are one person's: a chat said so that knows them under both. Pure. */
import { personKey } from "../kernel/people.ts";

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
  const key = personKey(b);
  return namesOf(known, a).some((name) => personKey(name) === key);
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
