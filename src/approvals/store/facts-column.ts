/** The column `facts`: the request, and the people who are asked by now. Always read together, so kept together. */
import type { ApprovalRequest } from "../../contract/approval-request.ts";
import { parseJson } from "../../kernel/json.ts";
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
  readonly timers: readonly Timer[];
  /** How often somebody was sent a link on request and when last, epoch milliseconds; by occasion and person. */
  readonly resent: Readonly<Record<string, { readonly times: number; readonly at: number }>>;
  /** Approvers who could not be told in any way. */
  readonly unreachable: readonly string[];
  /** How often its links were opened, by what opened them; counting stops at a bound. */
  readonly openings: Readonly<Record<string, number>>;
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
  const column = parseJson<FactsColumn | ApprovalFacts>(text);
  if ("facts" in column) return column;
  return { facts: { ...EARLIER, ...column }, people: peopleAtFirst(column.approvers) };
}

function peopleAtFirst(approvers: readonly string[]): People {
  const seats = approvers.map((approver) => ({ approver, delegate: null, handedOverBy: [], groups: [] }));
  return { seats, timers: [], resent: {}, unreachable: [], openings: {} };
}
