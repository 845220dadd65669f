/** What channels need of the outside, on behalf of a step. */
import type { ChannelPort, SendResult } from "../notifications/notice.ts";
import type { OperationPorts, OperationRequest } from "./operation.ts";
import { StepFailure } from "./step-failure.ts";

export function channelPort({ idempotencyKey, signal }: OperationRequest, ports: OperationPorts): ChannelPort {
  return {
    fetch: ports.fetch,
    now: ports.now(),
    signal,
    // A full stop separates what Standard Webhooks signs.
    deliveryId: idempotencyKey.replaceAll(".", "_"),
    settings: ports.notifications(),
  };
}

/** The id that the receiver gave to what was delivered, if it gave one; a failure where it was not delivered. */
export function requireDelivered(result: SendResult, code: string): string | undefined {
  switch (result.status) {
    case "delivered":
      return result.id;
    case "retry": {
      const { retryAfterMs } = result;
      throw new StepFailure(code, result.error, {
        retryable: "yes",
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      });
    }
    case "failed":
      throw new StepFailure(code, result.error, { retryable: "no" });
    default:
      return result satisfies never;
  }
}
