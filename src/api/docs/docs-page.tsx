/** The API in a browser: every operation of the OpenAPI document, whole without script. */
import { Document } from "../../html/document.tsx";
import { words } from "../../html/words/words.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { OperationView } from "./operation-view.tsx";
import { objectOf, type Operation, readOperations } from "./read-operations.ts";
import { shapeAnchor, ShapeView } from "./shape-table.tsx";

interface DocsPageProps {
  readonly document: JsonObject;
  /** Where examples call. */
  readonly origin: string;
  readonly nonce: string;
}

/** Under the rule of the stylesheet for its characters. */
const STYLES = "main, main section[aria-label] { display: grid; gap: 1.25rem; min-width: 0; }";

export function DocsPage({ document, origin, nonce }: DocsPageProps) {
  const operations = [...Map.groupBy(readOperations(document), ({ tag }) => tag)];
  const shapes = objectOf(objectOf(document["components"])["schemas"]);
  return (
    <Document title={words.api.title} nonce={nonce} styles={STYLES}>
      <div class="lead">
        <h1>{words.api.title}</h1>
        <p>
          {words.api.lead} <a href={words.api.document}>{words.api.document}</a>
        </p>
      </div>
      <nav aria-label={words.api.contents}>
        {operations.map(([tag, some]) => (
          <Contents tag={tag} operations={some} />
        ))}
      </nav>
      {operations.map(([tag, some]) => (
        <section aria-label={tag}>
          {some.map((operation) => (
            <OperationView operation={operation} shapes={shapes} origin={origin} />
          ))}
        </section>
      ))}
      <section aria-label={words.api.shapes}>
        {Object.entries(shapes).map(([name, schema]) => (
          <section class="sheet" id={shapeAnchor(name)}>
            <h2>{name}</h2>
            <ShapeView schema={schema} />
          </section>
        ))}
      </section>
    </Document>
  );
}

function Contents({ tag, operations }: { readonly tag: string; readonly operations: readonly Operation[] }) {
  return (
    <details open>
      <summary>{tag}</summary>
      <ul class="list">
        {operations.map(({ id, method, path, summary }) => (
          <li>
            <a class="mono" href={`#${id}`}>{`${method} ${path}`}</a> {summary}
          </li>
        ))}
      </ul>
    </details>
  );
}
