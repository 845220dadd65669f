/** What readers are shown of an approval. Reading decides nothing; that a link was opened is put on record, so often at most. */
import { actorLabel } from "../contract/actor.ts";
import type { Approval } from "../contract/approval.ts";
import type { LinkView } from "../contract/link-view.ts";
import { approvalView } from "./approval-view.ts";
import { expire, identify } from "./decide.ts";
import type { Desk } from "./desk.ts";
import { linkView } from "./link-view.ts";
import type { ChatCredential, Opener, PersonView } from "./port.ts";
import { loadRequestData, savePeople, type StoredApproval } from "./store/approval-store.ts";
import { listEffects } from "./store/outbox-store.ts";
import { findToken, type LinkToken } from "./store/token-store.ts";

/** Openings of an approval's links that are put on record, of each kind. */
export const OPENINGS_RECORDED = 20;

/** @param opener - what opened the link; `null` where it is not to be recorded */
export function inspectLink(desk: Desk, secret: string, opener: Opener | null): LinkView {
  const stored = desk.load();
  const token = stored === null ? null : findToken(desk.sql, secret);
  if (stored === null || token === null) return { kind: "unknown" };
  if (opener !== null) recordOpening(desk, stored, token, opener);
  return linkView(byTheClock(desk, stored), token, loadRequestData(desk.sql));
}

/** As a person in a chat may see it. */
export function inspectAs(desk: Desk, credential: ChatCredential): PersonView {
  const stored = desk.load();
  if (stored === null) return { kind: "unknown" };
  const current = byTheClock(desk, stored);
  const answerer = { kind: "chat", channel: credential.channel, person: credential.person, claimed: null } as const;
  const identity = identify(current.state, answerer);
  if ("code" in identity && current.state.end === null) {
    return { kind: "not-allowed", detail: "detail" in identity ? identity.detail : "" };
  }
  const recipient = "code" in identity ? null : identity.person;
  const token = { approver: recipient, verified: true, madeBy: `channel:${credential.channel}` };
  return linkView(current, token, loadRequestData(desk.sql));
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

function recordOpening(desk: Desk, stored: StoredApproval, token: LinkToken, opener: Opener): void {
  const openings = stored.people.openings[opener] ?? 0;
  if (openings >= OPENINGS_RECORDED || stored.eraseAt !== null) return;
  desk.transaction(() => {
    savePeople(desk.sql, stored, {
      ...stored.people,
      openings: { ...stored.people.openings, [opener]: openings + 1 },
    });
    const name = token.approver ?? "anonymous";
    const actor =
      opener === "person"
        ? actorLabel({ kind: "person", name, via: "link", verified: false })
        : actorLabel({ kind: "system", name: "scanner" });
    desk.recordNoise(actor, opener === "person" ? "link.opened" : "link.scanned", { link: token.approver ?? "shared" });
  });
}
