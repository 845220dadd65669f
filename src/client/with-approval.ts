/** Puts people before a function, or before a tool of a language model: each call runs only after a yes. */
import type { Approval } from "../contract/approval.ts";
import type { OutcomeStatus } from "../contract/decision.ts";
import type { ApprovalRequestBody } from "./approvals.ts";
import type { Client } from "./create-client.ts";

type Execute = (...parameters: never[]) => unknown;

/** Such as the AI SDK's `tool({…})` makes. */
interface ExecutableTool {
  readonly execute?: Execute | undefined;
}

/** What comes back in place of the result where there was no yes: plain, for a model to read. */
export interface NotApproved {
  readonly approved: false;
  readonly status: Exclude<OutcomeStatus, "approved">;
  /** One sentence on what happened. */
  readonly message: string;
  readonly reason?: string;
  readonly feedback?: string;
  readonly approvalId: string;
}

/** What a request without an ensemble has too, but for its data: that is the input of the call. */
export interface WithApprovalOptions<Input> extends Omit<ApprovalRequestBody, "prompt" | "data"> {
  readonly client: Client;
  /** What is asked, or a function of the input that says so. */
  readonly prompt: string | ((input: Input) => string);
  /** False lets the call through without asking. Default: people are asked about every call. */
  readonly when?: (input: Input) => boolean | Promise<boolean>;
  /**
   * What names the call for good: after a crash, the same key waits on for the same answer. It must be unique: whatever
   * has the key and the input of a call that was approved runs without asking. Default: every call is asked about anew.
   */
  readonly key?: (input: Input, context: unknown) => string;
  /** Calls off the wait. Default: the AI SDK's `abortSignal`, for a tool. */
  readonly signal?: AbortSignal;
}

type Result<T> = Awaited<T extends AsyncIterable<infer Value> ? Value : T> | NotApproved;

/** Of both types, so that it passes for the tool it was; whoever calls it first sees that there may be a no. */
type GuardedTool<T extends ExecutableTool> = {
  execute: (...parameters: Parameters<ExecuteOf<T>>) => Promise<Result<ReturnType<ExecuteOf<T>>>>;
} & T;

type ExecuteOf<T extends ExecutableTool> = NonNullable<T["execute"]>;

/**
 * The input is what people are shown. It reaches the function as that JSON, whatever became of the caller's own object
 * meanwhile; a tool that streams has its last value as its result.
 */
export function withApproval<T extends ExecutableTool>(
  tool: T,
  options: WithApprovalOptions<Parameters<ExecuteOf<T>>[0]>,
): GuardedTool<T>;
export function withApproval<Input, Output>(
  fn: (input: Input) => Output,
  options: WithApprovalOptions<Input>,
): (input: Input) => Promise<Result<Output>>;
export function withApproval(target: Execute | ExecutableTool, options: WithApprovalOptions<never>): unknown {
  // The overloads tie the input of the options to that of the call; in here it is only passed on.
  const guarded = options as WithApprovalOptions<unknown>;
  if (typeof target === "function") {
    const run = guard(target as UnknownCall, guarded);
    // Nothing runs that people were not shown: not a second parameter either.
    return (input: unknown) => run(input, undefined);
  }
  const { execute } = target;
  if (execute === undefined) throw new TypeError("the tool has no execute: it is not run here, so it cannot wait here");
  return { ...target, ...modelOutputOf(target), execute: guard(execute.bind(target) as UnknownCall, guarded) };
}

/** Tells what comes back without a yes from a result of the function itself. */
export function isNotApproved(value: unknown): value is NotApproved {
  return (
    typeof value === "object" &&
    value !== null &&
    "approved" in value &&
    value.approved === false &&
    "approvalId" in value
  );
}

/** `context` is what a tool gets beside its input: the call's id, its `abortSignal`. */
type UnknownCall = (input: unknown, context: unknown) => unknown;

function guard(run: UnknownCall, options: WithApprovalOptions<unknown>): UnknownCall {
  return async (given, context) => {
    const input = asShown(given);
    if (options.when !== undefined && !(await options.when(input))) return lastOf(run(input, context));
    const approval = await ask(input, context, options);
    return approval.status === "approved" ? lastOf(run(input, context)) : notApproved(approval);
  };
}

/** People see JSON: what JSON leaves out must not run unseen. */
function asShown(input: unknown): unknown {
  return input === undefined ? undefined : JSON.parse(JSON.stringify(input));
}

async function ask(input: unknown, context: unknown, options: WithApprovalOptions<unknown>): Promise<Approval> {
  const { client, prompt, when: _when, key, signal: own, ...request } = options;
  const signal = own ?? abortSignalOf(context);
  signal?.throwIfAborted();
  const body = { ...request, prompt: typeof prompt === "function" ? prompt(input) : prompt, data: input };
  const name = key?.(input, context);
  const { id } = await client.approvals.request(body, name === undefined ? {} : { idempotencyKey: name });
  try {
    return await client.approvals.wait(id, signal === undefined ? {} : { signal });
  } catch (error) {
    // Nobody can come back for the answer to a call without a key: nobody shall be asked for it any more.
    if (name === undefined)
      await client.approvals.withdraw(id, { reason: "whoever asked went away" }).catch(() => undefined);
    throw error;
  }
}

function notApproved({ id, status, reason, feedback }: Approval): NotApproved {
  // A wait ends with the end of the approval, and a yes was dealt with before.
  const ended = status === "pending" || status === "approved" ? "cancelled" : status;
  const words = [reason, feedback].filter((text) => text !== undefined).join(" ");
  return {
    approved: false,
    status: ended,
    message: `${MESSAGES[ended]}${words === "" ? "" : ` They said: ${words}`}`,
    ...(reason === undefined ? {} : { reason }),
    ...(feedback === undefined ? {} : { feedback }),
    approvalId: id,
  };
}

const MESSAGES = {
  rejected: "People rejected this; it was not done.",
  timeout: "Nobody approved this in time; it was not done.",
  cancelled: "The request for approval was withdrawn; this was not done.",
} as const;

/** A tool that words its results for the model would word a no as if it were one. */
function modelOutputOf(tool: object): object {
  const own = "toModelOutput" in tool ? tool.toModelOutput : undefined;
  if (typeof own !== "function") return {};
  return {
    toModelOutput: (options: { readonly output: unknown }): unknown =>
      isNotApproved(options.output) ? { type: "json", value: { ...options.output } } : own.call(tool, options),
  };
}

function abortSignalOf(context: unknown): AbortSignal | undefined {
  const signal =
    typeof context === "object" && context !== null && "abortSignal" in context ? context.abortSignal : null;
  return signal instanceof AbortSignal ? signal : undefined;
}

async function lastOf(result: unknown): Promise<unknown> {
  const settled = await result;
  if (typeof settled !== "object" || settled === null || !(Symbol.asyncIterator in settled)) return settled;
  let last: unknown;
  for await (const value of settled as AsyncIterable<unknown>) last = value;
  return last;
}
