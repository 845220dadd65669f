/** The Slack door: buttons and dialogues. Who sent a request is settled before anything in it is read. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { approvalById } from "../../approvals/approval-stub.ts";
import { type Env, readConfig } from "../../config.ts";
import { describeSlack } from "./describe-slack.ts";
import { createPersonFinder } from "./find-person.ts";
import { handlePress, pressedButton } from "./handle-press.ts";
import { handleSubmission } from "./handle-submission.ts";
import { type Interaction, parseInteraction } from "./interaction.ts";
import { readSigned, signatureInvalid } from "../read-signed.ts";
import { createSeenRequests } from "../seen-requests.ts";
import type { SlackPorts } from "./slack-ports.ts";
import { isSignedBySlack } from "./verify-slack-request.ts";

type SlackContext = Context<{ Bindings: Env }>;

/** Where Slack sends what people press: the request URL of the app's interactivity. */
export const SLACK_PATH = "/chat/slack/interactions";

/** For the isolate, not for the request. */
const seen = createSeenRequests();
const findPerson = createPersonFinder();

export function addSlack(app: OpenAPIHono<{ Bindings: Env }>): void {
  describeSlack(app, SLACK_PATH);
  app.post(SLACK_PATH, async (c) => {
    const interaction = parseInteraction(await readVerified(c));
    return interaction === null ? c.body(null, 200) : answer(c, interaction);
  });
}

async function readVerified(c: SlackContext): Promise<string> {
  const secrets = readConfig(c.env).notifications.slackSigningSecret;
  if (secrets === undefined) {
    throw signatureInvalid("SLACK_SIGNING_SECRET is not set, so nothing from Slack can be verified.");
  }
  return readSigned(c, {
    timestamp: c.req.header("x-slack-request-timestamp"),
    signature: c.req.header("x-slack-signature"),
    isSigned: (request) => isSignedBySlack(request, secrets),
    seen,
  });
}

async function answer(c: SlackContext, interaction: Interaction): Promise<Response> {
  const ports = portsOf(c);
  const later = (work: Promise<unknown>): void => c.executionCtx.waitUntil(work);
  switch (interaction.type) {
    case "block_actions": {
      const button = pressedButton(interaction);
      if (button !== null) later(handlePress(interaction, button, ports));
      return c.body(null, 200);
    }
    case "view_submission":
      return c.json(await handleSubmission(interaction, ports, later));
    default:
      return interaction satisfies never;
  }
}

function portsOf({ env }: SlackContext): SlackPorts {
  return {
    approval: (approvalId) => approvalById(env.HITL_STATE, approvalId),
    findPerson,
    now: Date.now,
    fetch: (input, init) => fetch(input, init),
    settings: readConfig(env).notifications,
  };
}
