/** What the other parts may ask of the object that owns an approval, over RPC. Answers are tagged values, never errors. */
import type { ApprovalRequest } from "../contract/approval-request.ts";
import type { Approval } from "../contract/approval.ts";
import type { DecisionResult, Outcome, OutcomeStatus } from "../contract/decision.ts";
import type { LinkView } from "../contract/link-view.ts";
import type { FieldError } from "../kernel/errors.ts";
import type { BareOutcome } from "./approval-state.ts";
import type { ChatPerson, KeyDoor, Sight } from "./answerer.ts";
import type { GivenAnswer } from "./decide.ts";
import type { HandoverRefusal } from "./seats.ts";
import type { Opening } from "./store/facts-column.ts";

export interface ApprovalPort {
  /** Idempotent: a second call finds the approval of the first and changes nothing. */
  open(request: ApprovalRequest): Promise<Opened>;
  /** What a link shows. Decides nothing; `opener` is put on record, so often at most. */
  inspect(secret: string, opener: Opener | null): Promise<LinkView>;
  /** What somebody may see who comes without a link: from a chat, or signed in. */
  inspectAs(reader: Reader): Promise<PersonView>;
  decide(command: DecideCommand): Promise<DecideAnswer>;
  read(workspace: string): Promise<Approval | null>;
  /** The outcome, or `null` while it is open. */
  outcome(): Promise<Outcome | null>;
  mintLink(request: MintRequest): Promise<MintAnswer>;
  /** A proved approver hands their answer to somebody else, and may still give it. */
  delegate(command: DelegateCommand): Promise<HandoverAnswer>;
  /** Somebody else is asked instead of an approver. */
  reassign(request: ReassignRequest): Promise<HandoverAnswer>;
  /** Tells those who have not answered again, with fresh links. */
  resend(request: ResendRequest): Promise<ResendAnswer>;
  /** Has a named approver sent a link of their own. */
  sendOwnLink(request: OwnLinkRequest): Promise<ResendAnswer>;
  /** Moves the end of time. */
  extend(request: ExtendRequest): Promise<ExtendAnswer>;
  /** Withdraws it where it is still open; otherwise says how it ended. */
  cancel(request: CancelRequest): Promise<{ readonly status: OutcomeStatus | "unknown" }>;
  /** Asks the ledger anew who is away. */
  lookAgain(): Promise<void>;
  /** Does whatever is overdue: expiry, reminders, deliveries, erasing. */
  settle(): Promise<void>;
}

/** What programs that ask without a run may ask of it beside that. */
export interface OwnerPort extends ApprovalPort {
  /** As `open`; tells a repeated request from another one under the same name. */
  ask(request: ApprovalRequest): Promise<AskAnswer>;
  /** Whether it is over, by the clock too; cheaper than the outcome. */
  isOver(): Promise<boolean>;
  /** The workspace to which a link belongs, or `null` where the link is none. */
  workspaceOfLink(secret: string): Promise<string | null>;
  /** The approval once it is settled, or as it is when the time is up; `null` for every other workspace. */
  waitForEnd(workspace: string, timeoutMs: number): Promise<Approval | null>;
}

export type AskAnswer =
  | { readonly kind: "opened" | "known"; readonly approval: Approval }
  /** Asked for before, and erased since: the ledger remembers what came of it. */
  | { readonly kind: "erased"; readonly approvalId: string }
  /** The name was used before for another request. */
  | { readonly kind: "conflict" };

export interface Opened {
  readonly approvalId: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Epoch milliseconds; `null` where it waits without end. */
  readonly expiresAt: number | null;
}

/** What opened a link, as far as can be told. */
export type Opener = Opening["opener"];

/** A person whom a chat's own signature proves. */
export interface ChatCredential {
  readonly by: "chat";
  readonly channel: string;
  readonly person: ChatPerson;
}

/** A person whom their sign-in proves. */
export interface SignInCredential {
  readonly by: "sign-in";
  readonly workspace: string;
  readonly person: string;
  readonly sees: Sight;
}

/** An API key: it says nothing of who holds it. */
export interface KeyCredential {
  readonly by: "key";
  readonly workspace: string;
  readonly keyName: string;
  readonly via?: KeyDoor;
}

/** By what somebody shows who they are. */
export type Credential =
  | { readonly by: "link"; readonly secret: string }
  | ChatCredential
  | SignInCredential
  | KeyCredential
  | { readonly by: "run"; readonly workspace: string; readonly runName: string };

/** Somebody who looks without a link; `person`: for whom a key's holder answers, where that is one. */
export type Reader = ChatCredential | SignInCredential | (KeyCredential & { readonly person: string | null });

export type PersonView = LinkView | { readonly kind: "not-allowed"; readonly detail: string };

export type DecideCommand = Credential & { readonly given: GivenAnswer; readonly claimed: string | null };

/** What was asked comes after the end. */
export interface Over {
  readonly kind: "over";
  readonly status: OutcomeStatus;
  readonly decidedAt: number;
}

export type DecideAnswer =
  | { readonly kind: "recorded"; readonly result: DecisionResult; readonly outcome: BareOutcome | null }
  | { readonly kind: "unknown" }
  | (Over & { readonly outcome: BareOutcome })
  | { readonly kind: "not-allowed"; readonly detail: string }
  | { readonly kind: "already-answered"; readonly detail: string }
  | { readonly kind: "refused"; readonly code: "not-verified" | "self-approval"; readonly detail: string }
  | { readonly kind: "values-invalid"; readonly errors: readonly FieldError[] };

export interface MintRequest {
  readonly workspace: string;
  /** As `actorLabel` writes it. */
  readonly actor: string;
  /** Binds the link to this approver; `null` makes a shared one. */
  readonly approver: string | null;
}

export type MintAnswer =
  | { readonly kind: "minted"; readonly url: string; readonly expiresAt: number | null }
  | { readonly kind: "unknown" }
  | Over
  | { readonly kind: "not-allowed"; readonly detail: string };

export interface CancelRequest {
  readonly workspace: string;
  readonly actor: string;
  readonly reason: string;
}

export type DelegateCommand = Extract<Credential, { by: "link" | "chat" | "sign-in" }> & {
  /** An e-mail address, or whatever the channels that told the approver can tell. */
  readonly to: string;
};

export interface ReassignRequest {
  readonly workspace: string;
  readonly keyName: string;
  readonly from: string;
  readonly to: string;
}

export type HandoverAnswer =
  /** `told`: whether there is a way to tell them. */
  | { readonly kind: "handed-over"; readonly approver: string; readonly to: string; readonly told: boolean }
  | {
      readonly kind: "refused";
      readonly code:
        | HandoverRefusal
        | "not-verified"
        | "self-approval"
        | "approver-not-allowed"
        | "address-invalid"
        | "not-reachable";
      readonly detail: string;
    }
  | Exclude<DecideAnswer, { readonly kind: "recorded" | "refused" | "over" }>
  | Over;

export interface ResendRequest {
  readonly workspace: string;
  readonly keyName: string;
  /** `null`: everybody who has not answered. */
  readonly approver: string | null;
}

export interface OwnLinkRequest {
  readonly secret: string;
  readonly approver: string;
}

export type ResendAnswer =
  | { readonly kind: "sent"; readonly messages: number }
  | { readonly kind: "too-soon"; readonly retryAfterMs: number }
  | { readonly kind: "too-often" }
  | { readonly kind: "not-reachable" }
  | { readonly kind: "not-allowed"; readonly detail: string }
  | { readonly kind: "unknown" }
  | Over;

export interface ExtendRequest {
  readonly workspace: string;
  readonly keyName: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

export type ExtendAnswer =
  | { readonly kind: "extended"; readonly expiresAt: number }
  | { readonly kind: "out-of-range" }
  | { readonly kind: "unknown" }
  | Over;
