/** The members of an object's schema, and the type of anything. */
import { words } from "../../html/words/words.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { objectOf, textOf } from "./read-operations.ts";
import { typeParts } from "./schema-type.ts";
import { ScrollingTable } from "./scrolling-table.tsx";

/** Where a named shape is on the page. */
export function shapeAnchor(name: string): string {
  return `shape-${name}`;
}

export function TypeText({ schema }: { readonly schema: Json | undefined }) {
  return (
    <span class="mono">
      {typeParts(schema).map((part) =>
        typeof part === "string" ? part : <a href={`#${shapeAnchor(part.ref)}`}>{part.ref}</a>,
      )}
    </span>
  );
}

/** A table where there are members, else the type alone. */
export function ShapeView({ schema }: { readonly schema: Json | undefined }) {
  const shape = objectOf(schema);
  const members = Object.entries(objectOf(shape["properties"]));
  if (members.length === 0) return <TypeText schema={schema} />;
  const required = Array.isArray(shape["required"]) ? shape["required"] : [];
  return (
    <ScrollingTable label={words.api.members}>
      <tr>
        <th scope="col">{words.api.name}</th>
        <th scope="col">{words.api.type}</th>
        <th scope="col">{words.api.meaning}</th>
      </tr>
      {members.map(([name, member]) => (
        <tr>
          <td>
            <span class="mono">{name}</span>
          </td>
          <td>
            <TypeText schema={member} />
          </td>
          <td>
            <Meaning schema={objectOf(member)} isRequired={required.includes(name)} />
          </td>
        </tr>
      ))}
    </ScrollingTable>
  );
}

export function Meaning({ schema, isRequired }: { readonly schema: JsonObject; readonly isRequired: boolean }) {
  const { description, default: fallback } = schema;
  const said = [
    isRequired ? words.api.required : "",
    textOf(description),
    fallback === undefined ? "" : words.api.fallback(JSON.stringify(fallback)),
  ];
  return <>{said.filter((text) => text !== "").join(" · ")}</>;
}
