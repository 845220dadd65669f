/** Messages of Slack's bot: posted to a channel or a person, and changed later. */
import { isJsonObject } from "../../kernel/json.ts";
import type { SendFailure, SendResult } from "../notice.ts";
import { callSlack, type SlackPort } from "./call-slack.ts";
import { slackAddress } from "./slack-address.ts";

/** Where a message stands, as `SendResult.ref` keeps it: `CHANNEL:TS`. */
export interface SlackMessageRef {
  readonly channel: string;
  readonly ts: string;
}

export async function postAsBot(to: string | undefined, message: object, port: SlackPort): Promise<SendResult> {
  const found = await findConversation(to, port);
  if (found.status !== "ok") return found;
  const sent = await callSlack({ method: "chat.postMessage", body: { channel: found.channel, ...message } }, port);
  if (sent.status !== "ok") return sent;
  const { channel, ts } = sent.answer;
  if (typeof channel !== "string" || typeof ts !== "string") return { status: "delivered" };
  return { status: "delivered", id: ts, ref: formatMessageRef({ channel, ts }) };
}

/** Puts another message in the place of one that was posted. */
export async function updateAsBot(ref: SlackMessageRef, message: object, port: SlackPort): Promise<SendResult> {
  const updated = await callSlack({ method: "chat.update", body: { ...ref, ...message } }, port);
  return updated.status === "ok" ? { status: "delivered", ref: formatMessageRef(ref) } : updated;
}

function formatMessageRef({ channel, ts }: SlackMessageRef): string {
  return `${channel}:${ts}`;
}

export function parseMessageRef(ref: string): SlackMessageRef | null {
  const match = /^([A-Z0-9]+):(\d+\.\d+)$/.exec(ref);
  return match?.[1] === undefined || match[2] === undefined ? null : { channel: match[1], ts: match[2] };
}

const NOBODY =
  "slack has nobody to tell: no `webhookUrl`, no `to`, no approver with an e-mail address or a Slack user id";

type Found = { readonly status: "ok"; readonly channel: string } | SendFailure;

/** A user's id opens the direct message with them. */
async function findConversation(to: string | undefined, port: SlackPort): Promise<Found> {
  if (to === undefined) return { status: "failed", error: NOBODY };
  const address = slackAddress(to);
  switch (address.kind) {
    case "channel":
      return { status: "ok", channel: address.channel };
    case "user":
      return { status: "ok", channel: address.id };
    case "email":
      return findUser(address.email, port);
    case "unclear":
      return { status: "failed", error: "`to` of slack is no channel (C…, #name), user id (U…) or e-mail address" };
    default:
      return address satisfies never;
  }
}

async function findUser(email: string, port: SlackPort): Promise<Found> {
  const found = await callSlack({ method: "users.lookupByEmail", query: { email } }, port);
  if (found.status !== "ok") return found;
  const { user } = found.answer;
  const id = isJsonObject(user) ? user["id"] : undefined;
  if (typeof id === "string") return { status: "ok", channel: id };
  return { status: "failed", error: "Slack named no user for the e-mail address" };
}
