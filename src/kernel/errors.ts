/** The error catalogue: every code a caller can meet, with its HTTP status, title and cure. */

/** What the catalogue says of one code. */
export interface ErrorKind {
  readonly status: number;
  readonly title: string;
  /** What the reader can do about it; shown on the code's documentation page. */
  readonly fix: string;
}

/** The catalogue, by code. Codes are part of the contract. */
export const ERRORS = {
  "bad-json": {
    status: 400,
    title: "The body is not valid JSON",
    fix: "Send a JSON object with content-type application/json.",
  },
  "bad-request": {
    status: 400,
    title: "The request is malformed",
    fix: "Compare the request with /api/openapi.json; errors[] names each field.",
  },
  "key-missing": {
    status: 401,
    title: "An API key is needed",
    fix: "Send `Authorization: Bearer KEY` with a key from the setting API_KEYS.",
  },
  "key-unknown": {
    status: 401,
    title: "The API key is not known",
    fix: "Check the key against the setting API_KEYS; where none is set, every request is refused.",
  },
  "signature-invalid": {
    status: 401,
    title: "The request is not proved to come from where it says",
    fix: "Only the chat itself calls this address; check its signing secret in the settings, and the clock.",
  },
  "scope-missing": {
    status: 403,
    title: "The API key may not do this",
    fix: "Add the scope named in the detail to the key in API_KEYS.",
  },
  "cross-site": {
    status: 403,
    title: "The form was sent from another site",
    fix: "Open the page itself, and send its form from there.",
  },
  "origin-unknown": {
    status: 403,
    title: "Pages of this origin may not call",
    fix: "Add the page's origin to CORS_ORIGINS; programs send no Origin header.",
  },
  "approver-not-allowed": {
    status: 403,
    title: "You are not an approver of this request",
    fix: "Only the people the request names may answer it; a personal link answers for its owner alone.",
  },
  "not-verified": {
    status: 403,
    title: "It is not certain who you are",
    fix: "Answer through the link that was sent to your own address; POST {link}/own-link sends one to those named in its `ownLinkFor`.",
  },
  "self-approval": {
    status: 403,
    title: "Whoever asks for an approval may not give it",
    fix: "Somebody else must answer; `selfApproval: true` on the hitl agent allows it.",
  },
  "not-found": {
    status: 404,
    title: "There is no such thing",
    fix: "Check the id, and that the API key belongs to the workspace that owns it.",
  },
  "ensemble-unknown": {
    status: 404,
    title: "There is no ensemble of that name",
    fix: "GET /api/ensembles lists the names; add the document to ensembles/ and deploy.",
  },
  "link-unknown": {
    status: 404,
    title: "This link is not known",
    fix: "Open the link exactly as it was sent, or ask for a fresh one.",
  },
  "method-not-allowed": {
    status: 405,
    title: "The method is not allowed here",
    fix: "The Allow header lists what is.",
  },
  "already-answered": {
    status: 409,
    title: "You have already answered",
    fix: "One approver answers once; the request is still open for the others.",
  },
  "run-over": {
    status: 409,
    title: "The run is already over",
    fix: "Nothing is left to cancel or to wait for; restart it to run it anew.",
  },
  "approval-over": {
    status: 410,
    title: "This request is already settled",
    fix: "An outcome is final; status and decidedAt say what happened, and when.",
  },
  "events-too-many": {
    status: 409,
    title: "The run was sent too many events",
    fix: "A run takes 1,000; start another, or send only what it waits for.",
  },
  "receipt-keys-set": {
    status: 409,
    title: "The keys of receipts are set by you",
    fix: "Put the new key first in the setting RECEIPT_KEYS, and leave the old ones behind it.",
  },
  "too-large": {
    status: 413,
    title: "The body is too large",
    fix: "Run inputs may have 512 KiB, requests for an approval 1 MiB, answers to one and events 256 KiB.",
  },
  "input-invalid": {
    status: 422,
    title: "The input does not fit the ensemble",
    fix: "errors[] names each field; GET /api/ensembles/{name} shows the schema.",
  },
  "request-invalid": {
    status: 422,
    title: "The request cannot be put to people",
    fix: "errors[] names each field, and what is wrong with it.",
  },
  "values-invalid": {
    status: 422,
    title: "The answers do not fit the form",
    fix: "errors[] names each field; the link stays good.",
  },
  "delegate-loop": {
    status: 422,
    title: "The request would go back to where it comes from",
    fix: "Hand it to somebody who does not hold it already.",
  },
  "delegate-taken": {
    status: 422,
    title: "That person is asked already",
    fix: "One person answers once: hand it to somebody else.",
  },
  "address-invalid": {
    status: 422,
    title: "That is not one mail address",
    fix: "Give one address such as ana@example.com.",
  },
  "not-reachable": {
    status: 422,
    title: "There is no way to tell that person",
    fix: "Give an e-mail address, and set up e-mail; or make a link with POST /api/approvals/{id}/links and pass it on.",
  },
  "expiry-invalid": {
    status: 422,
    title: "The new end does not lie ahead",
    fix: "Give a time from now to 365 days ahead.",
  },
  "absence-invalid": {
    status: 422,
    title: "The absence does not last from one time to a later one",
    fix: "Let `until` lie after now and after `from`, at most two years after it.",
  },
  "idempotency-conflict": {
    status: 422,
    title: "The Idempotency-Key was used for another request",
    fix: "Use a new key for a new request; the same key only repeats the same body.",
  },
  "agent-unknown": {
    status: 422,
    title: "The ensemble has no agent of that name",
    fix: "`from` names an agent of the run's plan.",
  },
  "too-soon": {
    status: 429,
    title: "A link was sent just now",
    fix: "Wait as long as Retry-After says; look in the mailbox, its junk folder too.",
  },
  "too-many": {
    status: 429,
    title: "There are too many already",
    fix: "The detail says of what: close or remove one first.",
  },
  "setting-invalid": {
    status: 500,
    title: "A setting is missing or wrong",
    fix: "The detail names the setting and how to set it.",
  },
  internal: {
    status: 500,
    title: "Something went wrong on our side",
    fix: "Try again; the log of the Worker has the cause.",
  },
} as const satisfies Record<string, ErrorKind>;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof ERRORS;

/** What is wrong with one field. */
export interface FieldError {
  /** Where: field names joined by dots, such as `input.topic`. */
  readonly path: string;
  readonly message: string;
}

/** What an error says beside its sentence. */
export interface ErrorExtras {
  readonly errors?: readonly FieldError[];
  /** Members beside the standard ones in the problem document, such as `decidedAt`. */
  readonly members?: Readonly<Record<string, string | number | boolean | null>>;
}

/** The one error class that is thrown on purpose: a code of the catalogue, and a sentence for the caller. */
export class CountersignError extends Error {
  override readonly name = "CountersignError";
  readonly code: ErrorCode;
  readonly extras: ErrorExtras;

  constructor(code: ErrorCode, detail: string, extras: ErrorExtras = {}) {
    super(detail);
    this.code = code;
    this.extras = extras;
  }
}
