/** What Discord is told within its three seconds, whatever the approval's owner does meanwhile. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ApprovalPort, DecideAnswer, PersonView } from "../../../src/approvals/port.ts";
import { chatWords } from "../../../src/chat/chat-words.ts";
import type { DiscordPorts } from "../../../src/chat/discord/discord-ports.ts";
import { discordWords } from "../../../src/chat/discord/discord-words.ts";
import { handleInteraction } from "../../../src/chat/discord/handle-interaction.ts";
import type { DiscordInteraction } from "../../../src/chat/discord/interaction.ts";
import { settingsWith } from "../../notifications/fixtures.ts";
import { startWebhookServer, type LocalServer } from "../../support/webhook-server.ts";

const APPROVAL = `hitl_${"0".repeat(64)}`;
const PRESS = {
  kind: "press",
  decision: "approve",
  approvalId: APPROVAL,
  userId: "5",
  ref: { applicationId: "7", token: "s3cret-interaction-token" },
} as const satisfies DiscordInteraction;

let discord: LocalServer;
beforeEach(async () => {
  discord = await startWebhookServer();
});
afterEach(() => discord.close());

interface World {
  readonly inspect?: () => Promise<PersonView>;
  readonly decide?: () => Promise<DecideAnswer>;
  /** True: the time is up at once. */
  readonly isSlow?: true;
}

function worldOf({ inspect, decide, isSlow }: World) {
  const later: Promise<void>[] = [];
  const owner = { inspectAs: inspect, decide } as unknown as ApprovalPort;
  const ports: DiscordPorts = {
    approval: (id) => (id === APPROVAL ? owner : null),
    wait: () => (isSlow ? Promise.resolve() : new Promise(() => undefined)),
    later: (work) => void later.push(work),
    now: Date.now,
    fetch: globalThis.fetch,
    settings: settingsWith({ discordApiUrl: new URL(discord.url).origin }),
  };
  return { ports, later };
}

const OPEN = { kind: "open", form: null, editable: false, answered: null } as unknown as PersonView;
const NOT_ALLOWED: DecideAnswer = { kind: "not-allowed", detail: "no" };

test("a ping is answered", async () => {
  expect(await handleInteraction({ kind: "ping" }, worldOf({}).ports)).toEqual({ type: 1 });
});

test("an owner that takes its time is waited for elsewhere, and what came of it is told in the reply's place", async () => {
  const decided = Promise.withResolvers<DecideAnswer>();
  const { ports, later } = worldOf({ inspect: async () => OPEN, decide: () => decided.promise, isSlow: true });
  expect(await handleInteraction(PRESS, ports)).toEqual({ type: 5, data: { flags: 64 } });
  expect(discord.requests).toHaveLength(0);
  decided.resolve(NOT_ALLOWED);
  await Promise.all(later);
  expect(discord.requests.map(({ method, path }) => [method, path])).toEqual([
    ["PATCH", "/webhooks/7/s3cret-interaction-token/messages/@original"],
  ]);
  expect(JSON.parse(discord.requests[0]?.body ?? "")).toEqual({
    content: discordWords.stranger("discord:5"),
    allowed_mentions: { parse: [] },
  });
});

test("a dialogue is shown in time, even where it is not known yet whether they may answer", async () => {
  const { ports } = worldOf({ inspect: () => new Promise(() => undefined), isSlow: true });
  expect(await handleInteraction({ ...PRESS, decision: "reject" }, ports)).toMatchObject({
    type: 9,
    data: { custom_id: `reject:${APPROVAL}`, components: [{ type: 1 }, { type: 1 }] },
  });
});

test("a stranger is shown no dialogue, and nobody else sees it", async () => {
  const { ports } = worldOf({ inspect: async () => NOT_ALLOWED });
  expect(await handleInteraction({ ...PRESS, decision: "reject" }, ports)).toEqual({
    type: 4,
    data: { content: discordWords.stranger("discord:5"), allowed_mentions: { parse: [] }, flags: 64 },
  });
});

test("what cannot be reached is told, and no more than that", async () => {
  const { ports } = worldOf({ inspect: () => Promise.reject(new Error("s3cret inside")) });
  const reply = await handleInteraction(PRESS, ports);
  expect(reply).toMatchObject({ type: 4, data: { content: discordWords.failed, flags: 64 } });
});

test("an approval that is none of ours is not known", async () => {
  const reply = await handleInteraction({ ...PRESS, approvalId: `hitl_${"1".repeat(64)}` }, worldOf({}).ports);
  expect(reply).toMatchObject({ type: 4, data: { content: chatWords.unknown } });
});

test("what may be changed is approved on the page, not by an old button", async () => {
  const changeable = { kind: "open", form: null, editable: true, answered: null } as unknown as PersonView;
  const decide = () => Promise.reject(new Error("decided all the same"));
  const reply = await handleInteraction(PRESS, worldOf({ inspect: async () => changeable, decide }).ports);
  expect(reply).toMatchObject({ type: 4, data: { content: discordWords.onPage } });
});
