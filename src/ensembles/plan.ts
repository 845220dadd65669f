/** A plan: an ensemble compiled and checked. Plain JSON, since every run keeps its own copy of it. */
import type { Reminder } from "../contract/approval-request.ts";
import type { ChannelName } from "../contract/channel-options.ts";
import type { CompiledValue, Expression } from "../expressions/compiled.ts";
import type { Json } from "../kernel/json.ts";

export type FieldType = "string" | "number" | "integer" | "boolean" | "object" | "array" | "any";

export interface InputField {
  readonly type: FieldType;
  readonly required?: boolean;
  readonly default?: Json;
  readonly enum?: readonly Json[];
  readonly description?: string;
}

export type InputFields = Readonly<Record<string, InputField>>;

export interface Plan {
  readonly format: 1;
  readonly ensemble: string;
  readonly description?: string;
  /** SHA-256 (hex) of the document's meaning: equal documents have equal hashes. */
  readonly hash: string;
  readonly input: InputFields;
  /** None of an ensemble in TypeScript. */
  readonly agents: readonly PlanAgent[];
  readonly output?: CompiledValue;
  /** The file of an ensemble in TypeScript: its runs run what is deployed under its name. */
  readonly code?: string;
}

export type PlanAgent = WorkAgent | HitlAgent | AnswerAgent | WaitAgent | SleepAgent | ParallelAgent;

interface AgentBase {
  readonly name: string;
  readonly condition?: PlanCondition;
  /** The agent runs once per element, at most `concurrency` at a time. */
  readonly foreach?: { readonly list: CompiledValue; readonly concurrency: number };
  readonly onError: "fail" | "continue";
}

export interface PlanCondition {
  readonly expression: Expression;
  /** The agents that the expression names; what opens a shut gate. */
  readonly names: readonly string[];
  /** True where it reads `env`: it is then evaluated inside a recorded step. */
  readonly readsEnv: boolean;
}

export interface RetryRule {
  /** All attempts, the first included; at least 1. */
  readonly attempts: number;
  /** Milliseconds before the second attempt. */
  readonly delay: number;
  readonly backoff: "constant" | "linear" | "exponential";
}

export type WorkOperation = "think" | "http" | "email" | "code" | "data" | "notify";

export interface WorkAgent extends AgentBase {
  readonly kind: "work";
  readonly operation: WorkOperation;
  /** Evaluates to the operation's options. */
  readonly config: CompiledValue;
  readonly input: CompiledValue;
  readonly retry?: RetryRule;
  /** Milliseconds for one attempt. */
  readonly timeout?: number;
}

export interface HitlAgent extends AgentBase {
  readonly kind: "hitl";
  /** In an order in which each can be evaluated: an input may read the ones before it by their names. */
  readonly inputs: readonly (readonly [HitlInput, CompiledValue])[];
  readonly timeout: HitlTimeout;
  readonly channels: readonly ChannelName[];
  /** Per channel, an object of that channel's options (`webhookUrl`, `to`, `from`, `subject`, `baseUrl`). */
  readonly notification: Readonly<Record<string, CompiledValue>>;
  /** `baseUrl` of `notificationConfig`, where one stands for all channels. */
  readonly baseUrl?: CompiledValue;
  readonly gate: boolean;
  readonly rejectionsNeeded: number;
  /** The approver may change the data. */
  readonly editable?: true;
  readonly onRejected?: { readonly goto: string; readonly maxRounds: number };
  readonly requireVerified?: boolean;
  readonly selfApproval?: boolean;
  readonly remind?: readonly Reminder[];
  readonly escalate?: readonly PlannedEscalation[];
}

export interface PlannedEscalation {
  readonly afterMs: number;
  /** Evaluates to an approver, or a list of them. */
  readonly to: CompiledValue;
  /** The group for which they count. */
  readonly group?: string;
}

export type HitlInput = "data" | "prompt" | "approvers" | "minApprovals" | "metadata" | "form" | "requester";

/** Milliseconds known at build; an expression (a number means seconds, a text a duration); or no end. */
export type HitlTimeout =
  | { readonly kind: "fixed"; readonly ms: number }
  | { readonly kind: "value"; readonly value: CompiledValue; readonly unit: "s" | "ms" }
  | { readonly kind: "never" };

/** `agent: hitl` with `action: resume | approve | reject`: answers another approval. */
export interface AnswerAgent extends AgentBase {
  readonly kind: "answer";
  readonly action: "resume" | "approve" | "reject";
  readonly input: CompiledValue;
}

/** `operation: wait`: rests until something happens outside. */
export interface WaitAgent extends AgentBase {
  readonly kind: "wait";
  /** The type of the event. */
  readonly event: string;
  /** `null`: without end. */
  readonly timeoutMs: number | null;
}

/** `operation: wait` for a time. */
export interface SleepAgent extends AgentBase {
  readonly kind: "sleep";
  readonly ms: number;
}

export interface ParallelAgent extends AgentBase {
  readonly kind: "parallel";
  readonly agents: readonly PlanAgent[];
}
