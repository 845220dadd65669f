/** What a model said, as the agent's output: a checked value where there is a schema, else a JSON value or the text. */
import { z } from "zod";
import type { Json } from "../../kernel/json.ts";
import { cutLine } from "../../notifications/cut-text.ts";
import { StepFailure } from "../step-failure.ts";

/** A JSON Schema as the author wrote it. */
export type AnswerSchema = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly text: string;
  /** The answer ends where it does since it reached maxTokens. */
  readonly isCut: boolean;
}

const MAX_SAID = 300;
const MAX_ISSUES = 3;
const FENCE = "```";

/** @throws StepFailure `answer-invalid`, worth another attempt, where the answer is not what the schema asks for */
export function readAnswer(answer: Answer, schema: AnswerSchema | undefined): Json {
  const value = parseOrUndefined(withoutFences(answer.text));
  if (schema !== undefined) return requireFitting(answer, value, schema);
  return typeof value === "object" && value !== null ? value : answer.text;
}

function requireFitting(answer: Answer, value: Json | undefined, schema: AnswerSchema): Json {
  if (value === undefined) throw invalid(answer, answer.isCut ? "ends at maxTokens, in the middle" : "is not JSON");
  const { success, error } = z.fromJSONSchema(schema).safeParse(value);
  if (success) return value;
  const issues = error.issues.slice(0, MAX_ISSUES);
  const why = issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`));
  throw invalid(answer, `does not fit the schema (${cutLine(why.join("; "), MAX_SAID).text})`);
}

function invalid({ text }: Answer, why: string): StepFailure {
  const said = cutLine(text, MAX_SAID).text;
  return new StepFailure("answer-invalid", `The model's answer ${why}. It said: ${said === "" ? "nothing" : said}`, {
    retryable: "yes",
  });
}

/** The inside of an answer that is one fenced block as a whole. */
function withoutFences(text: string): string {
  const whole = text.trim();
  const start = whole.indexOf("\n");
  const isFenced =
    whole.startsWith(FENCE) && whole.endsWith(FENCE) && start !== -1 && whole.length > start + FENCE.length;
  return isFenced ? whole.slice(start, -FENCE.length) : whole;
}

function parseOrUndefined(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
