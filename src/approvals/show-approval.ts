/**
 * What readers are shown of an approval. Reading decides nothing; that a link was opened is put on record, up to a
 * limit.
 */
import { actorLabel } from "../contract/actor.ts";
import type { Approval } from "../contract/approval.ts";
import type { LinkView } from "../contract/link-view.ts";
import { sha256Hex } from "../kernel/hash.ts";
import { isProved, provedNames } from "./answerer.ts";
import { findAnswerer } from "./find-answerer.ts";
import { approvalView } from "./approval-view.ts";
import { expire } from "./decide.ts";
import { identify } from "./identify.ts";
import type { Desk } from "./desk.ts";
import { linkView } from "./link-view.ts";
import type { Opener, PersonView, Reader } from "./port.ts";
import { personalDeliveries, waitingPeople } from "./reach.ts";
import { knowing } from "./recognize.ts";
import { findSeat } from "./seats.ts";
import { loadRequestData, savePeople, type StoredApproval } from "./store/approval-store.ts";
import type { Opening } from "./store/facts-column.ts";
import { listEffects } from "./store/outbox-store.ts";
import { findToken, type LinkToken } from "./store/token-store.ts";

/** Openings of an approval's links that are put on record, of each kind. */
export const OPENINGS_RECORDED = 20;

/** People reload: an opening so soon after another of its kind through the same link is the same one, in milliseconds. */
export const SAME_OPENING_MS = 600_000;

/** @param opener - what opened the link; `null` where it is not to be recorded */
export function inspectLink(desk: Desk, secret: string, opener: Opener | null): LinkView {
  const stored = desk.load();
  const token = stored === null ? null : findToken(desk.sql, secret);
  if (stored === null || token === null) return { kind: "unknown" };
  if (opener !== null) recordOpening(desk, stored, token, { opener, link: sha256Hex(secret), at: desk.now() });
  const current = byTheClock(desk, stored);
  const ownLinkFor = token.verified || current.state.end !== null ? [] : reachablePeople(desk, current);
  const view = linkView(current, token, loadRequestData(desk.sql), ownLinkFor);
  return isTakenAway(current, token) ? withoutContent(view) : view;
}

/** Whether the link's owner was asked, and somebody else is instead. */
function isTakenAway({ state }: StoredApproval, { approver }: LinkToken): boolean {
  return approver !== null && state.seats.length > 0 && findSeat(state, [approver]) === null;
}

/** What is asked, and nothing of what it is about: a form of the data's own tells what members it has. */
function withoutContent(view: LinkView): LinkView {
  if (view.kind !== "open") return view;
  return { ...view, data: null, metadata: null, form: null, editable: false, foreseen: null };
}

/** Those who could still answer and have an address. */
function reachablePeople(desk: Desk, { state }: StoredApproval): readonly string[] {
  const told = desk.askedDeliveries();
  return waitingPeople(state, told).filter((person) => personalDeliveries(person, told, desk.canMail()).length > 0);
}

/** The workspace to which a link belongs, or `null`; nothing is put on record. */
export function workspaceOfLink(desk: Desk, secret: string): string | null {
  const stored = desk.load();
  return stored === null || findToken(desk.sql, secret) === null ? null : stored.facts.workspace;
}

/** As somebody may see it who comes without a link. Those who may only look are shown who they are, not who is asked. */
export function inspectAs(desk: Desk, reader: Reader): PersonView {
  const stored = desk.load();
  const claimed = reader.by === "key" ? reader.person : null;
  const answerer = stored === null ? null : findAnswerer(desk.sql, stored, { ...reader, claimed });
  if (stored === null || answerer === null) return { kind: "unknown" };
  const current = knowing(byTheClock(desk, stored), provedNames(answerer));
  const identity = identify(current.state, answerer);
  if ("code" in identity && !mayLookOn(reader, current)) {
    return { kind: "not-allowed", detail: "detail" in identity ? identity.detail : "" };
  }
  const approver = "code" in identity || isNobody(reader) ? nameOf(reader) : identity.person;
  const token = { approver, verified: isProved(answerer), madeBy: reader.by };
  const ownLinkFor = token.verified || current.state.end !== null ? [] : reachablePeople(desk, current);
  return linkView(current, token, loadRequestData(desk.sql), ownLinkFor);
}

/** What is over may be seen in the chat where it was asked. */
function mayLookOn(reader: Reader, { state }: StoredApproval): boolean {
  switch (reader.by) {
    case "chat":
      return state.end !== null;
    case "sign-in":
      return reader.sees === "workspace";
    case "key":
      return true;
    default:
      return reader satisfies never;
  }
}

/** A key that is nobody's in particular: its holder says for whom they answer. */
function isNobody(reader: Reader): boolean {
  return reader.by === "key" && reader.person === null;
}

function nameOf(reader: Reader): string | null {
  return reader.by === "chat" ? null : reader.person;
}

export function readApproval(desk: Desk, workspace: string): Approval | null {
  const stored = desk.load();
  if (stored === null || stored.facts.workspace !== workspace) return null;
  return approvalView(byTheClock(desk, stored), loadRequestData(desk.sql), listEffects(desk.sql));
}

/** As it is by the clock, for a reader: a read does not write down the end. */
function byTheClock(desk: Desk, stored: StoredApproval): StoredApproval {
  const end = expire(stored.state, desk.now());
  return end === null ? stored : { ...stored, state: { ...stored.state, end } };
}

function recordOpening(desk: Desk, stored: StoredApproval, token: LinkToken, opening: Opening): void {
  const { openings } = stored.people;
  if (stored.eraseAt !== null || !isNoted(openings, opening)) return;
  const { opener } = opening;
  desk.transaction(() => {
    savePeople(desk.sql, stored, { ...stored.people, openings: [...openings, opening] });
    const name = token.approver ?? "anonymous";
    const actor =
      opener === "person"
        ? actorLabel({ kind: "person", name, via: "link", verified: false })
        : actorLabel({ kind: "system", name: "scanner" });
    desk.recordAside(actor, opener === "person" ? "link.opened" : "link.scanned", { link: token.approver ?? "shared" });
  });
}

function isNoted(openings: readonly Opening[], { opener, link, at }: Opening): boolean {
  const alike = openings.filter((known) => known.opener === opener);
  const isAgain = alike.some((known) => known.link === link && at - known.at < SAME_OPENING_MS);
  return !isAgain && alike.length < OPENINGS_RECORDED;
}
