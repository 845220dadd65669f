/** A workspace in which something of everything has happened, for the pictures of its pages. */
import { Approval } from "../../src/contract/approval.ts";
import { decide, expectStatus, type Suspended } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { shared, sharedClient } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

/** Whose inbox the workspace's key opens. */
const ANA = "ana.berg@example.com";
const BEN = "ben@example.com";

export interface ShownWorkspace {
  /** Where requests are behind a link, by the state they are in. */
  readonly links: Readonly<Record<"open" | "answered" | "approved" | "rejected" | "expired" | "withdrawn", string>>;
  /** Their ids, for people who are signed in. */
  readonly approvals: Readonly<Record<"open" | "decided" | "ofOthers", string>>;
  readonly runs: Readonly<Record<"waits" | "failed" | "rounds", string>>;
}

export async function showWorkspace(): Promise<ShownWorkspace> {
  const [links, failed, rounds, open, ofOthers] = await Promise.all([
    reviewsInEachState(),
    failAfterApproval(),
    goRounds(),
    askAlone("Give Mara Lind the keys of the archive?", [ANA]),
    askAlone("Lend the van to the scouts on Saturday?", [BEN]),
    askAlone("Pay invoice 2026-118 of Verhoeven Printing?\n\nFor the posters of the **spring fair**.", [ANA]),
  ]);
  const { waits, decided, ...byLink } = links;
  await answerQuickly();
  return {
    links: byLink,
    approvals: { open, decided, ofOthers },
    runs: { waits, failed, rounds },
  };
}

async function reviewsInEachState() {
  const client = sharedClient("shown");
  const start = () => client.startAndSuspend("review-page", { key: uniqueKey("shown") });
  const [waits, late, taken, yes, no] = await Promise.all([start(), start(), start(), start(), start()]);
  const link = ({ approvalId }: Suspended, person = ANA) => client.mintLink(approvalId, person);
  const links = {
    open: await link(waits, BEN),
    answered: await link(waits),
    approved: await link(yes, BEN),
    rejected: await link(no),
    expired: await link(late),
    withdrawn: await link(taken),
  };
  await decide(links.answered, { approved: true, feedback: "The figures are right." });
  await decide(links.rejected, { approved: false, reason: "The price is wrong." });
  await decide(await link(yes), { approved: true });
  await decide(links.approved, { approved: true });
  await client.moveTime(late.approvalId, "4 hours");
  await client.cancelRun(taken.runId);
  await Promise.all([late, taken, yes, no].map(({ runId }) => client.waitForEnd(runId)));
  return { ...links, waits: waits.runId, decided: yes.approvalId };
}

/** What was approved is refused where it is sent. */
async function failAfterApproval(): Promise<string> {
  const client = sharedClient("shown");
  const key = uniqueKey("shown-failed");
  await shared().counting.behave(`/publish/${key}`, { status: 422, body: { message: "The title is taken" } });
  const { runId, approvalId } = await client.startAndSuspend("publish", { key, title: "The spring letter" });
  await decide(await client.mintLink(approvalId, "mara@example.com"), { approved: true });
  await client.waitForEnd(runId);
  return runId;
}

/** Sent back once, then approved. */
async function goRounds(): Promise<string> {
  const client = sharedClient("shown");
  const { runId, approvalId } = await client.startAndSuspend("rounds", { key: uniqueKey("shown-rounds") });
  await decide(await client.mintLink(approvalId, ANA), { approved: false, feedback: "Say when the fair opens." });
  const second = await eventually(
    () => client.listApprovals({ run: runId, status: "pending" }),
    ([open]) => open !== undefined && open.id !== approvalId,
    { what: "the second round is asked for" },
  );
  for (const { id } of second) await decide(await client.mintLink(id, ANA), { approved: true });
  await client.waitForEnd(runId);
  return runId;
}

/** For the overview's hints: while nothing else is under way, which would make it slow. */
async function answerQuickly(): Promise<void> {
  const id = await askAlone("Is the kettle on?", [BEN]);
  await decide(await sharedClient("shown").mintLink(id, BEN), { approved: true });
}

async function askAlone(prompt: string, approvers: readonly string[]): Promise<string> {
  const body = { prompt, approvers, requester: "dee@example.com", timeout: "2 days", title: "front desk" };
  const answer = await sharedClient("shown").send("/api/approvals", { body });
  return Approval.parse(expectStatus(answer, 201).body).id;
}
