/** `operation: notify`: tells people something through any channel, and goes on. */
import { operationOptions } from "../contract/operation-options.ts";
import { channels } from "../notifications/channels.ts";
import { addressList } from "./address-list.ts";
import { channelPort, requireDelivered } from "./channel-port.ts";
import { checkOptions, requireTogether } from "./check-options.ts";
import type { Operation, OperationPorts, OperationRequest } from "./operation.ts";

export const notify: Operation = {
  options: operationOptions.notify,
  defaultTimeoutMs: 30_000,
  run,
};

export interface NotifyOutput {
  readonly deliveries: readonly { readonly channel: string; readonly id?: string }[];
}

async function run(request: OperationRequest, ports: OperationPorts): Promise<NotifyOutput> {
  const options = checkOptions(operationOptions.notify, request.config);
  requireTogether("notify", options);
  const { channel, message, to, ...destination } = options;
  const result = await channels[channel].sendMessage(
    { message, ensemble: request.run.ensemble, agent: request.agent, runId: request.run.id },
    { ...destination, to: addressList(to) },
    channelPort(request, ports),
  );
  const id = requireDelivered(result, "notify-failed");
  return { deliveries: [{ channel, ...(id === undefined ? {} : { id }) }] };
}
