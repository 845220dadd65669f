/** The operations of the OpenAPI document, as the page shows them. */
import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";

export interface Operation {
  readonly id: string;
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly needsKey: boolean;
  readonly parameters: readonly JsonObject[];
  /** The schema of its JSON body, or `null`. */
  readonly body: { readonly schema: Json; readonly isRequired: boolean } | null;
  readonly answers: readonly Answer[];
}

export interface Answer {
  readonly status: string;
  readonly description: string;
  readonly schema: Json | undefined;
}

export function readOperations({ paths }: JsonObject): readonly Operation[] {
  return Object.entries(objectOf(paths)).flatMap(([path, item]) =>
    Object.entries(objectOf(item)).map(([method, operation]) => readOperation(method, path, objectOf(operation))),
  );
}

export function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

export function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function readOperation(method: string, path: string, operation: JsonObject): Operation {
  const { operationId, tags, summary, security, parameters, requestBody, responses } = operation;
  const body = schemaOf(requestBody);
  return {
    id: textOf(operationId),
    tag: Array.isArray(tags) ? textOf(tags[0]) : "",
    method: method.toUpperCase(),
    path,
    summary: textOf(summary),
    needsKey: Array.isArray(security) && security.length > 0,
    parameters: Array.isArray(parameters) ? parameters.filter(isJsonObject) : [],
    body: body === undefined ? null : { schema: body, isRequired: objectOf(requestBody)["required"] === true },
    answers: Object.entries(objectOf(responses)).map(([status, answer]) => ({
      status,
      description: textOf(objectOf(answer)["description"]),
      schema: schemaOf(answer),
    })),
  };
}

/** Of the first media type that there is. */
function schemaOf(holder: Json | undefined): Json | undefined {
  const [content] = Object.values(objectOf(objectOf(holder)["content"]));
  return objectOf(content)["schema"];
}
