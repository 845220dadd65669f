import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { decideByLink, problemOf, send } from "../support/client.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const SECRET = "0a1b2c3d-0000-4000-8000-0123456789ab";

describe("a link that is not ours", () => {
  let tokens: Record<string, string> = {};
  let approvalId = "";

  beforeAll(async () => {
    const { client } = shared();
    const [ours, other] = await Promise.all(
      [1, 2].map(() => client.startAndSuspend("publish", { key: uniqueKey("token") })),
    );
    if (ours === undefined || other === undefined) throw new Error("two runs were expected");
    approvalId = ours.approvalId;
    const [token, foreign] = (
      await Promise.all([client.mintLink(ours.approvalId), client.mintLink(other.approvalId)])
    ).map(tokenOf);
    if (token === undefined || foreign === undefined) throw new Error("two links were expected");
    tokens = {
      "one letter altered": alterLast(token),
      "another approval's secret": `${approvalId}_${foreign.slice(-SECRET.length)}`,
      "a guessed secret": `${approvalId}_${SECRET}`,
      "no secret": approvalId,
      "a forged object id": `hitl_${"ab".repeat(32)}_${SECRET}`,
      "in capitals": token.toUpperCase(),
      "something behind it": `${token}x`,
      "a word": "abc",
      "an object's name": "constructor",
      "percent signs": "%00%ff",
      "very long": "h".repeat(5_000),
    };
  });

  test("gets the same 404 whatever is wrong with it, to GET and to POST", async () => {
    const { url } = shared();
    const bodies = new Set<string>();
    for (const [what, token] of Object.entries(tokens)) {
      const link = `${url}/callback/${token}`;
      for (const answer of [
        await send(link, { headers: { accept: "application/json" } }),
        await decideByLink(link, { approved: true }),
      ]) {
        expect(answer.status, what).toBe(404);
        expect(problemOf(answer).code, what).toBe("link-unknown");
        bodies.add(answer.text);
      }
    }
    expect([...bodies]).toHaveLength(1);
  });

  test("decides nothing", async () => {
    const { client } = shared();
    expect(await client.getApproval(approvalId)).toMatchObject({ status: "pending", approvals: [] });
  });

  test("gives a browser a page that says so, with the same status", async () => {
    const { url } = shared();
    const answer = await send(`${url}/callback/${tokens["a guessed secret"] ?? ""}`, {
      headers: { accept: "text/html" },
    });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toContain("text/html");
  });

  test("makes no object, however many are tried", async () => {
    const { url } = shared();
    const forged = Array.from({ length: 30 }, () => `hitl_${randomHex(64)}_${crypto.randomUUID()}`);
    await Promise.all(forged.map((token) => decideByLink(`${url}/callback/${token}`, { approved: true })));
    const files = storedObjects().join("\n");
    for (const token of forged) expect(files).not.toContain(token.slice(5, 69));
  });
});

describe("an id that is not ours", () => {
  test.each(["hitl_abc", `hitl_${"ab".repeat(32)}`, "abc", "run_00000000000000000000000000000000"])(
    "%s is an approval nobody knows",
    async (id) => {
      const { client } = shared();
      for (const [path, method] of [
        ["", "GET"],
        ["/decision", "POST"],
        ["/links", "POST"],
      ] as const) {
        const answer = await client.send(`/api/approvals/${id}${path}`, {
          method,
          ...(method === "POST" ? { body: { approved: true } } : {}),
        });
        expect(answer.status, `${method} ${path}`).toBe(404);
        expect(problemOf(answer).code).toBe("not-found");
      }
    },
  );

  test.each(["run_00000000000000000000000000000000", "abc", "run_x"])("%s is a run nobody knows", async (id) => {
    const { client } = shared();
    for (const [path, method] of [
      ["", "GET"],
      ["/cancel", "POST"],
      ["/restart", "POST"],
    ] as const) {
      const answer = await client.send(`/api/runs/${id}${path}`, {
        method,
        ...(method === "POST" ? { body: {} } : {}),
      });
      expect(answer.status, `${method} ${path}`).toBe(404);
      expect(problemOf(answer).code).toBe("not-found");
    }
  });
});

function tokenOf(link: string): string {
  return link.split("/").at(-1) ?? "";
}

function alterLast(token: string): string {
  return token.slice(0, -1) + (token.endsWith("0") ? "1" : "0");
}

function randomHex(digits: number): string {
  return Array.from({ length: digits }, () => Math.floor(Math.random() * 16).toString(16)).join("");
}

function storedObjects(): string[] {
  return readdirSync(inject("workerState"), { recursive: true, encoding: "utf8" });
}
