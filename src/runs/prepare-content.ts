/** What people are shown and asked to fill in: data, metadata and form, as JSON texts. */
import { MAX_DATA_BYTES } from "../contract/approval-limits.ts";
import type { ApprovalRequest } from "../contract/approval-request.ts";
import { requireForm } from "../contract/form-schema.ts";
import { byteLength, type Json } from "../kernel/json.ts";
import { StepFailure } from "../operations/step-failure.ts";

interface Content {
  readonly data: unknown;
  readonly metadata: unknown;
}

/** @throws StepFailure `data-too-large` */
export function prepareData({ data, metadata }: Content): Pick<ApprovalRequest, "dataJson" | "metadataJson"> {
  const dataJson = JSON.stringify(data ?? null);
  const metadataJson = JSON.stringify(metadata ?? null);
  if (byteLength(dataJson) + byteLength(metadataJson) <= MAX_DATA_BYTES) return { dataJson, metadataJson };
  throw refused("data-too-large", "`data` and `metadata` together have more than 900 KiB.");
}

/** @throws StepFailure `form-invalid` */
export function prepareForm(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  try {
    requireForm(value as Json);
    return JSON.stringify(value);
  } catch (error) {
    throw refused(
      "form-invalid",
      `\`form\` cannot be used: ${error instanceof Error ? error.message : "no JSON Schema"}`,
    );
  }
}

function refused(code: string, message: string): StepFailure {
  return new StepFailure(code, message, { retryable: "no" });
}
