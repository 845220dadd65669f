/** The client inside workerd, against the app itself: a Worker can ask people too. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { createApp } from "../../src/app.ts";
import { CountersignApiError, createClient, verifyReceipt } from "../../src/client/create-client.ts";
import type { Env } from "../../src/config.ts";
import { SOON } from "./support/bindings.ts";

const URL = "https://approve.example.com";
const KEY = "test-key-in-workerd-0123456789";

const keys = [{ name: "shop", key: KEY, workspace: "client-in-workerd", scopes: ["runs", "approvals", "audit"] }];
const settings: Env = { ...(env as unknown as Env), API_KEYS: JSON.stringify(keys) };
const app = createApp("/callback");

function clientWith(key?: string) {
  const fetch: typeof globalThis.fetch = async (input, init) => app.fetch(new Request(input, init), settings);
  return createClient({ url: URL, fetch, ...(key === undefined ? {} : { key }) });
}

const client = clientWith(KEY);

test("a Worker asks, somebody answers by a link, the wait ends, and the receipt covers what was shown", async () => {
  const data = { order: 4711, amount: 120 };
  const { id } = await client.approvals.request({ title: "Refunds", prompt: "Refund?", data, channels: [] });
  const settled = client.approvals.wait(id);
  const { url } = await client.approvals.links(id);
  const asked = await clientWith().links.inspect(url);
  expect(asked).toMatchObject({ status: "suspended", metadata: { prompt: "Refund?", approvalData: data } });
  expect(await clientWith().links.answer(asked.token, { approved: true, feedback: "Fine" })).toMatchObject({
    status: "approved",
  });
  expect(await settled).toMatchObject({ id, status: "approved", feedback: "Fine" });

  await expect.poll(async () => (await client.approvals.get(id)).receipt, SOON).toBeDefined();
  const { receipt = "" } = await client.approvals.get(id);
  const jwks = await (await app.fetch(new Request(`${URL}/.well-known/jwks.json`), settings)).json<{ keys: [] }>();
  expect(await verifyReceipt(receipt, { jwks, issuer: URL, data })).toMatchObject({ sub: id, title: "Refunds" });
  await expect(verifyReceipt(receipt, { jwks, issuer: URL, data: { ...data, amount: 5_000 } })).rejects.toThrow();
});

test("refusals are errors with their code, the same for a missing key and for what is not there", async () => {
  const refused = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => "answered",
      (error: unknown) => error,
    );
  expect(await refused(clientWith().approvals.list())).toMatchObject({ status: 401, code: "key-missing" });
  const missing = await refused(client.approvals.get(`hitl_${"0".repeat(64)}`));
  expect(missing).toBeInstanceOf(CountersignApiError);
  expect(missing).toMatchObject({ status: 404, code: "not-found" });
});
