/** Mail through Cloudflare's own binding, as `wrangler dev` has it: it writes each mail to files. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Client, decide } from "../support/client.ts";
import { startCountingServer, type CountingServer } from "../support/counting-server.ts";
import { eventually, eventuallyThere } from "../support/eventually.ts";
import { EMAIL_FROM, KEYS, testSettings } from "../support/settings.ts";
import { uniqueKey } from "../support/unique.ts";
import { TestWorker } from "../support/worker.ts";
import { RecordedAnswer } from "../../src/contract/decision.ts";

let outside: CountingServer;
let worker: TestWorker;
let client: Client;

beforeAll(async () => {
  outside = await startCountingServer();
  const vars = { ...testSettings({ testServer: outside.url }), EMAIL_FROM };
  worker = await TestWorker.start({ vars, mail: "EMAIL" });
  client = new Client(worker.url, KEYS.main);
}, 90_000);

afterAll(async () => {
  await worker.stop();
  await outside.stop();
});

interface SentMail {
  readonly head: string;
  readonly text: string;
}

/** The mails that `wrangler dev` printed, each with its text part. */
function sentMails(): SentMail[] {
  return worker
    .readLog()
    .split("send_email binding called with MessageBuilder:")
    .slice(1)
    .flatMap((printed) => {
      const path = /^Text: (.+)$/m.exec(printed)?.[1];
      return path === undefined ? [] : [{ head: printed.slice(0, printed.indexOf("Text: ")), text: readText(path) }];
    });
}

function readText(path: string): string {
  try {
    return readFileSync(path.trim(), "utf8");
  } catch {
    return "";
  }
}

test("where the binding is there and MailChannels has no key, each approver gets a mail, and its link proves them", async () => {
  const ana = `${uniqueKey("ana")}@example.com`;
  const input = { key: uniqueKey("mail"), approvers: [ana, "the boss"] };
  const { runId, approvalId } = await client.startAndSuspend("committee", input);
  const told = await eventually(
    () => client.getApproval(approvalId),
    ({ deliveries }) => deliveries.length === 1 && deliveries[0]?.status === "delivered",
    { what: "the mail is sent" },
  );
  expect(told.deliveries).toMatchObject([{ channel: "email", to: ana, attempts: 1 }]);
  const mail = await eventuallyThere(() => sentMails().find(({ head }) => head.includes(ana)), { what: "the mail" });
  expect(mail.head).toContain(EMAIL_FROM);
  expect(mail.head).toContain("Approval needed: committee");

  const link = /https?:\/\/\S+\/callback\/hitl_[0-9a-f]{64}_[0-9a-f-]{36}/.exec(mail.text)?.[0] ?? "";
  await decide(link, { approved: false, reason: "No" });
  await client.waitForEnd(runId);
  const { approvals } = await client.getApproval(approvalId);
  expect(RecordedAnswer.array().parse(approvals)).toMatchObject([{ approver: ana, verified: true, approved: false }]);
});
