import { expect, test } from "vitest";
import { decide, send } from "../support/client.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";
import { userAgents } from "../support/user-agents.ts";

test("fifty different clients that open every link decide nothing", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("scanners");
  const { runId, approvalId } = await client.startAndSuspend("publish", { key });
  const link = await client.mintLink(approvalId);
  const before = await client.getApproval(approvalId);

  const agents = userAgents(50);
  for (let at = 0; at < agents.length; at += 10) {
    await Promise.all(agents.slice(at, at + 10).map((agent) => openEverything(link, agent)));
  }

  expect(await client.getApproval(approvalId)).toEqual(before);
  expect((await client.getRun(runId)).status).toBe("suspended");
  expect(await counting.count(`/publish/${key}`)).toBe(0);
  expect((await decide(link, { approved: true })).status).toBe("approved");
});

async function openEverything(link: string, agent: string): Promise<void> {
  for (const action of ["", "?action=approve", "?action=reject"]) {
    for (const method of ["HEAD", "GET"]) {
      for (const accept of ["text/html,application/xhtml+xml", "*/*"]) {
        const answer = await send(link + action, { method, headers: { "user-agent": agent, accept } });
        expect(answer.status, `${method} ${action} by ${agent}`).toBe(200);
      }
    }
  }
}
