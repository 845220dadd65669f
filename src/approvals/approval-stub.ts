/** Finds the object that owns an approval. A fresh stub for every call: one held across a wait may be broken. */
import { sha256Hex } from "../kernel/hash.ts";
import { parseApprovalId } from "../kernel/ids.ts";
import type { OwnerPort } from "./port.ts";

/** The owner of the approval that a run opens at this path; made by its first `open`. */
export function approvalOfRun(namespace: DurableObjectNamespace, runId: string, path: string): OwnerPort {
  return asPort(namespace.get(namespace.idFromName(`${runId}/${path}`)));
}

/** Who asks, and under which Idempotency-Key. */
interface Asking {
  readonly workspace: string;
  readonly idempotencyKey: string | undefined;
}

/** The owner of what a program asks for without a run: with a key always the same, made by its first `ask`. */
export function approvalOfRequest(
  namespace: DurableObjectNamespace,
  { workspace, idempotencyKey }: Asking,
): () => OwnerPort {
  const id =
    idempotencyKey === undefined
      ? namespace.newUniqueId()
      : namespace.idFromName(`request/${workspace}/${sha256Hex(idempotencyKey)}`);
  return () => asPort(namespace.get(id));
}

/** The owner named by an object id, or `null` where no object of ours can have that id. */
export function approvalOfObject(namespace: DurableObjectNamespace, objectId: string): OwnerPort | null {
  try {
    return asPort(namespace.get(namespace.idFromString(objectId)));
  } catch {
    return null;
  }
}

/** The owner named by an approval's id (`hitl_…`), or `null` where no object of ours can have that id. */
export function approvalById(namespace: DurableObjectNamespace, approvalId: string): OwnerPort | null {
  const objectId = parseApprovalId(approvalId);
  return objectId === null ? null : approvalOfObject(namespace, objectId);
}

/** The binding HITL_STATE names the class HITLState, which implements OwnerPort; the platform's types cannot say so. */
function asPort(stub: DurableObjectStub): OwnerPort {
  return stub as unknown as OwnerPort;
}
