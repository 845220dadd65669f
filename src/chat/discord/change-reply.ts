/** Puts a text in the place of "Thinking …", by the token that came with the press. */
import type { SendResult } from "../../notifications/notice.ts";
import { postJson } from "../../notifications/post-json.ts";
import { parseWebUrl } from "../../notifications/web-url.ts";
import type { DiscordPorts } from "./discord-ports.ts";
import type { InteractionRef } from "./interaction.ts";
import { privateMessage } from "./reply.ts";

const CALL_MS = 10_000;

/** @param text - escaped */
export async function changeReply(
  { applicationId, token }: InteractionRef,
  text: string,
  { settings, fetch, now }: DiscordPorts,
): Promise<SendResult> {
  const path = `/webhooks/${applicationId}/${token}/messages/@original`;
  const target = parseWebUrl(`${settings.discordApiUrl}${path}`, "DISCORD_API_URL");
  if (target.status === "failed") return target;
  const body = JSON.stringify(privateMessage(text));
  const accept = (): SendResult => ({ status: "delivered" });
  const port = { fetch, now: now(), signal: AbortSignal.timeout(CALL_MS) };
  return postJson({ url: target.url, method: "PATCH", body, accept }, port);
}
