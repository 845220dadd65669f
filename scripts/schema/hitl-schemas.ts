/** The `inputs` and the `config` of a hitl agent: one that asks people, and one that answers another approval. */
import {
  DEFAULT_TIMEOUT_MS,
  LEAST_TIMEOUT_MS,
  MOST_APPROVALS,
  MOST_REJECTIONS,
  MOST_TIMEOUT_MS,
} from "../../src/contract/approval-limits.ts";
import { CHANNEL_NAMES, type ChannelOption, channelsUsing } from "../../src/contract/channel-options.ts";
import { type ANSWER_KEYS, APPROVAL_IDENTIFIERS } from "../../src/ensembles/compile-answer.ts";
import type { HITL_INPUT_KEYS } from "../../src/ensembles/compile-hitl-inputs.ts";
import { ACTIONS } from "../../src/ensembles/compile-hitl.ts";
import type { NOTIFICATION_OPTIONS } from "../../src/ensembles/compile-notification.ts";
import { MOST_ROUNDS, type ON_REJECTED_KEYS } from "../../src/ensembles/compile-on-rejected.ts";
import type { ESCALATION_KEYS } from "../../src/ensembles/compile-timers.ts";
import type { HITL_CONFIG_KEYS } from "../../src/ensembles/hitl-config-keys.ts";
import { duration, durationInWords } from "./durations.ts";
import { orExpression } from "./expressions.ts";
import { closedObject, type Schema, type SchemaObject } from "./json-schema.ts";

const WAIT = { least: LEAST_TIMEOUT_MS, most: MOST_TIMEOUT_MS, orNever: true } as const;
const WAIT_SECONDS = { ...WAIT, unit: "seconds" } as const;
const WAIT_MILLISECONDS = { ...WAIT, unit: "milliseconds" } as const;

const data = { description: "What is to be decided on; shown to people as it was when they were asked." };

const inputs = {
  data: { ...data, examples: ["${draft.output}"] },
  approvalData: { description: "Older spelling of `data`." },
  prompt: {
    type: "string",
    description: "The question. Default: `Approve AGENT of ENSEMBLE?`",
    examples: ["Publish this post?"],
  },
  approvers: {
    type: "array",
    minItems: 1,
    items: { type: "string", minLength: 1 },
    description: "Who may answer: names, e-mail addresses, or groups as `group:NAME`. Without it, whoever holds a link may.",
    examples: [["${env.ADMIN_EMAIL}", "editor@example.com"]],
  },
  minApprovals: {
    anyOf: [
      { type: "integer", minimum: 1, maximum: MOST_APPROVALS },
      { enum: ["any", "all"] },
      {
        type: "object",
        minProperties: 1,
        additionalProperties: { type: "integer", minimum: 1, maximum: MOST_APPROVALS },
      },
    ],
    default: 1,
    description: "How many different approvers must approve: a number, `any`, `all`, or a number for each group.",
    examples: ["${Math.ceil(approvers.length / 2)}", "all", { legal: 1, finance: 2 }],
  },
  metadata: { type: "object", description: "What else people should see: the context of the question." },
  form: {
    type: "object",
    description: "JSON Schema of what the approver may fill in; `data` gives its defaults where it fits.",
    examples: [{ type: "object", properties: { amount: { type: "number" } }, required: ["amount"] }],
  },
  requester: { type: "string", description: "Who asks. Default: who started the run." },
  timeout: {
    ...duration(WAIT_SECONDS),
    default: DEFAULT_TIMEOUT_MS / 1_000,
    description: `How long people have to answer. ${durationInWords(WAIT_SECONDS)}`,
    examples: [3600, "24h", "7 days", "never"],
  },
} as const satisfies Record<(typeof HITL_INPUT_KEYS)[number], SchemaObject>;

export function hitlInputs(): SchemaObject {
  return closedObject(mapped(inputs), {
    description: "What people are asked, who they are, and how long they have. Inputs may read each other by name.",
  });
}

const notification = {
  webhookUrl: { type: "string", format: "uri", description: `${channelsWith("webhookUrl")}: where the message goes.` },
  baseUrl: { type: "string", format: "uri", description: "Where links start. Default: PUBLIC_URL." },
  to: {
    anyOf: [
      { type: "string", minLength: 1 },
      { type: "array", minItems: 1, items: { type: "string", minLength: 1 } },
    ],
    description: `${channelsWith("to")}: one address or a list. Default of email: the approvers.`,
  },
  from: { type: "string", minLength: 1, description: `${channelsWith("from")}: the sender. Default: EMAIL_FROM.` },
  subject: { type: "string", minLength: 1, description: `${channelsWith("subject")}: the subject.` },
} as const satisfies Record<(typeof NOTIFICATION_OPTIONS)[number], SchemaObject>;

function channelsWith(option: ChannelOption): string {
  return channelsUsing(option).join(", ");
}

function notificationConfig(): SchemaObject {
  const options = mapped(notification);
  const perChannel = CHANNEL_NAMES.map(
    (channel) => [channel, closedObject(options, { description: `Options of ${channel} alone.` })] as const,
  );
  return closedObject(
    { ...options, ...Object.fromEntries(perChannel) },
    { description: "Options of the channels; with several channels, one such object per channel's name." },
  );
}

const onRejected = {
  goto: { type: "string", description: "The earlier agent whose work is to be done again." },
  maxRounds: {
    type: "integer",
    minimum: 1,
    maximum: MOST_ROUNDS,
    description: "How often people may be asked in all.",
  },
} as const satisfies Record<(typeof ON_REJECTED_KEYS)[number], SchemaObject>;

const action = {
  enum: [...ACTIONS],
  default: "suspend",
  description: "`suspend` asks people and waits; `resume`, `approve` and `reject` answer another approval.",
} satisfies SchemaObject;

const escalation = {
  after: { ...duration(WAIT_MILLISECONDS), description: "How long after the opening." },
  to: { ...oneOrMore({ type: "string", minLength: 1 }), description: "Approvers, or groups as `group:NAME`." },
  for: { type: "string", minLength: 1, description: "The group of `minApprovals` for which they count." },
} as const satisfies Record<(typeof ESCALATION_KEYS)[number], SchemaObject>;

function oneOrMore(items: SchemaObject): SchemaObject {
  return { anyOf: [items, { type: "array", minItems: 1, items }] };
}

export function hitlConfig(): SchemaObject {
  const config = {
    action,
    timeout: orExpression({
      ...duration(WAIT_MILLISECONDS),
      default: DEFAULT_TIMEOUT_MS,
      description: `How long people have to answer. ${durationInWords(WAIT_MILLISECONDS)}`,
      examples: [3_600_000, "24h", "7 days", "never"],
    }),
    notificationChannel: {
      anyOf: [
        { enum: [...CHANNEL_NAMES] },
        { type: "array", minItems: 1, uniqueItems: true, items: { enum: [...CHANNEL_NAMES] } },
      ],
      description: "How people are told: one channel or a list. Default: e-mail to each approver that is an address.",
    },
    notificationConfig: notificationConfig(),
    gate: {
      type: "boolean",
      default: true,
      description: "After anything but an approval, agents whose condition does not name this one are skipped.",
    },
    onRejected: closedObject(onRejected, {
      required: ["goto", "maxRounds"],
      description: "Sends the run back after a rejection; `${AGENT.output.feedback}` is readable there.",
      examples: [{ goto: "draft", maxRounds: 3 }],
    }),
    rejectionsNeeded: {
      type: "integer",
      minimum: 1,
      maximum: MOST_REJECTIONS,
      default: 1,
      description: "How many rejections decide.",
    },
    requireVerified: {
      type: "boolean",
      default: false,
      description: "Only answers of people who were proved count: by their own link, a sign-in or a chat.",
    },
    selfApproval: {
      type: "boolean",
      default: false,
      description: "Whoever asks may approve it too.",
    },
    remind: {
      ...oneOrMore({ type: "string", minLength: 1 }),
      description: "When those who have not answered are told again: after a duration, or before the end.",
      examples: [["4h", "1h before expiry"]],
    },
    escalate: {
      ...oneOrMore(closedObject(escalation, { required: ["after", "to"], description: "One more step up." })),
      description: "Who is asked too when it is not settled in time, or when an approver cannot be reached.",
      examples: [[{ after: "8h", to: ["head@example.com"] }]],
    },
    editable: {
      type: "boolean",
      default: false,
      description:
        "The approver may change the data; `${AGENT.output.values}` is the data as it was approved. Goes with one approval.",
    },
  } as const satisfies Record<(typeof HITL_CONFIG_KEYS)[number], Schema>;
  return closedObject(config, { description: "How people are told, and what follows from their answer." });
}

const ANSWERING = ACTIONS.filter((known) => known !== "suspend");

/** True of an agent that answers another approval. */
export function isAnswering(): SchemaObject {
  return {
    required: ["config"],
    properties: { config: { type: "object", required: ["action"], properties: { action: { enum: [...ANSWERING] } } } },
  };
}

const identifier = { type: "string", minLength: 1 } as const;

const answer = {
  approvalId: { ...identifier, description: "The approval that is answered, by its id." },
  executionId: { ...identifier, description: "The same, by the name it has in messages." },
  token: { ...identifier, description: "The same, by a link's token: answered as the link's holder." },
  approved: { type: "boolean", description: "`resume` needs it: true approves, false rejects." },
  feedback: { type: "string", description: "What the answer says." },
  reason: { type: "string", description: "Why." },
  approver: { ...identifier, description: "The approver in whose name the run answers, where some are named." },
} as const satisfies Record<(typeof ANSWER_KEYS)[number], SchemaObject>;

export function answerInputs(): SchemaObject {
  return closedObject(mapped(answer), {
    description: "Which approval is answered, and how.",
    oneOf: APPROVAL_IDENTIFIERS.map((key) => ({ required: [key] })),
  });
}

export function answerConfig(): SchemaObject {
  return closedObject({ action }, { description: "An agent that answers another approval asks nobody." });
}

function mapped(properties: Readonly<Record<string, SchemaObject>>): Record<string, Schema> {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, orExpression(schema)]));
}
