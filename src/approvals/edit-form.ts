/** What an approver may change: the proposal as an object, and a form for it where the author gives none. */
import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";

/** More members than this make no form: the rest stays as it is. */
const MAX_FIELDS = 200;

/** Longer texts than this are written on several lines. */
const LONG_TEXT = 80;

/** Data that is no object is its one member, `data`; where there is none, nothing is proposed. */
export function proposalOf(data: Json): JsonObject {
  if (isJsonObject(data)) return data;
  return data === null ? {} : { data };
}

/** A field for each member of the data, of the kind of its value; empty texts and lists are allowed. */
export function editForm(data: Json): JsonObject {
  const members = Object.entries(proposalOf(data))
    .filter(([name]) => name !== "__proto__")
    .slice(0, MAX_FIELDS);
  const title: JsonObject = isJsonObject(data) ? {} : { title: "Proposal" };
  return {
    type: "object",
    properties: Object.fromEntries(members.map(([name, value]) => [name, { ...title, ...fieldFor(value) }])),
    required: members.filter(([, value]) => value !== null).map(([name]) => name),
    additionalProperties: false,
  };
}

function fieldFor(value: Json): JsonObject {
  switch (typeof value) {
    case "string":
      return { type: "string", minLength: 0, ...(isLong(value) ? { "x-multiline": true } : {}) };
    case "number":
      return { type: "number" };
    case "boolean":
      return { type: "boolean" };
    default:
      break;
  }
  if (Array.isArray(value)) return listFor(value);
  return value === null ? { type: ["object", "array", "string", "number", "boolean", "null"] } : { type: "object" };
}

/** Lists that one line per entry shows as they are; others are changed as JSON. */
function listFor(values: readonly Json[]): JsonObject {
  if (values.length === 0) return { type: "array" };
  if (values.every((value) => typeof value === "number")) return { type: "array", items: { type: "number" } };
  if (values.every((value) => typeof value === "string" && isLine(value)))
    return { type: "array", items: { type: "string" } };
  return { type: "array" };
}

function isLong(text: string): boolean {
  return text.length > LONG_TEXT || /[\r\n]/.test(text);
}

function isLine(text: string): boolean {
  return text !== "" && text === text.trim() && !/[\r\n]/.test(text);
}
