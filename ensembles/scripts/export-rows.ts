import { z } from "zod";
import type { ScriptContext } from "../../src/contract/script.ts";

const Input = z.object({ columns: z.array(z.string()), rows: z.array(z.record(z.string(), z.unknown())) });

/** CSV as RFC 4180 has it. A cell that a spreadsheet would take for a formula is led by an apostrophe. */
export default function exportRows({ input }: ScriptContext) {
  const { columns, rows } = Input.parse(input);
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return { csv: lines.map((line) => line.map(cell).join(",")).join("\r\n") };
}

function cell(value: unknown): string {
  const text = value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
  const harmless = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
