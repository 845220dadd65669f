/** Who is asked, and how many of them must approve; refuses what would open a gate by accident, or never. */
import type { ApprovalRequest, NeededGroup } from "../contract/approval-request.ts";
import { isJsonObject } from "../kernel/json.ts";
import { isBrokenAddress } from "../kernel/mailbox.ts";
import { type ApproverGroups, distinctPeople, GROUP_PREFIX, includesPerson, isSamePerson } from "../kernel/people.ts";
import { StepFailure } from "../operations/step-failure.ts";

type Policy = Pick<ApprovalRequest, "approvers" | "minApprovals" | "groups">;

interface Asked {
  /** Whether anybody is named at all; if not, whoever holds a link may answer. */
  readonly isNamed: boolean;
  /** What `approvers` came to, groups not yet replaced by their members. */
  readonly approvers: unknown;
  /** Whoever asks; `null` where they may approve it themselves. */
  readonly excluded: string | null;
  readonly known: ApproverGroups;
}

interface People {
  /** As they are named: people, and groups by their names. */
  readonly named: readonly string[];
  /** Each person once. */
  readonly people: readonly string[];
}

export function prepareApprovers({ minApprovals, ...asked }: Asked & { readonly minApprovals: unknown }): Policy {
  const asking = preparePeople(asked);
  return { approvers: asking.people, ...prepareWanted(minApprovals, { ...asking, known: asked.known }) };
}

export function preparePeople({ isNamed, approvers, excluded, known }: Asked): People {
  const named = isNamed ? requireNames(approvers) : [];
  const people = distinctPeople(expandGroups(named, known)).filter(
    (name) => excluded === null || !isSamePerson(name, excluded),
  );
  if (!isNamed || people.length > 0) return { named, people };
  throw refused(
    "self-approval-only",
    "Nobody but the one who asks is among the approvers; `selfApproval: true` lets them.",
  );
}

export function prepareWanted(minApprovals: unknown, groups: Groups): Pick<Policy, "minApprovals" | "groups"> {
  if (!isJsonObject(minApprovals) || Object.keys(minApprovals).length === 0) {
    return { groups: [], minApprovals: readCount(minApprovals, groups.people) };
  }
  const needed = Object.entries(minApprovals).map(([name, count]) => neededGroup(name, count, groups));
  return { groups: needed, minApprovals: needed.reduce((sum, group) => sum + group.needed, 0) };
}

/** An answer counts only where it is certain who gives it: of somebody who is named. */
export function requireProvable({ approvers }: Pick<Policy, "approvers">): void {
  if (approvers.length > 0) return;
  throw refused("approvers-missing", "`requireVerified` needs `approvers`: nobody else can be proved.");
}

/** What one approver changes, the others would not have approved. */
export function requireOneApproval({ minApprovals }: Pick<Policy, "minApprovals">): void {
  if (minApprovals <= 1) return;
  throw refused(
    "editable-needs-one",
    `${minApprovals} approvals are wanted; where the approver may change the data, \`editable\`, it must be one.`,
  );
}

/** A missing variable never opens a gate: once approvers are asked for, each must be a name. */
export function requireNames(value: unknown): readonly string[] {
  const names = Array.isArray(value) ? value.map((name: unknown) => (typeof name === "string" ? name.trim() : "")) : [];
  if (names.length > 0 && !names.includes("")) return names;
  throw refused(
    "approvers-invalid",
    "`approvers` did not come to a list of names: it has nothing in it, or something that is no text.",
  );
}

/** The names with each `group:NAME` replaced by the group's members. An address that is none would be asked in vain. */
export function expandGroups(names: readonly string[], known: ApproverGroups): readonly string[] {
  const people = names.flatMap((name) => (name.startsWith(GROUP_PREFIX) ? membersOf(name, known) : [name]));
  const broken = people.find(isBrokenAddress);
  if (broken === undefined) return people;
  throw refused("address-invalid", `"${broken}" is not one mail address.`);
}

function membersOf(name: string, known: ApproverGroups): readonly string[] {
  const group = name.slice(GROUP_PREFIX.length).trim();
  const members = Object.hasOwn(known, group) ? known[group] : undefined;
  if (members !== undefined) return members;
  throw refused("group-unknown", `There is no group "${group}" in the setting APPROVER_GROUPS.`);
}

interface Groups extends People {
  readonly known: ApproverGroups;
}

function neededGroup(name: string, needed: unknown, { named, known, people }: Groups): NeededGroup {
  if (!includesPerson(named, `${GROUP_PREFIX}${name}`)) {
    throw refused(
      "group-not-asked",
      `\`minApprovals\` wants approvals of "${name}", but \`approvers\` does not name group:${name}.`,
    );
  }
  const members = membersOf(`${GROUP_PREFIX}${name}`, known).filter((member) => includesPerson(people, member));
  const count = requireCount(needed);
  if (count > members.length) throw unreachable(count, members.length);
  return { name, needed: count, members };
}

function readCount(value: unknown, people: readonly string[]): number {
  if (value === undefined || value === null || value === "any") return 1;
  if (value === "all" && people.length > 0) return people.length;
  const count = requireCount(value);
  if (people.length > 0 && count > people.length) throw unreachable(count, people.length);
  return count;
}

function requireCount(value: unknown): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 1) return value;
  throw refused(
    "min-approvals-invalid",
    "`minApprovals` did not come to a whole number of at least 1, any, all (of named approvers), or such numbers by group.",
  );
}

function unreachable(wanted: number, there: number): StepFailure {
  return refused("min-approvals-unreachable", `${wanted} approvals are wanted of ${there} different approvers.`);
}

function refused(code: string, message: string): StepFailure {
  return new StepFailure(code, message, { retryable: "no" });
}
