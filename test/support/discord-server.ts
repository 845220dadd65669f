/** A local Discord: a channel's webhook and the bot's API, which refuse what Discord refuses and keep the messages. */
import { startRecordingServer, type LocalServer, type ReceivedRequest, type Reply } from "./webhook-server.ts";

export const DISCORD_BOT_TOKEN = "bot-token-0123456789.abc.def";
export const DISCORD_CHANNEL = "1290000000000000001";

export interface DiscordMessage {
  readonly content?: string;
  readonly embeds?: readonly DiscordEmbed[];
  readonly components?: readonly { readonly components: readonly DiscordButton[] }[];
  readonly allowed_mentions?: unknown;
  readonly flags?: number;
  readonly nonce?: string;
}

interface DiscordEmbed {
  readonly title?: string;
  readonly description?: string;
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
}

export interface DiscordButton {
  readonly style: number;
  readonly label: string;
  readonly url?: string;
  readonly custom_id?: string;
}

export interface DiscordRequest extends ReceivedRequest {
  readonly message: DiscordMessage | null;
  /** What is wrong with it; Discord says so under `errors`. */
  readonly problems: readonly string[];
}

export interface DiscordServer extends LocalServer<DiscordRequest> {
  /** Of the bot. */
  readonly apiUrl: string;
  /** As they stand now, by their ids. */
  readonly messages: ReadonlyMap<string, DiscordMessage>;
}

const WEBHOOK = "/api/webhooks/1290000000000000002/s3cretWebhookToken";
const FIRST_ID = 1_290_000_000_000_000_100n;

export async function startDiscordServer(): Promise<DiscordServer> {
  const messages = new Map<string, DiscordMessage>();
  const server = await startRecordingServer<DiscordRequest>({
    path: WEBHOOK,
    read: (request) => {
      const message = parseOrNull(request.body);
      return { ...request, message, problems: checkDiscordMessage(message, request.path) };
    },
    answer: (request) => answerLikeDiscord(request, messages),
  });
  return { ...server, apiUrl: `${new URL(server.url).origin}/api/v10`, messages };
}

function answerLikeDiscord(request: DiscordRequest, messages: Map<string, DiscordMessage>): Reply {
  const url = new URL(request.path, "http://localhost");
  const place = placeOf(url.pathname);
  if (place === null) return json(404, { message: "404: Not Found", code: 0 });
  if (place.by === "bot" && request.headers["authorization"] !== `Bot ${DISCORD_BOT_TOKEN}`) {
    return json(401, { message: "401: Unauthorized", code: 0 });
  }
  if (request.method !== (place.message === undefined ? "POST" : "PATCH")) {
    return json(405, { message: "405: Method Not Allowed", code: 0 });
  }
  if (request.message === null || request.problems.length > 0) {
    return json(400, { message: "Invalid Form Body", code: 50_035, errors: { _errors: request.problems } });
  }
  const asked = knownComponents(request.message, url, place.by);
  if (place.message !== undefined) {
    const before = messages.get(place.message);
    if (before === undefined) return json(404, { message: "Unknown Message", code: 10_008 });
    messages.set(place.message, { ...before, ...asked });
    return json(200, { id: place.message });
  }
  const id = sameNonce(asked, messages) ?? String(FIRST_ID + BigInt(messages.size));
  messages.set(id, asked);
  return place.by === "bot" || url.searchParams.get("wait") === "true" ? json(200, { id }) : 204;
}

interface Place {
  readonly by: "webhook" | "bot";
  readonly message: string | undefined;
}

function placeOf(path: string): Place | null {
  if (path.startsWith(WEBHOOK)) {
    const rest = /^(?:\/messages\/(\d+))?$/.exec(path.slice(WEBHOOK.length));
    return rest === null ? null : { by: "webhook", message: rest[1] };
  }
  const posted = /^\/api\/v10\/channels\/(\d+)\/messages(?:\/(\d+))?$/.exec(path);
  return posted?.[1] !== DISCORD_CHANNEL ? null : { by: "bot", message: posted[2] };
}

/** Of a webhook, components that were not asked for are dropped without a word. */
function knownComponents(message: DiscordMessage, url: URL, by: Place["by"]): DiscordMessage {
  if (by === "bot" || url.searchParams.get("with_components") === "true") return message;
  const { components: _dropped, ...rest } = message;
  return rest;
}

function sameNonce({ nonce }: DiscordMessage, messages: ReadonlyMap<string, DiscordMessage>): string | undefined {
  if (nonce === undefined) return undefined;
  return [...messages].find(([, message]) => message.nonce === nonce)?.[0];
}

/** Shapes and limits as documented; `path` tells a webhook, which may have no buttons that decide. */
export function checkDiscordMessage(message: DiscordMessage | null, path = ""): string[] {
  if (message === null || typeof message !== "object") return ["the message is not an object"];
  const { content = "", embeds = [], components = [], nonce } = message;
  const buttons = components.flatMap((row) => row.components);
  const sizes = embeds.flatMap(embedTexts).map(lengthOf);
  return [
    ...over("content", content, 2_000),
    ...(content === "" && embeds.length === 0 ? ["Cannot send an empty message"] : []),
    ...(embeds.length > 10 ? ["embeds: more than 10"] : []),
    ...embeds.flatMap(checkEmbed),
    ...(sizes.reduce((sum, size) => sum + size, 0) > 6_000 ? ["embeds: more than 6000 in all"] : []),
    ...(components.length > 5 || components.some((row) => row.components.length > 5) ? ["too many buttons"] : []),
    ...buttons.flatMap((button) => checkButton(button, path.startsWith(WEBHOOK))),
    ...(new Set(buttons.map(({ custom_id: id, url }) => id ?? url)).size === buttons.length ? [] : ["a button twice"]),
    ...(nonce !== undefined && nonce.length > 25 ? ["nonce: more than 25"] : []),
  ];
}

function embedTexts({ title = "", description = "", fields = [] }: DiscordEmbed): string[] {
  return [title, description, ...fields.flatMap(({ name, value }) => [name, value])];
}

function checkEmbed({ title, description, fields = [] }: DiscordEmbed): string[] {
  return [
    ...over("title", title ?? "", 256),
    ...over("description", description ?? "", 4_096),
    ...(fields.length > 25 ? ["fields: more than 25"] : []),
    ...fields.flatMap(({ name, value }) => [
      ...over("field name", name, 256),
      ...over("field value", value, 1_024),
      ...(name.trim() === "" || value.trim() === "" ? ["field: This field is required"] : []),
    ]),
  ];
}

function checkButton({ style, label, url, custom_id: id }: DiscordButton, isWebhook: boolean): string[] {
  const isLink = style === 5;
  return [
    ...over("label", label, 80),
    ...(isLink && (url === undefined || !URL.canParse(url) || url.length > 512 || id !== undefined) ? ["url"] : []),
    ...(!isLink && (id === undefined || id.length > 100 || url !== undefined) ? ["custom_id"] : []),
    ...(!isLink && isWebhook ? ["an application's webhook alone may have such buttons"] : []),
  ];
}

function over(at: string, text: string, limit: number): string[] {
  return [
    ...(lengthOf(text) > limit ? [`${at}: ${lengthOf(text)} characters`] : []),
    ...(text.isWellFormed() ? [] : [`${at}: half a surrogate pair`]),
  ];
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** Everything that Discord would show as text. */
export function textsOf({ content = "", embeds = [] }: DiscordMessage): string[] {
  return [content, ...embeds.flatMap(embedTexts)].filter((text) => text !== "");
}

/** Whatever of the message Discord would make a mention, a link or markup of, but for what is ours. */
export function findMarkup(message: DiscordMessage): string[] {
  return textsOf(message).flatMap((text) => {
    const plain = text
      .replaceAll(/```\n(?:(?!```)[\s\S])*\n```/g, "")
      .replaceAll(/<t:\d+:f>/g, "")
      .replaceAll(/\*(?:\*Data\*|Shortened: see all of it by the button below\.)\*/g, "")
      .replaceAll(/\\[^0-9A-Za-z\s]/g, "x");
    return plain.match(/[*_~`|<>[\]@].{0,20}|https?:\/\/|^\s*(?:#|-\s)/gm) ?? [];
  });
}

function json(status: number, body: object): Reply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function parseOrNull(text: string): DiscordMessage | null {
  try {
    return JSON.parse(text) as DiscordMessage;
  } catch {
    return null;
  }
}
