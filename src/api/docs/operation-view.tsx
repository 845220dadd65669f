/** One operation of the API: what it takes, what it answers, and how it is called. */
import { words } from "../../html/words/words.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { exampleOf } from "./example-of.ts";
import { objectOf, type Operation, textOf } from "./read-operations.ts";
import { ScrollingTable } from "./scrolling-table.tsx";
import { Meaning, ShapeView, TypeText } from "./shape-table.tsx";

interface OperationProps {
  readonly operation: Operation;
  readonly shapes: JsonObject;
  readonly origin: string;
}

export function OperationView({ operation, shapes, origin }: OperationProps) {
  const { id, method, path, summary, needsKey, parameters, body, answers } = operation;
  return (
    <section class="sheet" id={id}>
      <div class="lead">
        <h2>
          <span class="mono">{`${method} ${path}`}</span>
        </h2>
        <p>{summary}</p>
        <p class="hint">{needsKey ? words.api.key : words.api.noKey}</p>
      </div>
      {parameters.length > 0 && <Parameters parameters={parameters} />}
      {body !== null && (
        <section>
          <h3>{body.isRequired ? words.api.body : words.api.optionalBody}</h3>
          <ShapeView schema={body.schema} />
        </section>
      )}
      <section>
        <h3>{words.api.answers}</h3>
        <Answers answers={answers} />
      </section>
      <section>
        <h3>{words.api.example}</h3>
        <pre>{curlOf(operation, shapes, origin)}</pre>
      </section>
    </section>
  );
}

function Parameters({ parameters }: Pick<Operation, "parameters">) {
  return (
    <section>
      <h3>{words.api.parameters}</h3>
      <ScrollingTable label={words.api.parameters}>
        <tr>
          <th scope="col">{words.api.name}</th>
          <th scope="col">{words.api.where}</th>
          <th scope="col">{words.api.type}</th>
          <th scope="col">{words.api.meaning}</th>
        </tr>
        {parameters.map(({ name, in: where, schema, description, required }) => (
          <tr>
            <td>
              <span class="mono">{textOf(name)}</span>
            </td>
            <td>{textOf(where)}</td>
            <td>
              <TypeText schema={schema} />
            </td>
            <td>
              <Meaning schema={{ ...objectOf(schema), ...described(description) }} isRequired={required === true} />
            </td>
          </tr>
        ))}
      </ScrollingTable>
    </section>
  );
}

function described(description: JsonObject[string] | undefined): JsonObject {
  return description === undefined ? {} : { description };
}

function Answers({ answers }: Pick<Operation, "answers">) {
  return (
    <ScrollingTable label={words.api.answers}>
      <tr>
        <th scope="col">{words.api.status}</th>
        <th scope="col">{words.api.meaning}</th>
        <th scope="col">{words.api.type}</th>
      </tr>
      {answers.map(({ status, description, schema }) => (
        <tr>
          <td>{status}</td>
          <td>{description}</td>
          <td>{schema !== undefined && <TypeText schema={schema} />}</td>
        </tr>
      ))}
    </ScrollingTable>
  );
}

/** As one would type it in a shell; a part of the path is written in capitals: `$ID`. */
function curlOf({ method, path, needsKey, body }: Operation, shapes: JsonObject, origin: string): string {
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}`);
  const parts = [
    `curl -s${method === "GET" ? "" : ` -X ${method}`} "${origin}${address}"`,
    ...(needsKey ? ['-H "authorization: Bearer $KEY"'] : []),
    ...(body === null ? [] : [`-d '${JSON.stringify(exampleOf(body.schema, shapes))}'`]),
  ];
  return parts.join(" \\\n  ");
}
