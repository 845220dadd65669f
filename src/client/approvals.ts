/** Approvals: asked for, read, decided, looked after. */
import type { z } from "zod";
import type { Approval, ApprovalStatus, MintedLink } from "../contract/approval.ts";
import type { DecisionBody, DecisionResult } from "../contract/decision.ts";
import type { ExtendBody, ReassignBody, ResendBody, Resent, WithdrawBody } from "../contract/handover.ts";
import type { RequestApprovalBody } from "../contract/request-approval.ts";
import { type Connection, segment } from "./connection.ts";
import { isToken, type Links } from "./links.ts";
import { type CallOptions, everyItem, type Page, type PageQuery } from "./page.ts";
import { WAIT_SECONDS, waitUntil } from "./wait-until.ts";

/** What people are asked: the body of `POST /api/approvals`. */
export type ApprovalRequestBody = z.input<typeof RequestApprovalBody>;

/** How approvals are asked for. */
export interface RequestOptions extends CallOptions {
  /** The same key and request give the same approval. Default: one of its own for each call. */
  readonly idempotencyKey?: string;
  /** Seconds (to 30) to wait until it is settled. */
  readonly wait?: number;
}

/** Which approvals a list has; without a member, all of them. */
export interface ApprovalsQuery extends PageQuery {
  readonly status?: ApprovalStatus;
  readonly approver?: string;
  readonly ensemble?: string;
  /** A run's id; an empty text: those that belong to no run. */
  readonly run?: string;
}

/** An answer in the words of an outcome. */
export interface Resumption {
  readonly status: "approved" | "rejected";
  readonly feedback?: string;
}

/** The calls of `client.approvals`. All of them throw `CountersignApiError` where Countersign refuses. */
export class Approvals {
  readonly #connection: Connection;
  readonly #links: Links;

  constructor(connection: Connection, links: Links) {
    this.#connection = connection;
    this.#links = links;
  }

  /** Asks people, without an ensemble. */
  request(body: ApprovalRequestBody, options: RequestOptions = {}): Promise<Approval> {
    const idempotencyKey = options.idempotencyKey ?? crypto.randomUUID();
    return this.#connection.send("/api/approvals", { ...options, body, idempotencyKey });
  }

  get(id: string, options: CallOptions = {}): Promise<Approval> {
    return this.#connection.send(`/api/approvals/${segment(id)}`, options);
  }

  list(query: ApprovalsQuery = {}, options: CallOptions = {}): Promise<Page<Approval>> {
    return this.#connection.send("/api/approvals", { ...options, query: { ...query } });
  }

  /** Every approval there is, newest first. */
  all(query: Omit<ApprovalsQuery, "cursor"> = {}, options: CallOptions = {}): AsyncGenerator<Approval, void> {
    return everyItem((cursor) =>
      this.list({ limit: 100, ...query, ...(cursor === undefined ? {} : { cursor }) }, options),
    );
  }

  /** The approval, once it is settled. */
  wait(id: string, options: CallOptions = {}): Promise<Approval> {
    return waitUntil<Approval>(
      () => this.#connection.send(`/api/approvals/${segment(id)}`, { ...options, wait: WAIT_SECONDS }),
      ({ status }) => status !== "pending",
      options.signal,
    );
  }

  /** Approves or rejects, as the key's owner on behalf of `approver`. */
  decide(id: string, body: z.input<typeof DecisionBody>, options: CallOptions = {}): Promise<DecisionResult> {
    return this.#post(id, "decision", body, options);
  }

  /** Decides by an approval's id, with the key, or by a link's token, without one. */
  resume(idOrToken: string, { status, feedback }: Resumption, options: CallOptions = {}): Promise<DecisionResult> {
    const body = { approved: isApproved(status), ...(feedback === undefined ? {} : { feedback }) };
    return isToken(idOrToken) ? this.#links.answer(idOrToken, body, options) : this.decide(idOrToken, body, options);
  }

  /** A fresh link: an approver's own where one is named, else one that is shared. */
  links(id: string, body: { approver?: string } = {}, options: CallOptions = {}): Promise<z.infer<typeof MintedLink>> {
    return this.#post(id, "links", body, options);
  }

  /** Moves the end of time. */
  extend(id: string, body: z.input<typeof ExtendBody>, options: CallOptions = {}): Promise<Approval> {
    return this.#post(id, "extend", body, options);
  }

  /** Asks somebody else instead of an approver. */
  reassign(id: string, body: z.input<typeof ReassignBody>, options: CallOptions = {}): Promise<Approval> {
    return this.#post(id, "reassign", body, options);
  }

  /** Tells those who have not answered again. */
  resend(
    id: string,
    body: z.input<typeof ResendBody> = {},
    options: CallOptions = {},
  ): Promise<z.infer<typeof Resent>> {
    return this.#post(id, "resend", body, options);
  }

  /** Takes the request back: it ends as `cancelled`. */
  withdraw(id: string, body: z.input<typeof WithdrawBody> = {}, options: CallOptions = {}): Promise<Approval> {
    return this.#post(id, "withdraw", body, options);
  }

  #post<T>(id: string, verb: string, body: unknown, options: CallOptions): Promise<T> {
    return this.#connection.send(`/api/approvals/${segment(id)}/${verb}`, { ...options, body });
  }
}

/** A misspelt status must be neither a yes nor a no. */
function isApproved(status: string): boolean {
  if (status === "approved" || status === "rejected") return status === "approved";
  throw new TypeError(`status: "${status}" is neither approved nor rejected`);
}
