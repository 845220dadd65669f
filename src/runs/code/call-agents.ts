/** The agents that calls of an ensemble in TypeScript amount to: what they do is what the same agents do in YAML. */
import type { z } from "zod";
import type { ChannelChoice, NotifyOptions, StepOptions, WaitOptions } from "../../authoring/call-options.ts";
import { DEFAULT_BACKOFF, DEFAULT_DELAY } from "../../contract/retry-limits.ts";
import { parseReminder } from "../../ensembles/parse-reminder.ts";
import type { HitlAgent, HitlInput, PlannedEscalation, WorkAgent } from "../../ensembles/plan.ts";
import type { CompiledValue } from "../../expressions/compiled.ts";
import { isJsonObject, type Json } from "../../kernel/json.ts";
import { StepFailure } from "../../operations/step-failure.ts";
import { readTime } from "../prepare-timeout.ts";
import { requireReachable } from "../require-reachable.ts";
import { channelChoices } from "./destinations.ts";

/** What fails is thrown at the author, who may go on. */
const onError = "continue";

const NOTHING: CompiledValue = { k: "const", v: null };

export function stepAgent(name: string, { retry, timeout }: z.output<typeof StepOptions>): WorkAgent {
  return {
    kind: "work",
    name,
    onError,
    operation: "code",
    config: NOTHING,
    input: NOTHING,
    ...(timeout === undefined ? {} : { timeout }),
    ...(retry === undefined
      ? {}
      : {
          retry: {
            attempts: retry.attempts,
            delay: retry.delay ?? DEFAULT_DELAY,
            backoff: retry.backoff ?? DEFAULT_BACKOFF,
          },
        }),
  };
}

/** One agent for each channel. */
export function notifyAgents(name: string, options: z.output<typeof NotifyOptions>): readonly WorkAgent[] {
  const choices = channelChoices(options);
  if (choices.length === 0) throw invalid("`to` or `channels` must say whom to tell.");
  for (const choice of choices) requireReachable(choice, []);
  return choices.map((choice) => ({
    kind: "work",
    name,
    onError,
    operation: "notify",
    config: compiled({ ...choice, message: options.message }),
    input: NOTHING,
  }));
}

export function hitlAgent(name: string, options: z.output<typeof WaitOptions>): HitlAgent {
  const choices = channelChoices(options);
  for (const choice of choices) requireReachable(choice, options.approvers ?? []);
  return {
    kind: "hitl",
    name,
    onError,
    inputs: inputsOf(options),
    timeout:
      options.timeout === "never"
        ? { kind: "never" }
        : { kind: "value", value: { k: "const", v: options.timeout ?? "24h" }, unit: "s" },
    channels: choices.map(({ channel }) => channel),
    notification: Object.fromEntries(choices.map(notificationOf)),
    ...(options.baseUrl === undefined ? {} : { baseUrl: compiled(options.baseUrl) }),
    gate: false,
    rejectionsNeeded: options.rejectionsNeeded,
    ...(options.editable ? { editable: true } : {}),
    requireVerified: options.requireVerified,
    selfApproval: options.selfApproval,
    remind: [options.remind ?? []].flat().map(reminderOf),
    escalate: (options.escalate ?? []).map(escalationOf),
  };
}

function inputsOf(options: z.output<typeof WaitOptions>): HitlAgent["inputs"] {
  const values = {
    data: literal("data", options.data),
    prompt: literal("prompt", options.prompt),
    approvers: options.approvers === undefined ? undefined : compiled(options.approvers),
    minApprovals: literal("minApprovals", options.minApprovals),
    metadata: literal("metadata", options.metadata),
    form: literal("form", options.form),
    requester: options.requester === undefined ? undefined : compiled(options.requester),
  } satisfies Record<HitlInput, CompiledValue | undefined>;
  return (Object.entries(values) as [HitlInput, CompiledValue | undefined][]).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
}

function notificationOf({ channel, ...options }: ChannelChoice): readonly [string, CompiledValue] {
  return [channel, compiled(options)];
}

function reminderOf(text: string) {
  const reminder = parseReminder(text);
  if (reminder !== null) return reminder;
  throw invalid(`\`remind\`: "${text}" is no duration such as 4h, nor one before the end: 1h before expiry.`);
}

type EscalationOption = NonNullable<z.output<typeof WaitOptions>["escalate"]>[number];

function escalationOf({ after, to, for: group }: EscalationOption): PlannedEscalation {
  const afterMs = readTime(after, "s");
  if (afterMs === null) throw invalid("`after` of an escalation is a time from one second to 365 days.");
  return { afterMs, to: compiled(to), ...(group === undefined ? {} : { group }) };
}

/** The author's own value as JSON; `undefined` where there is none. */
function literal(option: string, value: unknown): CompiledValue | undefined {
  if (value === undefined) return undefined;
  try {
    return { k: "const", v: JSON.parse(JSON.stringify(value)) as Json };
  } catch {
    throw invalid(`\`${option}\` cannot be written as JSON.`);
  }
}

/** Checked options, in which variables of the environment stand by their names. */
function compiled(value: unknown): CompiledValue {
  if (Array.isArray(value)) return { k: "array", a: value.map(compiled) };
  if (!isJsonObject(value)) return { k: "const", v: (value ?? null) as Json };
  const { env } = value;
  if (typeof env === "string") return { k: "expr", e: { k: "member", o: { k: "name", n: "env" }, p: env } };
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return { k: "object", o: members.map(([name, member]) => [name, compiled(member)] as const) };
}

function invalid(message: string): StepFailure {
  return new StepFailure("options-invalid", message, { retryable: "no" });
}
