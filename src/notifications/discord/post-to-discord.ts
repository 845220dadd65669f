/** Sends a message to Discord, or puts it in the place of one sent before: by a channel's webhook, or as the bot. */
import { z } from "zod";
import { sha256Hex } from "../../kernel/hash.ts";
import type { ChannelPort, SendResult } from "../notice.ts";
import { type JsonPost, postJson } from "../post-json.ts";
import { readBounded } from "../read-bounded.ts";
import { MAX_RETRY_AFTER_MS } from "../retry-after.ts";
import { parseWebUrl } from "../web-url.ts";
import type { DiscordMessage } from "./discord-message.ts";

/** Where a message goes; `replaces` is the id of the one whose place it takes. */
export interface DiscordTarget {
  readonly webhookUrl: string | undefined;
  /** A channel's id. */
  readonly to: string | undefined;
  readonly replaces: string | null;
}

/** What Discord's documentation asks of programs (docs.discord.com/developers/reference#user-agent). */
const USER_AGENT = "DiscordBot (countersign, 1)";

/** Discord ids are numbers of 64 bits. */
const ID = /^\d{1,20}$/;
const MAX_NONCE = 25;

const Sent = z.object({ id: z.string().regex(ID) });
const Slowed = z.object({ retry_after: z.number().nonnegative() });

/** Tries once and never throws. A `webhookUrl` goes before `to`. */
export async function postToDiscord(
  { webhookUrl, to, replaces }: DiscordTarget,
  message: DiscordMessage,
  port: ChannelPort,
): Promise<SendResult> {
  if (replaces !== null && !ID.test(replaces)) return { status: "failed", error: "the message to change has no id" };
  return webhookUrl === undefined && to !== undefined
    ? postAsBot(to, replaces, message, port)
    : postByWebhook(webhookUrl, replaces, message, port);
}

async function postByWebhook(
  webhookUrl: string | undefined,
  replaces: string | null,
  message: DiscordMessage,
  port: ChannelPort,
): Promise<SendResult> {
  const target = parseWebUrl(webhookUrl, "webhookUrl of discord");
  if (target.status === "failed") return target;
  const url = new URL(target.url);
  // Without `wait`, Discord says nothing of errors; without `with_components`, it drops the buttons.
  url.searchParams.set("wait", "true");
  url.searchParams.set("with_components", "true");
  if (replaces !== null) url.pathname = `${url.pathname.replace(/\/+$/, "")}/messages/${replaces}`;
  return postJson({ url, body: JSON.stringify(message), ...commonOf(replaces) }, port);
}

async function postAsBot(
  to: string,
  replaces: string | null,
  message: DiscordMessage,
  port: ChannelPort,
): Promise<SendResult> {
  const { discordBotToken: token, discordApiUrl } = port.settings;
  if (token === undefined) {
    return { status: "failed", error: "DISCORD_BOT_TOKEN is not set: without it, discord needs webhookUrl" };
  }
  const channel = to.trim();
  if (!ID.test(channel)) return { status: "failed", error: "`to` of discord is not a channel's id, which is a number" };
  const path = `/channels/${channel}/messages${replaces === null ? "" : `/${replaces}`}`;
  const target = parseWebUrl(`${discordApiUrl}${path}`, "DISCORD_API_URL");
  if (target.status === "failed") return target;
  const common = commonOf(replaces);
  return postJson(
    {
      url: target.url,
      body: JSON.stringify(replaces === null ? { ...message, ...onlyOnce(port.deliveryId) } : message),
      ...common,
      headers: { ...common.headers, authorization: `Bot ${token}` },
      secrets: [token],
    },
    port,
  );
}

/** A second attempt within some minutes gives the message of the first. */
function onlyOnce(deliveryId: string): object {
  return { nonce: sha256Hex(deliveryId).slice(0, MAX_NONCE), enforce_nonce: true };
}

function commonOf(replaces: string | null) {
  return {
    method: replaces === null ? "POST" : "PATCH",
    headers: { "user-agent": USER_AGENT },
    retryAfterIn: (answer: string) => retryAfterIn(answer),
    accept: readAnswer,
  } as const satisfies Partial<JsonPost>;
}

/** The message as Discord keeps it; from a proxy that says less, the message is there all the same. */
async function readAnswer(response: Response): Promise<SendResult> {
  const sent = Sent.safeParse(parseOrNull(await readBounded(response)));
  return sent.success ? { status: "delivered", id: sent.data.id, ref: sent.data.id } : { status: "delivered" };
}

/** Seconds, with a fraction. */
function retryAfterIn(answer: string): number | undefined {
  const slowed = Slowed.safeParse(parseOrNull(answer));
  return slowed.success ? Math.min(Math.ceil(slowed.data.retry_after * 1_000), MAX_RETRY_AFTER_MS) : undefined;
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
