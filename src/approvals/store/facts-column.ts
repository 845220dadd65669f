/** The column `facts`: the request, and the people who are asked by now. Always read together, so kept together. */
import type { ApprovalRequest } from "../../contract/approval-request.ts";
import { parseJson } from "../../kernel/json.ts";
import type { Aliases } from "../aliases.ts";
import type { Seat } from "../approval-state.ts";
import type { Timer } from "../timetable.ts";

/** What stays for as long as the object: everything of the request but data, metadata and whom to tell. */
export type ApprovalFacts = Omit<ApprovalRequest, "dataJson" | "metadataJson" | "deliveries" | "timeoutMs"> & {
  readonly approvalId: string;
  /** Of the data as it was opened with: it outlives the data. Absent where it was opened before there were receipts. */
  readonly dataHash?: string;
};

/** Who is asked by now, what is still due to them, and how often they were told: what changes while it is open. */
export interface People {
  readonly seats: readonly Seat[];
  /** Seats of people who turned out to have another: they can be given to somebody else. */
  readonly vacant: readonly Seat[];
  /** Names that are one person's. */
  readonly aliases: Aliases;
  readonly timers: readonly Timer[];
  /** How often somebody was sent a link on request and when last, epoch milliseconds; by occasion and person. */
  readonly resent: Readonly<Record<string, { readonly times: number; readonly at: number }>>;
  /** Approvers who could not be told in any way. */
  readonly unreachable: readonly string[];
  /** Why nobody stands in for an approver who is away, as it was put on record; by the approver's key. */
  readonly uncovered: Readonly<Record<string, string>>;
  /** The openings of its links that were put on record: so many at most. */
  readonly openings: readonly Opening[];
  /** How many refused answers were put on record: so many at most. */
  readonly refusals: number;
}

/** A link was opened, by what looks like a person or like a machine. */
export interface Opening {
  readonly opener: "person" | "scanner";
  /** The link's hash. */
  readonly link: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface FactsColumn {
  readonly facts: ApprovalFacts;
  readonly people: People;
}

/** What requests had not, that were opened before any of it was known. */
const EARLIER = {
  groups: [],
  requireVerified: false,
  selfApproval: true,
  remind: [],
  escalate: [],
} as const satisfies Partial<ApprovalFacts>;

/** Requests of before, which are the facts alone, go on by the rules under which they were opened. */
export function readFactsColumn(text: string): FactsColumn {
  const column = parseJson<(Omit<FactsColumn, "people"> & { readonly people: EarlierPeople }) | ApprovalFacts>(text);
  if ("facts" in column) return { ...column, people: withNewest(column.people) };
  return { facts: { ...EARLIER, ...column }, people: peopleAtFirst(column.approvers) };
}

/** Of requests opened before absences were known: openings were counted by kind, and the count began anew. */
type EarlierPeople = Omit<People, "uncovered" | "openings" | "vacant" | "aliases" | "refusals"> & {
  readonly vacant?: People["vacant"];
  readonly aliases?: People["aliases"];
  readonly uncovered?: People["uncovered"];
  readonly openings: People["openings"] | Readonly<Record<string, number>>;
  readonly refusals?: People["refusals"];
};

function withNewest({ openings, ...people }: EarlierPeople): People {
  return { vacant: [], aliases: [], uncovered: {}, refusals: 0, ...people, openings: isList(openings) ? openings : [] };
}

function isList(openings: EarlierPeople["openings"]): openings is People["openings"] {
  return Array.isArray(openings);
}

function peopleAtFirst(approvers: readonly string[]): People {
  const seats = approvers.map((approver) => ({ approver, delegate: null, handedOverBy: [], groups: [] }));
  const none = { vacant: [], aliases: [], timers: [], resent: {}, unreachable: [], uncovered: {} };
  return { seats, ...none, openings: [], refusals: 0 };
}
