/** One request in the inbox: what is asked, by whom, where, until when, and how far it has come. */
import type { Visitor } from "../../access/visitor.ts";
import type { Approval } from "../../contract/approval.ts";
import { Icon, type IconName } from "../../html/icon.tsx";
import { Text } from "../../html/text.tsx";
import { visibleText } from "../../html/visible-text.ts";
import { When } from "../../html/when.tsx";
import { words } from "../../html/words/words.ts";
import { isSamePerson, personKey } from "../../kernel/people.ts";
import { concernedPeople } from "../../ledger/approval-people.ts";
import { promptHead } from "../../request-page/prompt-head.ts";

interface InboxRowProps {
  readonly approval: Approval;
  readonly visitor: Visitor;
  readonly now: number;
}

export function InboxRow({ approval, visitor, now }: InboxRowProps) {
  const title = titleOf(approval);
  return (
    <li class="row" data-row>
      <Pick approval={approval} visitor={visitor} title={title} />
      <div class="what">
        {approval.status !== "pending" && <Outcome status={approval.status} />}
        <a href={`/approvals/${approval.id}`}>
          <Text value={title} />
        </a>
        <p class="small soft facts">
          <span>
            <Text value={approval.requestedBy} /> {words.inbox.asks}
          </span>
          <span>
            <Text value={approval.ensemble} />
          </span>
          <When at={Date.parse(approval.createdAt)} now={now} />
          {approval.status === "pending" && <Progress approval={approval} visitor={visitor} now={now} />}
        </p>
      </div>
    </li>
  );
}

/** A prompt's first line, or its beginning. */
export function titleOf({ prompt }: { readonly prompt: string }): string {
  const { heading, body } = promptHead(prompt);
  if (heading !== null) return heading;
  return body === "" ? words.inbox.untitled : `${body.slice(0, 137)}…`;
}

/** Where somebody may answer it, as far as the ledger knows; its owner has the last word. */
function Pick({ approval, visitor, title }: Omit<InboxRowProps, "now"> & { readonly title: string }) {
  if (approval.status !== "pending") return null;
  if (!mayBeAnswered(approval, visitor)) return <span class="pick" />;
  return (
    <label class="pick">
      <input type="checkbox" name="id" value={approval.id} aria-label={words.inbox.choose(visibleText(title))} />
    </label>
  );
}

/** Among those whom it waits for is nobody who has answered. */
function mayBeAnswered(approval: Approval, { person }: Visitor): boolean {
  if (approval.approvers.length === 0) return person === null || !hasAnswered(approval, person);
  return person !== null && concernedPeople(approval).has(personKey(person));
}

function hasAnswered({ approvals }: Approval, person: string): boolean {
  return approvals.some(
    ({ approver, onBehalfOf }) => isSamePerson(approver, person) || isSamePerson(onBehalfOf ?? "", person),
  );
}

function Progress({ approval, visitor, now }: InboxRowProps) {
  const { minApprovals, approvals, expiresAt, form, editable } = approval;
  const soFar = approvals.filter((answer) => answer.approved).length;
  return (
    <>
      {expiresAt === undefined ? <span>{words.inbox.endless}</span> : <Expiry at={Date.parse(expiresAt)} now={now} />}
      {minApprovals > 1 && <span>{words.inbox.quorum(soFar, minApprovals)}</span>}
      {(form !== undefined || editable === true) && <span>{words.inbox.needsForm}</span>}
      {visitor.person !== null && hasAnswered(approval, visitor.person) && <span>{words.inbox.answered}</span>}
    </>
  );
}

/** What ends within the hour stands out. */
function Expiry({ at, now }: { readonly at: number; readonly now: number }) {
  return (
    <span class={at - now < 3_600_000 ? "urgent" : undefined}>
      {words.inbox.expires} <When at={at} now={now} />
    </span>
  );
}

type Over = Exclude<Approval["status"], "pending">;

const ICONS = {
  approved: "approved",
  rejected: "rejected",
  timeout: "waiting",
  cancelled: "stopped",
} as const satisfies Record<Over, IconName>;

const TONES = { approved: "state", rejected: "state no", timeout: "state off", cancelled: "state off" } as const;

function Outcome({ status }: { readonly status: Over }) {
  return (
    <span class={TONES[status]}>
      <Icon name={ICONS[status]} />
      {words.inbox.outcomes[status]}
    </span>
  );
}
