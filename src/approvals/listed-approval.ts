/** An approval as the ledger lists it. */
import type { Approval } from "../contract/approval.ts";
import { approvalView } from "./approval-view.ts";
import { loadRequestData, type StoredApproval } from "./store/approval-store.ts";
import { listEffects } from "./store/outbox-store.ts";

/** Data up to this many characters of JSON is listed with the approval; more is read from its owner. */
const LISTED_DATA_LENGTH = 16_384;

export function listedApproval(stored: StoredApproval, sql: SqlStorage) {
  const request = loadRequestData(sql);
  const view = approvalView(stored, request, listEffects(sql));
  if (stored.state.end !== null) return withShortValues({ ...view, data: null, metadata: null });
  if (request === null || request.dataJson.length + request.metadataJson.length <= LISTED_DATA_LENGTH) return view;
  return { ...view, data: null, metadata: null, dataOmitted: true };
}

/** Values are as long as the data where the data may be changed. */
function withShortValues({ values, ...view }: Approval): Approval {
  if (values === undefined) return view;
  return JSON.stringify(values).length <= LISTED_DATA_LENGTH ? { ...view, values } : { ...view, dataOmitted: true };
}
