/** An agent: what every kind has, and what each kind makes of it. */
import { AGENT_NAME, type AGENT_KEYS, NOT_ON_A_GROUP, ON_ERROR } from "../../src/ensembles/compile-agent.ts";
import { DEFAULT_CONCURRENCY, MOST_AT_ONCE } from "../../src/ensembles/compile-foreach.ts";
import {
  BACKOFFS,
  DEFAULT_BACKOFF,
  DEFAULT_DELAY,
  MOST_ATTEMPTS,
  MOST_WAIT,
} from "../../src/contract/retry-limits.ts";
import {
  DEFAULT_TIMEOUT_MS,
  LEAST_SLEEP_MS,
  LEAST_TIMEOUT_MS,
  MOST_TIMEOUT_MS,
} from "../../src/contract/approval-limits.ts";
import { EVENT_TYPE } from "../../src/contract/run-event.ts";
import { NOT_ON_A_WAIT, WAIT, type WAIT_KEYS } from "../../src/ensembles/compile-wait.ts";
import type { RETRY_KEYS } from "../../src/ensembles/compile-retry.ts";
import { duration, durationInWords } from "./durations.ts";
import { oneExpression } from "./expressions.ts";
import { isAnswering } from "./hitl-schemas.ts";
import { closedObject, ref, type Schema, type SchemaObject } from "./json-schema.ts";
import { describeOperation, OPERATION_NAMES, operationSchema } from "./operation-schemas.ts";

const DELAY = { unit: "milliseconds", least: 0, most: MOST_WAIT } as const;
const ATTEMPT = { unit: "milliseconds", least: 1, most: MOST_WAIT } as const;

const retry = {
  attempts: {
    type: "integer",
    minimum: 1,
    maximum: MOST_ATTEMPTS,
    description: "How often to try in all, the first attempt included.",
  },
  delay: {
    ...duration(DELAY),
    default: DEFAULT_DELAY,
    description: `Before the second attempt. ${durationInWords(DELAY)}`,
  },
  backoff: {
    enum: [...BACKOFFS],
    default: DEFAULT_BACKOFF,
    description: "How the delay grows from attempt to attempt.",
  },
} as const satisfies Record<(typeof RETRY_KEYS)[number], SchemaObject>;

const WAITS = "Rests until an event comes from outside, or for a while.";

const operations = OPERATION_NAMES.map((name) => `\`${name}\`: ${describeOperation(name)}`);

const input = { description: "What is handed to the operation; of a hitl agent, what people are asked." };

const properties = {
  name: {
    type: "string",
    pattern: AGENT_NAME.source,
    description: "What later agents call this one: `${NAME.output}`.",
    examples: ["draft", "risk-check"],
  },
  operation: {
    enum: [...OPERATION_NAMES, WAIT, "hitl"],
    description: ["What the agent does.", ...operations, `\`${WAIT}\`: ${WAITS}`, "`hitl`: Asks people, and waits."].join("\n\n"),
  },
  agent: { const: "hitl", description: "`agent: hitl` asks people, and waits for their answer." },
  config: { type: "object", description: "The operation's options." },
  input,
  inputs: { ...input, description: `${input.description} The same as \`input\`.` },
  condition: {
    anyOf: [{ type: "boolean" }, oneExpression],
    description: "The agent runs only where this holds: exactly one expression, `true` or `false`.",
    examples: ["${approve.output.approved}", "${input.amount > 1000}"],
  },
  retry: closedObject(retry, {
    required: ["attempts"],
    description: "How often a failed attempt is repeated. Default: 4 attempts for what may pass by itself.",
    examples: [{ attempts: 5, delay: "2s", backoff: "exponential" }],
  }),
  timeout: { ...duration(ATTEMPT), description: `Of one attempt. ${durationInWords(ATTEMPT)}`, examples: ["30s"] },
  onError: {
    enum: [...ON_ERROR],
    default: "fail",
    description: "`fail` ends the run; `continue` goes on: `.error` is set, `.output` is nothing.",
  },
  foreach: {
    anyOf: [{ type: "array" }, oneExpression],
    description: "Runs the agent once per element, with `item` and `index`; its output is the list of outputs.",
    examples: ["${input.people}"],
  },
  concurrency: {
    type: "integer",
    minimum: 1,
    maximum: MOST_AT_ONCE,
    default: DEFAULT_CONCURRENCY,
    description: "How many elements of `foreach` at a time.",
  },
  parallel: {
    type: "array",
    minItems: 1,
    items: ref("member"),
    description: "Agents that run all at once; the group ends when all have.",
  },
} as const satisfies Record<(typeof AGENT_KEYS)[number], Schema>;

export function agentSchema(): SchemaObject {
  return closedObject(properties, {
    description: "A node of the ensemble: it does work, asks people, or holds a group of agents.",
    required: ["name"],
    anyOf: [{ required: ["operation"] }, { required: ["agent"] }, { required: ["parallel"] }],
    dependencies: { concurrency: ["foreach"] },
    allOf: [...OPERATION_NAMES.map(workRule), waitRule(), hitlRule(), groupRule()],
  });
}

/** An agent of a group; groups do not stand inside each other. */
export function memberSchema(): SchemaObject {
  return { allOf: [ref("agent"), { properties: { parallel: false } }] };
}

export function workDefinitions(): Readonly<Record<string, Schema>> {
  const works = OPERATION_NAMES.map((name) => [`${name}Config`, operationSchema(name)] as const);
  return Object.fromEntries([...works, ["waitConfig", waitConfig()]]);
}

function waitConfig(): SchemaObject {
  const time = { unit: "milliseconds", least: LEAST_SLEEP_MS, most: MOST_TIMEOUT_MS } as const;
  const patience = { unit: "milliseconds", least: LEAST_TIMEOUT_MS, most: MOST_TIMEOUT_MS, orNever: true } as const;
  const options = {
    event: {
      type: "string",
      pattern: EVENT_TYPE.source,
      description: "The type of the event, as POST /api/runs/{id}/events sends it. Default: the agent's name.",
    },
    timeout: {
      ...duration(patience),
      default: DEFAULT_TIMEOUT_MS,
      description: `How long the event may take. ${durationInWords(patience)}`,
    },
    for: { ...duration(time), description: `A time to rest, in place of an event. ${durationInWords(time)}` },
  } as const satisfies Record<(typeof WAIT_KEYS)[number], SchemaObject>;
  return closedObject(options, {
    description: `Options of \`${WAIT}\`. ${WAITS}`,
    dependencies: { for: { properties: { event: false, timeout: false } } },
  });
}

function waitRule(): SchemaObject {
  const refused = Object.fromEntries([...NOT_ON_A_WAIT, "agent", "parallel"].map((key) => [key, false]));
  return {
    if: { required: ["operation"], properties: { operation: { const: WAIT } } },
    then: { properties: { config: ref("waitConfig"), ...refused } },
  };
}

function workRule(name: (typeof OPERATION_NAMES)[number]): SchemaObject {
  const { required } = operationSchema(name);
  return {
    if: { required: ["operation"], properties: { operation: { const: name } } },
    then: {
      properties: { config: ref(`${name}Config`), agent: false, parallel: false },
      ...(required === undefined ? {} : { required: ["config"] }),
    },
  };
}

function hitlRule(): SchemaObject {
  const answering = { config: ref("answerConfig"), input: ref("answerInputs"), inputs: ref("answerInputs") };
  const asking = { config: ref("hitlConfig"), input: ref("hitlInputs"), inputs: ref("hitlInputs") };
  return {
    if: {
      anyOf: [
        { required: ["agent"], properties: { agent: { const: "hitl" } } },
        { required: ["operation"], properties: { operation: { const: "hitl" } } },
      ],
    },
    then: {
      properties: { retry: false, timeout: false, parallel: false },
      if: isAnswering(),
      then: { properties: answering, anyOf: [{ required: ["input"] }, { required: ["inputs"] }] },
      else: { properties: asking },
    },
  };
}

function groupRule(): SchemaObject {
  const refused = [...NOT_ON_A_GROUP, "foreach", "operation", "agent"];
  return {
    if: { required: ["parallel"] },
    then: { properties: Object.fromEntries(refused.map((key) => [key, false])) },
  };
}
