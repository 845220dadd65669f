/** Reads what an MCP client says that its person answered. Whatever is not plainly a decision decides nothing. */
import type { InputResponseView } from "@modelcontextprotocol/server";
import type { GivenAnswer } from "../approvals/decide.ts";
import { type FormField, formFields } from "../html/form/form-field.ts";
import type { Json, JsonObject } from "../kernel/json.ts";
import { VALUE_PREFIX } from "./person-question.ts";

export type PersonAnswer =
  | { readonly kind: "decided"; readonly given: GivenAnswer }
  | { readonly kind: "undecided"; readonly why: string };

/** Longest comment that is taken, as the question's field says. */
const MAX_FEEDBACK = 2_000;

/** @param form - the approval's form, whose fields were asked for */
export function readPersonAnswer(answer: InputResponseView, form: Json): PersonAnswer {
  if (answer.kind !== "elicit") return undecided("No person answered.");
  switch (answer.action) {
    case "decline":
      return undecided("The person declined to answer here. That is no rejection: it is still open.");
    case "cancel":
      return undecided("The person closed the question. It is still open.");
    case "accept":
      return readContent(answer.content ?? {}, form);
    default:
      return answer.action satisfies never;
  }
}

function readContent(content: Record<string, unknown>, form: Json): PersonAnswer {
  const { decision, feedback } = content;
  if (decision !== "approve" && decision !== "reject")
    return undecided("The person's answer held no decision. It is still open.");
  const comment = typeof feedback === "string" && feedback !== "" ? { feedback: feedback.slice(0, MAX_FEEDBACK) } : {};
  if (decision === "reject") return { kind: "decided", given: { approved: false, ...comment } };
  return { kind: "decided", given: { approved: true, ...comment, ...valuesOf(content, form) } };
}

/** Checked by the approval itself, against the whole of its form. */
function valuesOf(content: Record<string, unknown>, form: Json): Pick<GivenAnswer, "values"> {
  const entries = formFields(form).flatMap((field): [string, Json][] => {
    const given = content[`${VALUE_PREFIX}${field.name}`];
    const isLeftEmpty = given === undefined || given === null || (given === "" && !mayBeEmpty(field));
    return isLeftEmpty ? [] : [[field.name, valueOf(field, given as Json)]];
  });
  const values: JsonObject = Object.fromEntries(entries);
  return entries.length === 0 ? {} : { values };
}

function mayBeEmpty(field: FormField): boolean {
  return field.kind === "text" && field.mayBeEmpty;
}

/** A choice comes as the text by which it was offered. */
function valueOf(field: FormField, given: Json): Json {
  if (field.kind !== "choice" && field.kind !== "ticks") return given;
  const chosen = (text: Json): Json => field.choices.find((choice) => choice.text === text)?.value ?? text;
  return Array.isArray(given) ? given.map(chosen) : chosen(given);
}

function undecided(why: string): PersonAnswer {
  return { kind: "undecided", why };
}
