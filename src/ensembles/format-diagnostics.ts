/** Prints diagnostics as a good compiler does: place, kind, the line itself, a caret, and what was probably meant. */
import type { Diagnostic } from "./diagnostics.ts";

/** Longest part of a line that is shown. */
const SHOWN = 120;

/** `texts` gives each file's text; a file that is not there is shown without its line. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], texts: ReadonlyMap<string, string>): string {
  return diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, texts.get(diagnostic.file))).join("\n");
}

function formatDiagnostic(diagnostic: Diagnostic, text: string | undefined): string {
  const { file, line, column, severity, code, message, suggestion } = diagnostic;
  return [
    `${file}:${line}:${column} ${severity} ${code}: ${message}`,
    ...(text === undefined ? [] : sourceLines(diagnostic, text)),
    ...(suggestion === undefined ? [] : [`  help: did you mean \`${suggestion}\`?`]),
    "",
  ].join("\n");
}

function sourceLines({ line, column, length }: Diagnostic, text: string): string[] {
  const source = (text.replace(/^\uFEFF/, "").split("\n")[line - 1] ?? "").replace(/\r$/, "");
  if (source.trim() === "") return [];
  const start = Math.max(0, column - 1 - SHOWN / 2);
  const shown = source.slice(start, start + SHOWN);
  const before = shown.slice(0, column - 1 - start).replace(/[^\t]/g, " ");
  const carets = "^".repeat(Math.max(1, Math.min(length ?? 1, shown.length - (column - 1 - start))));
  const gutter = String(line);
  return [`  ${gutter} | ${shown}`, `  ${" ".repeat(gutter.length)} | ${before}${carets}`];
}
