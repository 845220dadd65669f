/** The Discord door: buttons and dialogues. Who sent a request is settled before anything in it is read. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { approvalById } from "../../approvals/approval-stub.ts";
import { type Env, readConfig } from "../../config.ts";
import { CountersignError } from "../../kernel/errors.ts";
import { readSigned, signatureInvalid } from "../read-signed.ts";
import { createSeenRequests } from "../seen-requests.ts";
import { describeDiscord } from "./describe-discord.ts";
import type { DiscordPorts } from "./discord-ports.ts";
import { handleInteraction } from "./handle-interaction.ts";
import { parseInteraction } from "./interaction.ts";
import { isSignedByDiscord } from "./verify-discord-request.ts";

type DiscordContext = Context<{ Bindings: Env }>;

/** Where Discord sends what people press: the interactions endpoint URL of the application. */
const DISCORD_PATH = "/chat/discord/interactions";

/** For the isolate, not for the request. */
const seen = createSeenRequests();

export function addDiscord(app: OpenAPIHono<{ Bindings: Env }>): void {
  describeDiscord(app, DISCORD_PATH);
  app.post(DISCORD_PATH, async (c) => {
    const interaction = parseInteraction(await readVerified(c));
    if (interaction === null) throw new CountersignError("bad-request", "This is no button or dialogue of ours.");
    return c.json(await handleInteraction(interaction, portsOf(c)));
  });
}

async function readVerified(c: DiscordContext): Promise<string> {
  const publicKey = readConfig(c.env).notifications.discordPublicKey;
  if (publicKey === undefined) {
    throw signatureInvalid("DISCORD_PUBLIC_KEY is not set, so nothing from Discord can be verified.");
  }
  return readSigned(c, {
    timestamp: c.req.header("x-signature-timestamp"),
    // The same signature may be written in capitals.
    signature: c.req.header("x-signature-ed25519")?.toLowerCase(),
    isSigned: (request) => isSignedByDiscord(request, publicKey),
    seen,
  });
}

function portsOf(c: DiscordContext): DiscordPorts {
  const { env } = c;
  return {
    approval: (approvalId) => approvalById(env.HITL_STATE, approvalId),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    later: (work) => c.executionCtx.waitUntil(work),
    now: Date.now,
    fetch: (input, init) => fetch(input, init),
    settings: readConfig(env).notifications,
  };
}
