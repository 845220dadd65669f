/** The audit trail as a file, oldest first: NDJSON for programs, CSV for spreadsheets. Streamed, so of any length. */
import { isoTime } from "../kernel/clock.ts";
import { parseJson } from "../kernel/json.ts";
import type { ChainedEntry } from "./audit-chain.ts";
import type { LedgerPort } from "./port.ts";

export type ExportFormat = "ndjson" | "csv";

const PART = 1_000;

const COLUMNS = ["seq", "id", "at", "type", "actor", "runId", "approvalId", "detail", "hash"] as const;

/** As a download. */
export function auditFile(ledger: Pick<LedgerPort, "readChain">, format: ExportFormat): Response {
  return new Response(exportAudit(ledger, format), {
    headers: {
      "content-type": format === "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson",
      "content-disposition": `attachment; filename="audit.${format}"`,
    },
  });
}

export function exportAudit(ledger: Pick<LedgerPort, "readChain">, format: ExportFormat): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after = 0;
  return new ReadableStream({
    start(controller) {
      if (format === "csv") controller.enqueue(encoder.encode(`${COLUMNS.join(",")}\r\n`));
    },
    async pull(controller) {
      const part = await ledger.readChain(after, PART);
      const last = part.at(-1);
      if (last === undefined) return controller.close();
      after = last.seq;
      controller.enqueue(encoder.encode(part.map((entry) => lineOf(entry, format)).join("")));
    },
  });
}

function lineOf(entry: ChainedEntry, format: ExportFormat): string {
  const at = isoTime(entry.at);
  if (format === "csv") return `${COLUMNS.map((name) => cell(name === "at" ? at : entry[name])).join(",")}\r\n`;
  return `${JSON.stringify({ ...entry, at, detail: parseJson(entry.detail), detailText: entry.detail })}\n`;
}

/** RFC 4180; a text that a spreadsheet would take for a formula is kept one by an apostrophe. */
function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
