/** What may happen to an approval, in any order: people at every door, timers, keys, lost mail. */
import fc from "fast-check";
import type { Asked } from "./plain-status.ts";

const REQUESTER = "req@example.com";
const PEOPLE = ["ana@example.com", "bo@example.com", "cy@example.com", "di@example.com", REQUESTER];
export const SECOND = 1_000;

/** By what somebody comes: a link of theirs that was sent to them or made by a key, a shared link, a chat, a key. */
const DOORS = ["sent link", "made link", "shared link", "chat", "key"] as const;

export interface Comer {
  readonly door: (typeof DOORS)[number];
  /** A number stands for whoever is asked by then: a seat's approver, or their delegate where there is one. */
  readonly name: string | number | null;
}

export type Event =
  | { readonly kind: "answer"; readonly comer: Comer; readonly yes: boolean }
  | { readonly kind: "delegate"; readonly comer: Comer; readonly to: string }
  | { readonly kind: "reassign"; readonly from: string; readonly to: string }
  | { readonly kind: "extend"; readonly byMs: number }
  | { readonly kind: "lose"; readonly person: string }
  | { readonly kind: "resend" | "ring" | "withdraw" };

export interface Known extends Comer {
  readonly name: string | null;
}

/** An event once it is known who comes. */
export type Happened =
  | Exclude<Event, { kind: "answer" | "delegate" }>
  | { readonly kind: "answer"; readonly comer: Known; readonly yes: boolean }
  | { readonly kind: "delegate"; readonly comer: Known; readonly to: string };

export interface Timed {
  readonly event: Event;
  readonly afterMs: number;
}

/** A person's name as somebody may spell it. */
function spelled(name: string): fc.Arbitrary<string> {
  return fc.constantFrom(name, name.toUpperCase(), ` ${name} `, `Some Name <${name}>`);
}

const person = fc.constantFrom(...PEOPLE);
const spelledPerson = person.chain(spelled);
const somewhere = fc.oneof({ weight: 8, arbitrary: spelledPerson }, fc.constantFrom("somebody", "nobody@"));
const comer = fc.record<Comer>({ door: fc.constantFrom(...DOORS), name: fc.option(spelledPerson, { nil: null }) });
const provedComer = fc.record<Comer>({ door: fc.constantFrom("sent link", "chat"), name: fc.nat(9) });
const span = fc.nat(60).map((seconds) => seconds * SECOND);

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("answer"), comer: fc.oneof(comer, provedComer), yes: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("delegate"), comer: fc.oneof(comer, provedComer), to: somewhere }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("reassign"), from: spelledPerson, to: somewhere }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("extend"), byMs: fc.integer({ min: -5, max: 200 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("lose"), person }) },
  { weight: 4, arbitrary: fc.constant({ kind: "ring" }) },
  { weight: 1, arbitrary: fc.constantFrom({ kind: "resend" }, { kind: "withdraw" }) },
);
export const story = fc.array(fc.record<Timed>({ event, afterMs: fc.oneof(fc.constant(0), span) }), { maxLength: 20 });

export const asked: fc.Arbitrary<Asked> = fc
  .record({
    selfApproval: fc.boolean(),
    approvers: fc.subarray(PEOPLE),
    isByGroup: fc.boolean(),
    legal: fc.subarray(PEOPLE),
    finance: fc.subarray(PEOPLE),
    needed: fc.integer({ min: 1, max: 3 }),
    rejectionsNeeded: fc.integer({ min: 1, max: 3 }),
    requireVerified: fc.boolean(),
    timeoutMs: fc.option(fc.integer({ min: 1, max: 400 }), { nil: null }),
    remind: fc.array(
      fc.oneof(
        span.map((ms) => ({ afterMs: ms })),
        span.map((ms) => ({ beforeMs: ms })),
      ),
      { maxLength: 2 },
    ),
    escalate: fc.array(
      fc.record({
        afterMs: span,
        to: fc.subarray(PEOPLE, { minLength: 1 }),
        group: fc.constantFrom("legal", "finance"),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ isByGroup, legal, finance, needed, ...rest }): Asked => {
    const approvers = rest.approvers.filter((name) => rest.selfApproval || name !== REQUESTER);
    const groups = [
      { name: "legal", members: legal.filter((name) => approvers.includes(name)) },
      { name: "finance", members: finance.filter((name) => approvers.includes(name)) },
    ].flatMap(({ name, members }) =>
      isByGroup && members.length > 0 ? [{ name, members, needed: Math.min(needed, members.length) }] : [],
    );
    const named = groups.map(({ name }) => name);
    return {
      ...rest,
      approvers,
      groups,
      requestedBy: REQUESTER,
      timeoutMs: rest.timeoutMs === null ? null : rest.timeoutMs * SECOND,
      minApprovals: approvers.length === 0 ? needed : Math.min(needed, approvers.length),
      escalate: rest.escalate.map((one) => ({
        ...one,
        group: named.includes(one.group) ? one.group : (named[0] ?? null),
      })),
    };
  });

/** A name that is only claimed; the others have their name from the door. */
export function isClaim({ door }: Comer | Known): boolean {
  return door === "shared link" || door === "key";
}
