/**
 * What a YAML snippet of the documentation stands for. Without a mark it is a whole ensemble. The marks, in an HTML
 * comment right above the fence:
 *
 * - `file: PATH`: a whole ensemble, and the same as that file but for the comments at its top;
 * - `fragment: document`: some keys of a document; an agent is added;
 * - `fragment: agents`: some agents; the rest of the document is added;
 * - `fragment: agents after draft, check`: the same, with agents of these names before them;
 * - any of these with `, refused with CODE` at its end: a mistake that is shown on purpose.
 */
import type { Snippet } from "./pages.ts";

export interface YamlSnippet {
  /** The whole document. */
  readonly document: string;
  /** The file it must be the same as. */
  readonly file?: string;
  /** The only diagnostic that it must have. */
  readonly refusedWith?: string;
}

const FRAGMENT =
  /^fragment: (document|agents)(?: after ([\w-]+(?:, (?!refused)[\w-]+)*))?(?:, refused with ([\w-]+))?$/;

export function readYamlSnippet({ mark, text }: Pick<Snippet, "mark" | "text">): YamlSnippet {
  if (mark === "") return { document: text };
  const file = /^file: (\S+)$/.exec(mark)?.[1];
  if (file !== undefined) return { document: text, file };
  const fragment = FRAGMENT.exec(mark);
  if (fragment === null) throw new Error(`"${mark}" says nothing of what the snippet is a fragment of`);
  const [, of, earlier, refusedWith] = fragment;
  return {
    document: of === "document" ? withAgents(text) : withDocument(text, earlier?.split(", ") ?? []),
    ...(refusedWith === undefined ? {} : { refusedWith }),
  };
}

function withAgents(text: string): string {
  return `ensemble: example\n${text}agents:\n${stub("something")}`;
}

function withDocument(agents: string, earlier: readonly string[]): string {
  return `ensemble: example\nagents:\n${earlier.map(stub).join("")}${indented(agents)}`;
}

function stub(name: string): string {
  return `  - { name: ${name}, operation: code, config: { script: scripts/stub } }\n`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
