/** The client inside workerd, against the app itself: a Worker can ask people too. */
import { expect, test } from "vitest";
import { CountersignApiError, verifyReceipt } from "../../src/client/create-client.ts";
import { SOON } from "./support/bindings.ts";
import { anybody, APP_URL, client, fetchFromApp } from "./support/in-process-client.ts";

test("a Worker asks, somebody answers by a link, the wait ends, and the receipt covers what was shown", async () => {
  const data = { order: 4711, amount: 120 };
  const { id } = await client.approvals.request({ title: "Refunds", prompt: "Refund?", data, channels: [] });
  const settled = client.approvals.wait(id);
  const { url } = await client.approvals.links(id);
  const asked = await anybody.links.inspect(url);
  expect(asked).toMatchObject({ status: "suspended", metadata: { prompt: "Refund?", approvalData: data } });
  expect(await anybody.links.answer(asked.token, { approved: true, feedback: "Fine" })).toMatchObject({
    status: "approved",
  });
  expect(await settled).toMatchObject({ id, status: "approved", feedback: "Fine" });

  await expect.poll(async () => (await client.approvals.get(id)).receipt, SOON).toBeDefined();
  const { receipt = "" } = await client.approvals.get(id);
  const jwks = await (await fetchFromApp(`${APP_URL}/.well-known/jwks.json`)).json<{ keys: [] }>();
  expect(await verifyReceipt(receipt, { jwks, issuer: APP_URL, data })).toMatchObject({ sub: id, title: "Refunds" });
  await expect(verifyReceipt(receipt, { jwks, data: { ...data, amount: 5_000 } })).rejects.toThrow("dataHash");
});

test("refusals are errors with their code, the same for a missing key and for what is not there", async () => {
  const refused = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => "answered",
      (error: unknown) => error,
    );
  expect(await refused(anybody.approvals.list())).toMatchObject({ status: 401, code: "key-missing" });
  const missing = await refused(client.approvals.get(`hitl_${"0".repeat(64)}`));
  expect(missing).toBeInstanceOf(CountersignApiError);
  expect(missing).toMatchObject({ status: 404, code: "not-found" });
});
