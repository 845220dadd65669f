/** Finds the object that owns an approval. A fresh stub for every call: one held across a wait may be broken. */
import { parseApprovalId } from "../kernel/ids.ts";
import type { ApprovalPort } from "./port.ts";

/** The owner of the approval that a run opens at this path; made by its first `open`. */
export function approvalOfRun(namespace: DurableObjectNamespace, runId: string, path: string): ApprovalPort {
  return asPort(namespace.get(namespace.idFromName(`${runId}/${path}`)));
}

/** The owner named by an object id, or `null` where no object of ours can have that id. */
export function approvalOfObject(namespace: DurableObjectNamespace, objectId: string): ApprovalPort | null {
  try {
    return asPort(namespace.get(namespace.idFromString(objectId)));
  } catch {
    return null;
  }
}

/** The owner named by an approval's id (`hitl_…`), or `null` where no object of ours can have that id. */
export function approvalById(namespace: DurableObjectNamespace, approvalId: string): ApprovalPort | null {
  const objectId = parseApprovalId(approvalId);
  return objectId === null ? null : approvalOfObject(namespace, objectId);
}

/** The binding HITL_STATE names the class HITLState, which implements ApprovalPort; the platform's types cannot say so. */
function asPort(stub: DurableObjectStub): ApprovalPort {
  return stub as unknown as ApprovalPort;
}
