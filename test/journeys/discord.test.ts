import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client, decide } from "../support/client.ts";
import { Counting, startCountingServer, type CountingServer } from "../support/counting-server.ts";
import { DiscordHands, type SignedInteraction, toldBy } from "../support/discord-hands.ts";
import {
  DISCORD_BOT_TOKEN,
  DISCORD_CHANNEL,
  type DiscordButton,
  type DiscordMessage,
  startDiscordServer,
  type DiscordServer,
} from "../support/discord-server.ts";
import { eventually, eventuallyThere } from "../support/eventually.ts";
import { KEYS, testSettings } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";
import { TestWorker } from "../support/worker.ts";

const MINUTE = 60_000;
const ANA = "1290000000000000011";
const BO = "1290000000000000012";
const EVE = "1290000000000000666";

const hands = new DiscordHands();
let discord: DiscordServer;
let outside: CountingServer;
let worker: TestWorker;
let client: Client;

beforeAll(async () => {
  [discord, outside] = await Promise.all([startDiscordServer(), startCountingServer()]);
  const vars = {
    ...testSettings({ testServer: outside.url }),
    DISCORD_BOT_TOKEN,
    DISCORD_PUBLIC_KEY: hands.publicKey,
    DISCORD_API_URL: discord.apiUrl,
  };
  worker = await TestWorker.start({ vars });
  client = new Client(worker.url, KEYS.main);
}, 90_000);

afterAll(async () => {
  await worker.stop();
  await Promise.all([discord.close(), outside.stop()]);
});

function messageAbout(key: string): DiscordMessage | undefined {
  return [...discord.messages.values()].find((message) => JSON.stringify(message.embeds ?? "").includes(key));
}

/** Once it is over, the message no longer shows the data: it is found by what stands in its place. */
function messageOfRun(runId: string): DiscordMessage | undefined {
  const written = runId.replaceAll("_", "\\_");
  return [...discord.messages.values()].find(({ embeds = [] }) =>
    embeds.some(({ fields = [] }) => fields.some(({ value }) => value === written)),
  );
}

function buttonsOf(message: DiscordMessage | undefined): readonly DiscordButton[] {
  return message?.components?.flatMap((row) => row.components) ?? [];
}

async function asked(approvers: readonly string[], minApprovals = 1) {
  const key = uniqueKey("discord");
  const input = { key, channel: DISCORD_CHANNEL, approvers: approvers.map((id) => `discord:${id}`), minApprovals };
  const { runId, approvalId } = await client.startAndSuspend("discord-people", input);
  const message = await eventuallyThere(() => messageAbout(key), { what: "the message is there" });
  return { key, runId, approvalId, message };
}

function press(customId: string, userId: string) {
  return hands.deliver(worker.url, hands.sign(hands.press(customId, userId)));
}

async function stamped(runId: string, title: string): Promise<void> {
  await eventually(
    () => messageOfRun(runId),
    (message) => message?.embeds?.[0]?.title?.startsWith(title) === true && buttonsOf(message).length === 0,
    { what: "the message is stamped, and its buttons are gone" },
  );
}

test("by webhook: a link in the message decides, the message is stamped, and notify tells more", async () => {
  const key = uniqueKey("discord-hook");
  const { runId } = await client.startAndSuspend("discord-asked", { key, webhookUrl: discord.url });
  const message = await eventuallyThere(() => messageAbout(key), { what: "the message is there" });
  expect(buttonsOf(message).map(({ label, style }) => [label, style])).toEqual([
    ["Approve", 5],
    ["Reject", 5],
    ["See all of it", 5],
  ]);
  await decide(buttonsOf(message)[2]?.url ?? "", { approved: true });
  expect((await client.waitForEnd(runId)).status).toBe("completed");
  await stamped(runId, "✅ Approved");
  expect([...discord.messages.values()].map(({ content }) => content)).toContain(`Went on: ${key}`);
  expect(await new Counting(outside.url).count(`/act/${key}`)).toBe(1);
});

describe("by the bot, whose buttons decide", () => {
  test("who is named approves by pressing, is proved by it, and a second press changes nothing", async () => {
    const { key, runId, approvalId, message } = await asked([ANA]);
    const approve = buttonsOf(message)[0]?.custom_id ?? "";
    expect(toldBy(await press(approve, ANA))).toBe(
      "Thank you. Your approval is recorded. With it, the request is settled.",
    );
    const run = await client.waitForEnd(runId);
    expect(run.output).toMatchObject({
      status: "approved",
      approvals: [{ approver: `discord:${ANA}`, approved: true, via: "discord", verified: true }],
    });
    await stamped(runId, "✅ Approved");
    expect(toldBy(await press(approve, ANA))).toBe("This request was approved");
    expect((await client.getApproval(approvalId)).approvals).toHaveLength(1);
    expect(await new Counting(outside.url).count(`/act/${key}`)).toBe(1);
  });

  test("Reject asks why, and what is said is recorded", async () => {
    const { runId, message } = await asked([ANA]);
    const reject = buttonsOf(message)[1]?.custom_id ?? "";
    const { reply } = await press(reject, ANA);
    expect(reply).toMatchObject({ type: 9, data: { custom_id: reject, title: "Reject" } });
    const submitted = hands.submit(reject, ANA, { reason: "Too early", feedback: "@everyone <b>wait</b>" });
    expect(toldBy(await hands.deliver(worker.url, hands.sign(submitted)))).toContain("Your rejection is recorded");
    expect((await client.waitForEnd(runId)).output).toMatchObject({
      status: "rejected",
      approvals: [{ reason: "Too early", feedback: "@everyone <b>wait</b>", approver: `discord:${ANA}` }],
    });
    await stamped(runId, "❌ Rejected");
    expect(messageOfRun(runId)?.embeds?.[0]?.description).toContain("\\@\u200Beveryone \\<b\\>wait\\</b\\>");
  });

  test("a stranger is told privately who they are here, and nothing is decided, dialogue or not", async () => {
    const { approvalId, message } = await asked([ANA]);
    for (const { custom_id: id = "" } of buttonsOf(message).slice(0, 2)) {
      const told = await press(id, EVE);
      expect(told.reply).toMatchObject({ type: 4, data: { flags: 64, allowed_mentions: { parse: [] } } });
      expect(toldBy(told)).toContain(`\`discord:${EVE}\``);
    }
    const submitted = hands.submit(`reject:${approvalId}`, EVE, { reason: "mine" });
    expect(toldBy(await hands.deliver(worker.url, hands.sign(submitted)))).toContain("not counted");
    expect((await client.getApproval(approvalId)).approvals).toEqual([]);
  });

  test("a quorum waits for both, and counts nobody twice", async () => {
    const { runId, approvalId, message } = await asked([ANA, BO], 2);
    const approve = buttonsOf(message)[0]?.custom_id ?? "";
    expect(toldBy(await press(approve, ANA))).toContain("it waits for 1 more approval");
    expect(toldBy(await press(approve, ANA))).toContain("has answered already");
    expect((await client.getApproval(approvalId)).status).toBe("pending");
    await press(approve, BO);
    expect((await client.waitForEnd(runId)).status).toBe("completed");
  });

  test("what has a form is approved on its page, even where somebody forges the button", async () => {
    const key = uniqueKey("discord-form");
    const input = { key, channel: DISCORD_CHANNEL };
    const { runId, approvalId } = await client.startAndSuspend("discord-form", input);
    const message = await eventuallyThere(() => messageOfRun(runId), { what: "the message is there" });
    expect(buttonsOf(message)[0]?.url).toMatch(/\?action=approve$/);
    expect(toldBy(await press(`approve:${approvalId}`, ANA))).toContain("answer on its page");
    expect((await client.getApproval(approvalId)).status).toBe("pending");
  });

  test("Discord's own check of the address is answered", async () => {
    const ping = await hands.deliver(worker.url, hands.sign({ type: 1, id: "1", token: "t" }));
    expect(ping).toEqual({ status: 200, reply: { type: 1 } });
  });
});

describe("a request that Discord has not just signed is refused before anything in it is read", () => {
  const other = generateKeyPairSync("ed25519").privateKey;

  const forgeries: [what: string, forge: (interaction: object) => SignedInteraction][] = [
    ["signed with another key", (interaction) => hands.sign(interaction, { key: other })],
    ["six minutes old", (interaction) => hands.sign(interaction, { at: Date.now() - 6 * MINUTE })],
    ["six minutes ahead", (interaction) => hands.sign(interaction, { at: Date.now() + 6 * MINUTE })],
    ["with another body than was signed", (interaction) => ({ ...hands.sign({}), body: JSON.stringify(interaction) })],
    ["without any signature", (interaction) => ({ headers: {}, body: JSON.stringify(interaction) })],
    ["no JSON at all", () => ({ headers: {}, body: "\u0000\u0001" })],
  ];

  test.each(forgeries)("%s", async (_what, forge) => {
    const { approvalId } = await asked([ANA]);
    const refused = await hands.deliver(worker.url, forge(hands.press(`approve:${approvalId}`, ANA)));
    expect(refused).toMatchObject({ status: 401, reply: { code: "signature-invalid" } });
    expect((await client.getApproval(approvalId)).approvals).toEqual([]);
  });

  test("the same one again is refused, and decides nothing again", async () => {
    const { approvalId } = await asked([ANA, BO], 2);
    const request = hands.sign(hands.press(`approve:${approvalId}`, ANA));
    expect((await hands.deliver(worker.url, request)).status).toBe(200);
    const capitals = (request.headers["x-signature-ed25519"] ?? "").toUpperCase();
    const again = { ...request, headers: { ...request.headers, "x-signature-ed25519": capitals } };
    for (const replay of [request, again, request]) expect((await hands.deliver(worker.url, replay)).status).toBe(401);
    expect((await client.getApproval(approvalId)).approvals).toHaveLength(1);
  });

  test("a signature does not make a body larger than 256 KiB welcome, nor one that is not ours", async () => {
    const huge = hands.sign({ type: 3, filler: "x".repeat(300 * 1_024) });
    expect(await hands.deliver(worker.url, huge)).toMatchObject({ status: 413, reply: { code: "too-large" } });
    const command = await hands.deliver(worker.url, hands.sign({ type: 2 }));
    expect(command).toMatchObject({ status: 400, reply: { code: "bad-request" } });
  });

  test("without DISCORD_PUBLIC_KEY everything is refused", async () => {
    const refused = await hands.deliver(shared().url, hands.sign({ type: 1 }));
    expect(refused).toMatchObject({ status: 401, reply: { code: "signature-invalid" } });
  });
});
