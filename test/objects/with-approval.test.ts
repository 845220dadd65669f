/** A call behind people: it runs after a yes, and only then, with exactly what they were shown. */
import { generateText, stepCountIs, tool } from "ai";
import { MockLanguageModelV4 } from "ai/test";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { isNotApproved, withApproval } from "../../src/client/create-client.ts";
import type { Approval } from "../../src/contract/approval.ts";
import { moveTime } from "./support/approval.ts";
import { SOON } from "./support/bindings.ts";
import { client } from "./support/in-process-client.ts";

interface Payment {
  payee: string;
  amount: number;
}

let question = 0;

/** A prompt that no other test has. */
function uniquePrompt(): string {
  question += 1;
  return `Question ${question} of ${crypto.randomUUID()}?`;
}

async function askedBy(prompt: string): Promise<Approval[]> {
  const { items } = await client.approvals.list({ status: "pending", run: "", limit: 100 });
  return items.filter((approval) => approval.prompt === prompt);
}

async function onlyAskedBy(prompt: string): Promise<Approval> {
  const [asked] = await vi.waitUntil(async () => {
    const found = await askedBy(prompt);
    return found.length > 0 && found;
  }, SOON);
  if (asked === undefined) throw new Error("nobody is asked");
  return asked;
}

function paying() {
  const paid: Payment[] = [];
  return { paid, pay: (payment: Payment) => paid.push(payment) };
}

test("after a yes the call runs, with what people were shown, whatever became of it meanwhile", async () => {
  const { paid, pay } = paying();
  const prompt = uniquePrompt();
  const guarded = withApproval(pay, {
    client,
    title: "Payments",
    prompt,
    channels: [],
    approvers: ["ana@example.com"],
  });
  const payment = { payee: "Dana", amount: 120 };
  const called = guarded(payment);
  payment.amount = 5_000;
  const asked = await onlyAskedBy(prompt);
  expect(asked).toMatchObject({
    ensemble: "Payments",
    data: { payee: "Dana", amount: 120 },
    approvers: ["ana@example.com"],
  });
  expect(paid).toEqual([]);
  await client.approvals.decide(asked.id, { approved: true, approver: "ana@example.com" });
  expect(await called).toBe(1);
  expect(paid).toEqual([{ payee: "Dana", amount: 120 }]);
});

test.each([
  [
    "a no",
    { approved: false, reason: "Too dear" },
    { status: "rejected", reason: "Too dear", message: expect.stringContaining("Too dear") },
  ],
  ["a withdrawal", null, { status: "cancelled" }],
])("after %s it does not run, and says so", async (_what, answer, told) => {
  const { paid, pay } = paying();
  const prompt = uniquePrompt();
  const called = withApproval(pay, { client, prompt: () => prompt, channels: [] })({ payee: "Dana", amount: 1 });
  const { id } = await onlyAskedBy(prompt);
  if (answer === null) await client.approvals.withdraw(id);
  else await client.approvals.decide(id, answer);
  const result = await called;
  expect(result).toMatchObject({ approved: false, approvalId: id, ...told });
  expect(isNotApproved(result)).toBe(true);
  expect(paid).toEqual([]);
});

test("silence is no yes", async () => {
  const { paid, pay } = paying();
  const prompt = uniquePrompt();
  const called = withApproval(pay, { client, prompt, channels: [], timeout: "1h" })({ payee: "Dana", amount: 1 });
  await moveTime((await onlyAskedBy(prompt)).id, 3_600_000);
  expect(await called).toMatchObject({ approved: false, status: "timeout" });
  expect(paid).toEqual([]);
});

test("`when` lets small things through, and each call is asked about by itself", async () => {
  const { paid, pay } = paying();
  const prompt = uniquePrompt();
  const guarded = withApproval(pay, { client, prompt, channels: [], when: ({ amount }) => amount > 100 });
  expect(await guarded({ payee: "Dana", amount: 5 })).toBe(1);
  const calls = [guarded({ payee: "Dana", amount: 500 }), guarded({ payee: "Dana", amount: 500 })];
  const [first, second] = await vi.waitUntil(async () => {
    const found = await askedBy(prompt);
    return found.length === 2 && found;
  }, SOON);
  await client.approvals.decide(first?.id ?? "", { approved: true });
  await client.approvals.decide(second?.id ?? "", { approved: false });
  expect((await Promise.all(calls)).filter(isNotApproved)).toHaveLength(1);
  expect(paid).toHaveLength(2);
});

test("what calls off the wait takes the question back; under a key it stays, and its answer is found again", async () => {
  const { paid, pay } = paying();
  const [prompt, controller] = [uniquePrompt(), new AbortController()];
  const options = { client, prompt, channels: [], signal: controller.signal };
  const called = withApproval(pay, options)({ payee: "Dana", amount: 1 });
  const { id } = await onlyAskedBy(prompt);
  controller.abort(new Error("enough"));
  await expect(called).rejects.toThrow("enough");
  expect(await client.approvals.get(id)).toMatchObject({ status: "cancelled" });

  const named = { client, prompt: uniquePrompt(), channels: [], key: () => `call-${prompt.length}-${id}` };
  const gone = new AbortController();
  const first = withApproval(pay, { ...named, signal: gone.signal })({ payee: "Dana", amount: 1 });
  const kept = await onlyAskedBy(named.prompt);
  gone.abort(new Error("crash"));
  await expect(first).rejects.toThrow("crash");
  await client.approvals.decide(kept.id, { approved: true });
  await withApproval(pay, named)({ payee: "Dana", amount: 1 });
  expect(paid).toHaveLength(1);
  // The key names this call: with another input it is no way around asking.
  await expect(withApproval(pay, named)({ payee: "Eve", amount: 9_999 })).rejects.toMatchObject({
    code: "idempotency-conflict",
  });
  expect(paid).toHaveLength(1);
});

test("where Countersign cannot be asked, nothing runs", async () => {
  const { paid, pay } = paying();
  await expect(withApproval(pay, { client, prompt: "" })({ payee: "Dana", amount: 1 })).rejects.toMatchObject({
    code: "bad-request",
  });
  expect(paid).toEqual([]);
});

const usage = { inputTokens: { total: 1 }, outputTokens: { total: 1 } };

/** A model that calls the tool, and then says what came of it. */
function modelThatPays(amount: number) {
  const heard: unknown[] = [];
  const call = {
    type: "tool-call",
    toolCallId: "functions.pay:0",
    toolName: "pay",
    input: `{"payee":"Dana","amount":${amount}}`,
  };
  const model = new MockLanguageModelV4({
    doGenerate: async ({ prompt }: { prompt: readonly { role: string; content: unknown }[] }) => {
      const last = prompt.at(-1);
      if (last?.role !== "tool")
        return { content: [call], finishReason: { unified: "tool-calls" }, usage, warnings: [] };
      heard.push(last.content);
      return { content: [{ type: "text", text: "Done." }], finishReason: { unified: "stop" }, usage, warnings: [] };
    },
  } as never);
  return { model, heard };
}

test.each([
  ["a yes", true, ["Dana"], /"value":"PAID"/],
  ["a no", false, [], /"status":"rejected".*Not this one/],
])("a tool of the AI SDK waits for people, and the model reads %s", async (_what, approved, payees, told) => {
  const [paid, prompt]: [string[], string] = [[], uniquePrompt()];
  const pay = tool({
    description: "Pays somebody",
    inputSchema: z.object({ payee: z.string(), amount: z.number() }),
    execute: async ({ payee }) => {
      paid.push(payee);
      return "paid";
    },
    toModelOutput: ({ output }) => ({ type: "text", value: output.toUpperCase() }),
  });
  const { model, heard } = modelThatPays(120);
  const guarded = withApproval(pay, { client, prompt: ({ amount }) => `${prompt} ${amount}`, channels: [] });
  const done = generateText({ model, prompt: "Pay Dana", tools: { pay: guarded }, stopWhen: stepCountIs(3) });
  const { id, data } = await onlyAskedBy(`${prompt} 120`);
  expect(data).toEqual({ payee: "Dana", amount: 120 });
  await client.approvals.decide(id, { approved, ...(approved ? {} : { reason: "Not this one" }) });
  expect((await done).text).toBe("Done.");
  expect(paid).toEqual(payees);
  expect(JSON.stringify(heard)).toMatch(told);
});

test("types: the result may be a no, and only what can wait is wrapped", () => {
  const guarded = withApproval((n: number) => n + 1, { client, prompt: (n) => n.toFixed() });
  // @ts-expect-error: there may be no number
  const use = (result: Awaited<ReturnType<typeof guarded>>): number => result;
  expect(use(7)).toBe(7);
  // @ts-expect-error: people would not see the second parameter
  withApproval((a: number, b: number) => a + b, { client, prompt: "Add?" });
  // @ts-expect-error: the data is the input
  withApproval((n: number) => n, { client, prompt: "Add?", data: 1 });
  expect(() => withApproval({ execute: undefined }, { client, prompt: "Run?" })).toThrow("has no execute");
});
