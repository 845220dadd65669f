/** The schema of a whole document. */
import { ENSEMBLE_NAME, type ENSEMBLE_KEYS } from "../../src/ensembles/compile-ensemble.ts";
import { FIELD_NAME, type FIELD_KEYS } from "../../src/ensembles/compile-input-fields.ts";
import { FIELD_TYPES } from "../../src/ensembles/field-type.ts";
import { agentSchema, memberSchema, workDefinitions } from "./agent-schema.ts";
import { expression } from "./expressions.ts";
import { answerConfig, answerInputs, hitlConfig, hitlInputs } from "./hitl-schemas.ts";
import { closedObject, ref, type Schema, type SchemaObject } from "./json-schema.ts";

const name = { type: "string", pattern: ENSEMBLE_NAME.source } as const;

const properties = {
  ensemble: { ...name, description: "The ensemble's name. Default: the file's." },
  name: { ...name, description: "The same as `ensemble`." },
  description: { type: "string", description: "What the ensemble is for; shown in lists." },
  input: ref("fields"),
  inputs: ref("fields"),
  agents: {
    type: "array",
    minItems: 1,
    items: ref("agent"),
    description: "What is done, in order.",
  },
  output: {
    description: "What the run comes to: any value, with expressions.",
    examples: [{ status: "${approve.output.status}" }],
  },
} as const satisfies Record<(typeof ENSEMBLE_KEYS)[number], Schema>;

const field = {
  type: { enum: [...FIELD_TYPES], default: "any", description: "What the value must be." },
  required: { type: "boolean", default: false, description: "Whether a run can start without it." },
  default: { description: "The value where none is given." },
  enum: { type: "array", minItems: 1, description: "The only values allowed." },
  description: { type: "string", description: "What it is; shown to who starts a run." },
} as const satisfies Record<(typeof FIELD_KEYS)[number], Schema>;

function fields(): SchemaObject {
  const long = closedObject(field, { description: "A field of the input." });
  return {
    type: "object",
    description: "What a run is started with; checked then. Without it, anything goes.",
    propertyNames: { pattern: FIELD_NAME.source },
    additionalProperties: { anyOf: [{ enum: [...FIELD_TYPES] }, long] },
    examples: [{ topic: { type: "string", required: true, description: "What to write about" } }],
  };
}

export function ensembleSchema(): SchemaObject {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Countersign ensemble",
    $comment: "Written by scripts/build-schema.ts; changes here are lost.",
    ...closedObject(properties, {
      description: "A workflow that can stop and ask people.",
      required: ["agents"],
    }),
    definitions: {
      expression,
      fields: fields(),
      agent: agentSchema(),
      member: memberSchema(),
      ...workDefinitions(),
      hitlConfig: hitlConfig(),
      hitlInputs: hitlInputs(),
      answerConfig: answerConfig(),
      answerInputs: answerInputs(),
    },
  };
}
