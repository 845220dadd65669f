/** How people are named. */

/** Before the name of a group of approvers: `group:legal`. */
export const GROUP_PREFIX = "group:";

/** Groups of approvers by name, as the setting APPROVER_GROUPS has them. */
export type ApproverGroups = Readonly<Record<string, readonly string[]>>;

/** `Ana <ana@example.com>`, the name in quotes or not. */
const NAMED_ADDRESS = /^(?:"(?:[^"\\]|\\.)*"|[^<>,"]*)\s*<([^<>\s,]+@[^<>\s,]+)>$/u;

const ASCII = /^[\x20-\x7e]*$/;

/** Keys once found: among a thousand approvers each name is compared with each other one, over and over. */
const known = new Map<string, string>();
const MOST_KNOWN = 5_000;

/** No name is longer, in characters: what somebody types may be, and is worth no search. */
const LONGEST = 640;

/** Somebody is the same person whatever the case of their name, and whatever stands before their address. */
export function personKey(name: string): string {
  if (name.length > LONGEST) return name.trim().toLowerCase();
  const before = known.get(name);
  if (before !== undefined) return before;
  const key = findKey(name);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, key);
  return key;
}

function findKey(name: string): string {
  const text = name.normalize("NFKC").trim();
  return foldDomain((NAMED_ADDRESS.exec(text)?.[1] ?? text).toLowerCase());
}

/** Mail finds a domain by its ASCII form, so that two spellings of one are one mailbox. */
function foldDomain(name: string): string {
  const at = name.lastIndexOf("@") + 1;
  const url = `http://${name.slice(at)}`;
  return at === 0 || ASCII.test(name) || !URL.canParse(url) ? name : `${name.slice(0, at)}${new URL(url).hostname}`;
}

export function isSamePerson(a: string, b: string): boolean {
  return personKey(a) === personKey(b);
}

export function includesPerson(people: readonly string[], person: string): boolean {
  return people.some((other) => isSamePerson(other, person));
}

/** Each person once, by the first of their names. */
export function distinctPeople(people: readonly string[]): readonly string[] {
  return people.filter((person, index) => people.findIndex((other) => isSamePerson(other, person)) === index);
}
