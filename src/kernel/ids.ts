/** Identifiers: how each is written, and how a token is taken apart. */

/** `run_` and 32 hex digits; also the id of the Workflow instance. */
export function newRunId(): string {
  return `run_${crypto.randomUUID().replaceAll("-", "")}`;
}

export function newWebhookId(): string {
  return `hook_${crypto.randomUUID().replaceAll("-", "")}`;
}

/** A secret by which messages are signed (Standard Webhooks 1.0): `whsec_` and 32 bytes in base64. */
export function newSigningSecret(): string {
  return `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`;
}

/** The id of something that happened, where what happened has none of its own. */
export function newEventId(): string {
  return `event_${crypto.randomUUID()}`;
}

const APPROVAL_ID = /^hitl_([0-9a-f]{64})$/;
const TOKEN = /^hitl_([0-9a-f]{64})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** An approval's id names the object that owns it: `hitl_` and the object's 64 hex digits. */
export function approvalIdOf(objectId: string): string {
  return `hitl_${objectId}`;
}

/** The object id inside an approval's id, or `null` where the text is no such id. */
export function parseApprovalId(text: string): string | null {
  return APPROVAL_ID.exec(text)?.[1] ?? null;
}

export interface Token {
  readonly objectId: string;
  readonly secret: string;
}

/** Takes a link's token apart; `null` where the text has not the form of one. */
export function parseToken(text: string): Token | null {
  const match = TOKEN.exec(text);
  return match?.[1] !== undefined && match[2] !== undefined ? { objectId: match[1], secret: match[2] } : null;
}

export function formatToken(token: Token): string {
  return `hitl_${token.objectId}_${token.secret}`;
}

const EVENT_ID = /^evt_(?:0|([1-9]\d{0,14})_([0-9a-f]{16}))$/;
const MARK_LENGTH = 16;

/** A line of a trail: its number, and the beginning of its hash, which tells it from those of other workspaces. */
export interface EventPlace {
  readonly seq: number;
  /** 16 hex digits; empty before the first line. */
  readonly mark: string;
}

/** The id of what a line of the trail tells; `evt_0` stands before the first line of every trail. */
export function formatEventId(seq: number, hash: string): string {
  return seq === 0 ? "evt_0" : `evt_${seq}_${hash.slice(0, MARK_LENGTH)}`;
}

/** Takes an event's id apart; `null` where the text has not the form of one. */
export function parseEventId(text: string): EventPlace | null {
  const match = EVENT_ID.exec(text);
  return match === null ? null : { seq: Number(match[1] ?? 0), mark: match[2] ?? "" };
}
