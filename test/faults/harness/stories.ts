/** What people mean to do in each kind of run, and the plain model of what has to come of it. */
import type { ApprovalStatus } from "../../../src/contract/approval.ts";
import type { RunStatus } from "../../../src/contract/run.ts";

export interface Intent {
  readonly approved: boolean;
  /** Whose own link is used, by the address it was sent to; without one, the link that many can read. */
  readonly as?: string;
  /** The name given, where the link is nobody's own. */
  readonly name?: string;
  /** A program with a key answers in place of a link's holder. */
  readonly by?: "api";
}

export interface Ask {
  /** Stands in every message about this request. */
  readonly marker: string;
  readonly service: "webhook" | "slack" | "slack-bot" | "mail" | "discord" | "teams";
  readonly needed: number;
  readonly rejectionsNeeded: number;
  readonly people: number;
  /** Said at the same time. */
  readonly intents: readonly Intent[];
  /** How far its time is moved before anybody answers. */
  readonly after?: string;
}

export interface Story {
  readonly ensemble: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly slackUsers: readonly string[];
  readonly asks: readonly Ask[];
  /** How it has to end, by what its approvals came to. */
  readonly end: (outcomes: readonly ApprovalStatus[]) => End;
}

export interface End {
  readonly status: RunStatus;
  /** How many steps call each path; no other path is called. */
  readonly calls: Readonly<Record<string, number>>;
  /** How many steps tell somebody something; none where it is left out. */
  readonly tells?: number;
}

type Kind = (key: string) => Omit<Story, "ensemble" | "slackUsers"> & { readonly slackUsers?: readonly string[] };

const KINDS: Readonly<Record<string, Kind>> = {
  approved: (key) => ({
    input: { key },
    asks: [one(`${key}ask`, "webhook", [{ approved: true }])],
    end: () => ({ ...completed({ draft: 1, publish: 1 }), tells: 1 }),
  }),
  rejected: (key) => ({
    input: { key },
    asks: [one(`${key}ask`, "slack", [{ approved: false }])],
    end: () => rejected({ shelve: 1 }),
  }),
  quorum: (key) => {
    const people = ["ana", "bo", "cy"].map((name) => `${name}.${key}@example.com`);
    const intents = people.map((as, index) => ({ approved: index !== 2, as }));
    return {
      input: { key, approvers: people },
      asks: [{ ...one(`${key}ask`, "mail", intents), needed: 2, rejectionsNeeded: 2, people: 3 }],
      end: () => completed({ publish: 1 }),
    };
  },
  "timed-out": (key) => ({
    input: { key },
    asks: [{ ...one(`${key}ask`, "discord", []), after: "61m" }],
    end: () => completed({ shelve: 1 }),
  }),
  reworked: (key) => ({
    input: { key },
    asks: [one(`${key}ask`, "teams", [{ approved: false }]), one(`${key}again`, "teams", [{ approved: true }])],
    end: () => completed({ draft: 2, publish: 1 }),
  }),
  "side-by-side": (key) => {
    const legal = `legal.${key}@example.com`;
    return {
      input: { key, legal },
      slackUsers: [legal],
      asks: [
        one(`${key}legal`, "slack-bot", [{ approved: true, name: legal, by: "api" }]),
        one(`${key}finance`, "webhook", [{ approved: true }]),
      ],
      end: () => completed({ sign: 1 }),
    };
  },
  escalated: (key) => {
    const [approver, head] = [`ana.${key}@example.com`, `head.${key}@example.com`];
    return {
      input: { key, approver, head },
      asks: [{ ...one(`${key}ask`, "mail", [{ approved: true, as: head }]), people: 2, after: "11m" }],
      end: () => completed({ publish: 1 }),
    };
  },
  "in-code": (key) => ({
    input: { key },
    asks: [one(`${key}ask`, "webhook", [{ approved: true }])],
    end: () => completed({ draft: 1, publish: 1 }),
  }),
  contested: (key) => ({
    input: { key },
    asks: [
      {
        ...one(`${key}ask`, "webhook", [
          { approved: true, name: "yes" },
          { approved: false, name: "no" },
        ]),
        people: 2,
      },
    ],
    end: ([outcome]) => (outcome === "approved" ? completed({ publish: 1 }) : rejected({ shelve: 1 })),
  }),
};

/** The kinds take turns. */
export function storyOf(index: number, key: string): Story {
  const kinds = Object.entries(KINDS);
  const [ensemble, kind] = kinds[index % kinds.length] ?? [];
  if (ensemble === undefined || kind === undefined) throw new Error("there is no story");
  return { ensemble, slackUsers: [], ...kind(key) };
}

function completed(calls: End["calls"]): End {
  return { status: "completed", calls };
}

function rejected(calls: End["calls"]): End {
  return { status: "rejected", calls };
}

function one(marker: string, service: Ask["service"], intents: readonly Intent[]): Ask {
  return { marker, service, needed: 1, rejectionsNeeded: 1, people: 1, intents };
}

/** What the answers that count come to, in their order. */
export function outcomeOf({ needed, rejectionsNeeded, people }: Ask, answers: readonly boolean[]): ApprovalStatus {
  const yes = answers.filter((approved) => approved).length;
  const no = answers.length - yes;
  if (yes >= needed) return "approved";
  if (no >= rejectionsNeeded || people - no < needed) return "rejected";
  return "timeout";
}
