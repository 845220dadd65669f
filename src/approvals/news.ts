/** Who is to be told that an approval is over: the one who asked, and those who were asked and did not answer. Pure. */
import type { RequestedDelivery } from "../contract/approval-request.ts";
import { isMailAddress } from "../kernel/mailbox.ts";
import { isSame } from "./aliases.ts";
import type { ApprovalState } from "./approval-state.ts";
import { byMail, personalDeliveries, placeOf } from "./reach.ts";
import type { MessageEffect, OutboxRow } from "./store/outbox-store.ts";

export type News = Extract<MessageEffect, { kind: "news" }>;

/** A message that arrived, and by what the channel finds it again. */
export interface Told {
  readonly delivery: RequestedDelivery;
  readonly ref: string | null;
}

type Settled = Pick<ApprovalState, "aliases" | "answers" | "requestedBy">;

/** A program that is told by webhook asks for the outcome, or has a callback of its own. */
const CHANNELS_WITHOUT_NEWS: ReadonlySet<string> = new Set(["webhook"]);

/** The messages that reached somebody. */
export function toldBy(rows: readonly OutboxRow[]): readonly Told[] {
  return rows.flatMap(({ effect, status }) =>
    effect.kind === "notify" && status === "done" ? [{ delivery: effect.delivery, ref: effect.ref ?? null }] : [],
  );
}

/**
 * What those who were asked are told: by changing the message they have, or by another where they did not answer, once
 * at each place. The requester is told as such.
 *
 * @param sent - news that are on their way already
 */
export function newsForApprovers(told: readonly Told[], settled: Settled, sent: readonly News[]): readonly News[] {
  const places = new Set(
    sent.filter(({ audience }) => audience === "approver").map(({ delivery }) => placeOf(delivery)),
  );
  return told.flatMap(({ delivery, ref }): News[] => {
    if (CHANNELS_WITHOUT_NEWS.has(delivery.channel)) return [];
    const news: News = { kind: "news", delivery, audience: "approver", ref };
    if (ref !== null) return [news];
    if (places.has(placeOf(delivery)) || hasAnswered(settled, delivery.approver)) return [];
    if (delivery.approver !== null && isToldAsRequester(settled, delivery.approver)) return [];
    places.add(placeOf(delivery));
    return [news];
  });
}

/**
 * What the requester is told, over the first channel that reaches them; nothing where they decided it themselves.
 *
 * @param tried - what has failed before
 */
export function newsForRequester(
  asked: readonly RequestedDelivery[],
  settled: Settled,
  { canMail, tried }: { readonly canMail: boolean; readonly tried: readonly News[] },
): readonly News[] {
  const { requestedBy } = settled;
  if (!isMailAddress(requestedBy) || hasAnswered(settled, requestedBy)) return [];
  const places = new Set(
    tried.filter(({ audience }) => audience === "requester").map(({ delivery }) => placeOf(delivery)),
  );
  return [...personalDeliveries(requestedBy, asked, false), ...(canMail ? [byMail(requestedBy)] : [])]
    .map((delivery): News => ({
      kind: "news",
      delivery: { ...delivery, approver: null },
      audience: "requester",
      ref: null,
    }))
    .filter((news) => !places.has(placeOf(news.delivery)))
    .slice(0, 1);
}

function isToldAsRequester({ requestedBy, ...known }: Settled, person: string): boolean {
  return isMailAddress(requestedBy) && isSame(known, person, requestedBy);
}

function hasAnswered({ answers, ...known }: Settled, person: string | null): boolean {
  return person !== null && answers.some(({ approver }) => isSame(known, approver, person));
}
