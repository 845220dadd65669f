/** The options (`config`) of each operation: checked at build where they are literal, at the step where they were evaluated. */
import { z } from "@hono/zod-openapi";
import { parseDuration } from "../kernel/duration.ts";
import { CHANNEL_NAMES, type ChannelOption, channelsUsing, optionsOf } from "./channel-options.ts";

const text = z.string({ error: "must be a text" }).min(1, "must not be empty");
const anyText = z.string({ error: "must be a text" });
const address = z.union([text, z.array(text).min(1, "must name somebody")], {
  error: "must be an address or a list of addresses",
});
const durationError = "must be milliseconds or a duration such as 10s";
const duration = z.union(
  [z.number().positive(durationError), z.string().refine((value) => parseDuration(value) !== null, durationError)],
  {
    error: durationError,
  },
);
const webUrl = z.url({ protocol: /^https?$/, error: "must be an http or https URL" });
const temperatureError = "must be a number from 0 to 2";
const receiptError = "must be a receipt, such as ${approve.output.receipt}";
const tokensError = "must be a whole number above 0";

const think = z
  .strictObject({
    prompt: text.describe("What the model is asked."),
    system: anyText.optional().describe("The instructions that stand before the prompt."),
    model: text
      .optional()
      .describe("`openai-compatible:NAME` or `workers-ai:NAME`; a bare name goes to AI_BASE_URL; default AI_MODEL."),
    temperature: z
      .number({ error: temperatureError })
      .min(0, temperatureError)
      .max(2, temperatureError)
      .optional()
      .describe("From 0 (steady) to 2 (free)."),
    maxTokens: z
      .int({ error: tokensError })
      .positive(tokensError)
      .optional()
      .describe("The longest answer, in tokens."),
    schema: z
      .record(z.string(), z.unknown(), { error: "must be a mapping: a JSON Schema" })
      .refine(isJsonSchema, "must be a JSON Schema, of the parts of it that can be checked")
      .optional()
      .describe("JSON Schema of the answer, which is then a checked value."),
  })
  .describe("Asks a language model.");

const http = z
  .strictObject({
    url: webUrl.describe("Where the request goes; http or https."),
    method: z
      .enum(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
      .optional()
      .describe("POST when there is a body, else GET."),
    headers: z
      .record(
        z.string(),
        z.union([z.string(), z.number(), z.boolean()], { error: "a header must be a text, a number, true or false" }),
        {
          error: "must be a mapping of headers",
        },
      )
      .optional()
      .describe("Request headers by name."),
    receipt: z
      .string({ error: receiptError })
      .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, receiptError)
      .nullish()
      .describe("Sent as `Countersign-Receipt`; where it comes to nothing, no such header is sent."),
    body: z.unknown().optional().describe("A text is sent as text/plain, anything else as JSON."),
    timeout: duration.optional().describe("Of one attempt: milliseconds or a duration such as `10s`."),
    response: z
      .enum(["body", "full"])
      .optional()
      .describe("`body` (default) gives the parsed body; `full` gives status, headers and body."),
  })
  .describe("Sends one HTTP request.");

const email = z
  .strictObject({
    to: address.describe("One address or a list."),
    cc: address.optional().describe("Copies: one address or a list."),
    subject: text.optional().describe("Default: the ensemble's and the agent's name."),
    body: anyText
      .optional()
      .describe("The text; Markdown is understood in what the author wrote, not in values put in."),
    from: text.optional().describe("The sender; default EMAIL_FROM."),
  })
  .describe("Sends an e-mail.");

const code = z
  .strictObject({
    script: z
      .string({ error: "must be a text" })
      .regex(/^scripts\/[\w-]+$/, "must be scripts/NAME")
      .describe("`scripts/NAME`: the default export of ensembles/scripts/NAME.ts is called."),
  })
  .describe("Calls a script of the project.");

const data = z
  .strictObject({
    backend: z.enum(["d1", "kv"]).describe("d1 (SQL) or kv (keys and values)."),
    binding: text.describe("The name of the binding in wrangler.toml."),
    operation: z
      .enum(["query", "execute", "get", "put", "delete", "list"])
      .describe("d1: query (rows) or execute; kv: get, put, delete or list."),
    sql: text.optional().describe("d1: the statement, with ? for each parameter."),
    params: z
      .array(z.unknown(), { error: "must be a list" })
      .optional()
      .describe("d1: the values of the ?s; always bound, never pasted in."),
    key: text.optional().describe("kv: the key; of list the prefix."),
    value: z.unknown().optional().describe("kv put: what is stored."),
  })
  .describe("Reads or writes a D1 database or a KV namespace.");

const notify = z
  .strictObject({
    channel: z.enum(CHANNEL_NAMES).describe("How people are told."),
    message: text.describe("What they are told."),
    webhookUrl: webUrl.optional().describe(`${channelsWith("webhookUrl")}: where the message goes.`),
    to: address.optional().describe(`${channelsWith("to")}: one address or a list.`),
    from: text.optional().describe(`${channelsWith("from")}: the sender; default EMAIL_FROM.`),
    subject: text.optional().describe(`${channelsWith("subject")}: default the ensemble's and the agent's name.`),
  })
  .describe("Tells people something, without waiting for an answer.");

/** Every operation's options by the operation's name. */
export const operationOptions = { think, http, email, code, data, notify } as const satisfies Record<
  string,
  z.ZodObject
>;

export type OperationName = keyof typeof operationOptions;

/**
 * Options that cannot be expressions: what they say is code, and code that values could change is how injections
 * happen.
 */
export const LITERAL_OPTIONS: Readonly<Partial<Record<OperationName, readonly string[]>>> = {
  code: ["script"],
  data: ["sql"],
};

/** Options in which the author's own text may be markup, and values put in by expressions never are. */
export const MARKUP_OPTIONS: Readonly<Partial<Record<OperationName, readonly string[]>>> = { email: ["body"] };

/** An option that other options make necessary or senseless. */
export type OptionFault =
  | { readonly kind: "invalid"; readonly option: string; readonly message: string }
  | { readonly kind: "missing"; readonly oneOf: readonly string[]; readonly message: string };

/**
 * Faults between options, which no single field's schema can see. Options whose value is not known yet
 * are `undefined` in `known` but listed in `present`.
 */
export function crossOptionFaults(
  operation: OperationName,
  present: ReadonlySet<string>,
  known: Readonly<Record<string, unknown>>,
): OptionFault[] {
  if (operation === "data") return dataFaults(present, known);
  if (operation === "notify") return notifyFaults(present, known["channel"]);
  return [];
}

const DATA_OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  d1: ["query", "execute"],
  kv: ["get", "put", "delete", "list"],
};

const DATA_NEEDS: Readonly<Record<string, readonly string[]>> = {
  query: ["sql"],
  execute: ["sql"],
  get: ["key"],
  put: ["key", "value"],
  delete: ["key"],
};

function dataFaults(present: ReadonlySet<string>, known: Readonly<Record<string, unknown>>): OptionFault[] {
  const { backend, operation } = known;
  if (typeof operation !== "string") return [];
  if (typeof backend === "string" && DATA_OPERATIONS[backend]?.includes(operation) === false) {
    return [{ option: "operation", kind: "invalid", message: `${backend} has no ${operation}` }];
  }
  const needs = Object.hasOwn(DATA_NEEDS, operation) ? (DATA_NEEDS[operation] ?? []) : [];
  return needs.filter((option) => !present.has(option)).map((option) => missing([option], operation));
}

function notifyFaults(present: ReadonlySet<string>, channel: unknown): OptionFault[] {
  const known = CHANNEL_NAMES.find((name) => name === channel);
  if (known === undefined) return [];
  const { needsOneOf } = optionsOf(known);
  if (needsOneOf.some((option) => present.has(option))) return [];
  return [missing(needsOneOf, known)];
}

function missing(oneOf: readonly string[], by: string): OptionFault {
  return { kind: "missing", oneOf, message: `${by} needs ${oneOf.join(" or ")}` };
}

function channelsWith(option: ChannelOption): string {
  return channelsUsing(option).join(", ");
}

function isJsonSchema(schema: Readonly<Record<string, unknown>>): boolean {
  try {
    z.fromJSONSchema(schema);
    return true;
  } catch {
    return false;
  }
}
