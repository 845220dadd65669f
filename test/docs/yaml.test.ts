/** Every YAML snippet of the documentation is an ensemble that compiles, or the mistake that it says it is. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compileEnsemble } from "../../src/ensembles/compile-ensemble.ts";
import { formatDiagnostics } from "../../src/ensembles/format-diagnostics.ts";
import { placeOf, ROOT, snippets } from "./pages.ts";
import { readYamlSnippet } from "./yaml-snippets.ts";

test.each(snippets("yaml").map((snippet) => [placeOf(snippet), snippet] as const))("%s compiles", (place, snippet) => {
  const { document, file, refusedWith } = readYamlSnippet(snippet);
  const scripts = document.match(/\bscripts\/[\w-]+/g) ?? [];
  const { diagnostics } = compileEnsemble({ file: place, text: document, scripts });
  if (refusedWith === undefined) expect(formatDiagnostics(diagnostics, new Map([[place, document]]))).toBe("");
  else expect(diagnostics.map(({ code }) => code)).toEqual([refusedWith]);
  if (file !== undefined) expect(document).toBe(withoutOpeningComment(readFileSync(join(ROOT, file), "utf8")));
});

test.each(["fragment: agent", "fragment: agents before x", "example", "fragment: agents after a,b"])(
  "the mark %j is refused, so that no snippet is passed over",
  (mark) => {
    expect(() => readYamlSnippet({ mark, text: "" })).toThrow("says nothing");
  },
);

function withoutOpeningComment(text: string): string {
  return text.replace(/^(?:#.*\n)+/, "");
}
