/** What somebody wants to see of their inbox: from the address of the page, and as the ledger is asked for it. */
import type { Visitor } from "../../access/visitor.ts";
import { ApprovalStatus } from "../../contract/approval.ts";
import type { ApprovalQuery } from "../../ledger/queries.ts";
import { seesAll } from "../find-request.ts";

export type Tab = "mine" | "waiting" | "decided";

/** How long ago it was asked, at least, in milliseconds. */
export const AGES = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 } as const;

export type Age = keyof typeof AGES;

export interface InboxQuery {
  readonly tab: Tab;
  readonly text?: string;
  readonly ensemble?: string;
  readonly approver?: string;
  readonly age?: Age;
  readonly cursor?: string;
}

export const PAGE_SIZE = 50;

const OVER = ApprovalStatus.options.filter((status) => status !== "pending");

/** Those of a person, where it is known who they are; all of the workspace for those who may see it. */
export function tabsOf(visitor: Visitor): readonly Tab[] {
  const mine: readonly Tab[] = visitor.person === null ? [] : ["mine"];
  return seesAll(visitor) ? [...mine, "waiting", "decided"] : [...mine, "decided"];
}

/** Whatever stands in the address: what means nothing is passed over. */
export function parseInboxQuery(visitor: Visitor, address: URLSearchParams): InboxQuery {
  const tabs = tabsOf(visitor);
  const tab = tabs.find((known) => known === address.get("tab")) ?? tabs[0] ?? "decided";
  const age = address.get("age");
  return {
    tab,
    ...given("text", address),
    ...given("ensemble", address),
    ...(tab === "mine" ? {} : given("approver", address)),
    ...(isAge(age) ? { age } : {}),
    ...given("cursor", address),
  };
}

export function isFiltered({ text, ensemble, approver, age }: InboxQuery): boolean {
  return [text, ensemble, approver, age].some((filter) => filter !== undefined);
}

/** @param now - epoch milliseconds */
export function ledgerQuery(visitor: Visitor, query: InboxQuery, now: number): ApprovalQuery {
  const { tab, text, ensemble, approver, age, cursor } = query;
  const isOwn = tab === "mine" || !seesAll(visitor);
  return {
    limit: PAGE_SIZE,
    statuses: tab === "decided" ? OVER : ["pending"],
    ...(isOwn ? { concerns: visitor.person ?? visitor.name } : {}),
    ...(text === undefined ? {} : { text }),
    ...(ensemble === undefined ? {} : { ensemble }),
    ...(approver === undefined ? {} : { approver }),
    ...(age === undefined ? {} : { createdBefore: now - AGES[age] }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

function isAge(text: string | null): text is Age {
  return text !== null && Object.hasOwn(AGES, text);
}

function given(name: "text" | "ensemble" | "approver" | "cursor", address: URLSearchParams): Partial<InboxQuery> {
  const value = address.get(name)?.trim() ?? "";
  return value === "" ? {} : { [name]: value.slice(0, 400) };
}
