/** Sends a run something that happened outside; kept until the run takes it. */
import type { KeyHolder } from "../access/api-key.ts";
import { actorLabel } from "../contract/actor.ts";
import { MAX_PAYLOAD_BYTES, type RunEventBody, type RunEventReceipt } from "../contract/run-event.ts";
import { isoTime } from "../kernel/clock.ts";
import { CountersignError } from "../kernel/errors.ts";
import { sha256Hex } from "../kernel/hash.ts";
import { byteLength, canonicalJson } from "../kernel/json.ts";
import type { LedgerPort } from "../ledger/port.ts";

export interface SendEventContext {
  readonly ledger: LedgerPort;
  readonly holder: KeyHolder;
}

export interface SendEventInput {
  readonly runId: string;
  readonly event: RunEventBody;
  readonly idempotencyKey: string | undefined;
}

export async function sendEvent(
  { ledger, holder }: SendEventContext,
  { runId, event, idempotencyKey }: SendEventInput,
): Promise<RunEventReceipt> {
  const { type, payload = null } = event;
  const payloadJson = JSON.stringify(payload);
  if (byteLength(payloadJson) > MAX_PAYLOAD_BYTES) {
    throw new CountersignError("too-large", "The payload has more than 256 KiB.");
  }
  const answer = await ledger.postEvent({
    runId,
    type,
    payloadJson,
    key: idempotencyKey ?? crypto.randomUUID(),
    requestHash: sha256Hex(canonicalJson({ type, payload })),
    actor: actorLabel({ kind: "key", name: holder.name }),
  });
  switch (answer.status) {
    case "new":
    case "known":
      return { runId, type, receivedAt: isoTime(answer.at) };
    case "conflict":
      throw new CountersignError("idempotency-conflict", "The Idempotency-Key was used before with another event.");
    case "over":
      throw new CountersignError("run-over", "The run has ended; it waits for nothing any more.");
    case "too-many":
      throw new CountersignError("events-too-many", "A run takes 1,000 events.");
    case "not-found":
      throw new CountersignError("not-found", "There is no such run.");
    default:
      return answer satisfies never;
  }
}
