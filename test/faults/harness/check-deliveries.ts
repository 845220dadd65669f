/** Compares whom an approval says it has told with what arrived outside. */
import type { Approval, Delivery } from "../../../src/contract/approval.ts";
import type { Passage } from "./fault-proxy.ts";

const SETTLED_FIRST = "Not sent: the request was settled first.";

/** The servers by which a channel tells people. */
const SERVICES: Readonly<Record<string, readonly string[]>> = {
  webhook: ["webhook"],
  slack: ["slack", "slack-bot"],
  email: ["mail"],
  discord: ["discord"],
  teams: ["teams"],
};

/** Whoever was told has it, under one id where the channel has ids; nothing is still on its way. */
export function checkDeliveries(approval: Approval, marker: string, passages: readonly Passage[]): string[] {
  const about = passages.filter(({ body }) => body.includes(approval.id) || body.includes(marker));
  const asking = approval.deliveries.filter(({ occasion }) => occasion !== "outcome");
  const channels = new Set(asking.map(({ channel }) => channel));
  return [
    ...approval.deliveries
      .filter(({ status, lastError }) => status === "pending" || (status === "failed" && lastError !== SETTLED_FIRST))
      .map(({ channel, occasion, status, lastError }) => `${channel}, ${occasion}: ${status}, ${lastError ?? ""}`),
    ...approval.deliveries
      .filter((delivery) => delivery.status === "delivered" && !about.some((one) => isOf(delivery, one)))
      .map(({ channel, occasion, to }) => `${channel}, ${occasion}: called delivered to ${to}, and never arrived`),
    ...[...channels].flatMap((channel) =>
      checkIds(channel, about, asking.filter((sent) => sent.channel === channel).length),
    ),
  ];
}

/** Whether it is such a message, and was taken. Only what asks has a link in it. */
function isOf({ channel, occasion, to }: Delivery, { service, body, status }: Passage): boolean {
  if (status === null || status >= 400 || SERVICES[channel]?.includes(service) !== true) return false;
  if (service === "mail" && !body.includes(`"to":[{"email":"${to}"`)) return false;
  return (occasion === "outcome") !== body.includes("/callback/");
}

function checkIds(channel: string, about: readonly Passage[], deliveries: number): string[] {
  const ids = about.flatMap(({ service, headers, body }) => {
    if (service === "webhook" && channel === "webhook") return [headers["webhook-id"] ?? ""];
    const nonce = /"nonce":"([^"]+)"/.exec(body)?.[1];
    return service === "discord" && channel === "discord" && nonce !== undefined ? [nonce] : [];
  });
  return new Set(ids).size <= deliveries
    ? []
    : [`${deliveries} deliveries by ${channel} went under ${new Set(ids).size} ids`];
}
