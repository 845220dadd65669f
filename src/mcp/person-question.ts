/** An approval as a question that an MCP client puts to the person in front of it, or why that cannot be. */
import type { ElicitRequestFormParams } from "@modelcontextprotocol/server";
import type { Approval } from "../contract/approval.ts";
import { type FormField, formFields } from "../html/form/form-field.ts";
import { visibleText } from "../html/visible-text.ts";
import { sha256Hex } from "../kernel/hash.ts";
import type { Json } from "../kernel/json.ts";
import { includesPerson } from "../kernel/people.ts";

/** Nobody should decide on what they were not shown whole: longer questions are for the page. In characters. */
const MAX_MESSAGE = 6_000;

const MAX_FIELDS = 20;

/** Before the name of a form's field, so that none can pass for the decision. */
export const VALUE_PREFIX = "values.";

type Schema = ElicitRequestFormParams["requestedSchema"];
type Property = Schema["properties"][string];

export type PersonQuestion =
  | { readonly kind: "question"; readonly message: string; readonly schema: Schema; readonly hash: string }
  | { readonly kind: "page"; readonly why: string };

/** @param person - for whom the key answers; `null` where it names nobody */
export function personQuestion(approval: Approval, person: string | null): PersonQuestion {
  const obstacle = obstacleOf(approval, person);
  if (obstacle !== null) return { kind: "page", why: obstacle };
  const fields = approval.editable === true ? [] : formFields((approval.form ?? null) as Json);
  const known = fields.flatMap((field): [string, Property][] => {
    const property = propertyOf(field);
    return property === null ? [] : [[`${VALUE_PREFIX}${field.name}`, property]];
  });
  const message = messageOf(approval, person);
  if (known.length < fields.length || known.length > MAX_FIELDS)
    return { kind: "page", why: "It has a form that only the page can show." };
  if (message.length > MAX_MESSAGE)
    return { kind: "page", why: "What is to be decided on is too long to be shown here." };
  const schema: Schema = {
    type: "object",
    properties: { decision: DECISION, ...Object.fromEntries(known), feedback: FEEDBACK },
    required: ["decision"],
  };
  return { kind: "question", message, schema, hash: sha256Hex(JSON.stringify([approval.id, message, schema])) };
}

function obstacleOf(approval: Approval, person: string | null): string | null {
  if (approval.requireVerified === true)
    return "Only people whose identity is proved may answer it, which an MCP client cannot do.";
  if (approval.approvers.length === 0) return null;
  if (person === null) return "It names its approvers, and the API key of this client names no person.";
  return includesPerson(namesAsked(approval), person)
    ? null
    : "It asks other people than the one of this client's key.";
}

function namesAsked({ approvers, delegates = [], alsoKnownAs = [] }: Approval): readonly string[] {
  return [...approvers, ...delegates.map(({ delegate }) => delegate), ...alsoKnownAs.flatMap(({ names }) => names)];
}

const DECISION: Property = {
  type: "string",
  title: "Decision",
  description: "To decide nothing now, close this without sending it.",
  oneOf: [
    { const: "approve", title: "Approve" },
    { const: "reject", title: "Reject" },
  ],
};

const FEEDBACK: Property = { type: "string", title: "Comment", description: "Optional.", maxLength: 2_000 };

/** Our own words first; what others wrote stands below them, each line marked, and can pass for nothing else. */
function messageOf(approval: Approval, person: string | null): string {
  const { requestedBy, ensemble, prompt, data, expiresAt } = approval;
  const lines = [
    `Approve or reject? Your answer is final, and is recorded as given by ${shown(person ?? "this client's API key")} through an MCP client.`,
    "",
    `Asked by ${shown(requestedBy)}, in ${shown(ensemble)}${expiresAt === undefined ? "" : `, until ${expiresAt}`}. They wrote:`,
    quoted(prompt),
  ];
  if (data !== null && data !== undefined) lines.push("", "It is about:", quoted(JSON.stringify(data, null, 2)));
  return lines.join("\n");
}

function shown(text: string): string {
  return JSON.stringify(visibleText(text));
}

function quoted(text: string): string {
  return visibleText(text)
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

/** `null` where a client has no such field. What an approval needs is not required: a rejection needs none of it. */
function propertyOf(field: FormField): Property | null {
  const facts = {
    title: visibleText(field.title ?? field.name),
    ...(field.description === null ? {} : { description: visibleText(field.description) }),
  };
  switch (field.kind) {
    case "text":
      return {
        ...facts,
        type: "string",
        ...(field.minLength === null ? {} : { minLength: field.minLength }),
        ...(field.maxLength === null ? {} : { maxLength: field.maxLength }),
      };
    case "number":
      return {
        ...facts,
        type: field.integer ? "integer" : "number",
        ...(field.minimum === null ? {} : { minimum: field.minimum }),
        ...(field.maximum === null ? {} : { maximum: field.maximum }),
      };
    case "boolean":
      return { ...facts, type: "boolean" };
    case "choice":
      return { ...facts, type: "string", oneOf: choicesOf(field) };
    case "ticks":
      return { ...facts, type: "array", items: { anyOf: choicesOf(field) } };
    case "lines":
    case "json":
      return null;
    default:
      return field satisfies never;
  }
}

function choicesOf({ choices }: Extract<FormField, { kind: "choice" | "ticks" }>) {
  return choices.map(({ text, title }) => ({ const: text, title: visibleText(title) }));
}
