/** The inbox's answer to several requests at once: ids of another workspace, made-up ones, and very many. */
import { KEYS } from "../../support/settings.ts";
import { SEGMENTS } from "./malformed.ts";
import { masked, Probe } from "./probe.ts";
import type { RawAnswer } from "./raw-request.ts";
import type { Part } from "./report.ts";
import type { Target } from "./target.ts";

type Entries = readonly (readonly [name: string, value: string])[];

const FORM = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };
const MULTIPART = { "content-type": "multipart/form-data; boundary=x", accept: "text/html" };
const MARK = "nobody-else-reads-this";
const YES: Entries = [
  ["approved", "true"],
  ["stage", "confirmed"],
];

export async function attackInbox(target: Target): Promise<Part> {
  const probe = new Probe(target);
  const cookies = { ours: await target.signIn(KEYS.main), theirs: await target.signIn(KEYS.other) };
  const ask = async () => (await target.ask({ title: MARK, prompt: MARK, channels: [] })).id;
  const [kept, foreign] = [await ask(), await ask()];
  const missing = `hitl_${"ab".repeat(32)}`;
  const post = (cookie: string, entries: Entries, statuses: readonly number[] | null): Promise<RawAnswer> => {
    const headers = { ...FORM, cookie, origin: target.worker.url };
    const body = entries.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
    return probe.expect({ path: "/approvals", headers, body }, statuses);
  };

  // What is ours, in the hands of another workspace: chosen, and confirmed without having been shown.
  for (const stage of ["chosen", "confirmed"]) {
    const entries = (id: string): Entries => [...YES.slice(0, 1), ["stage", stage], ["id", id]];
    const [theirs, none] = [
      await post(cookies.theirs, entries(foreign), [200]),
      await post(cookies.theirs, entries(missing), [200]),
    ];
    if (theirs.text.includes(MARK)) probe.blame(`${stage}: another workspace reads its title`);
    if (masked(theirs, [foreign]) !== masked(none, [missing])) probe.blame(`${stage}: what is foreign looks there`);
  }

  // Nothing that is no clear answer is one.
  const unclear: readonly Entries[] = [
    [["stage", "confirmed"]],
    [...YES, ["approved", "false"]],
    [
      ["approved", "TRUE"],
      ["stage", "confirmed"],
    ],
    [["approved", "true"]],
    [
      ["approved", "true"],
      ["stage", "chosen"],
    ],
  ];
  for (const entries of unclear) await post(cookies.ours, [...entries, ["id", kept]], [200, 400]);
  for (const segment of SEGMENTS) await post(cookies.ours, [...YES, ["id", segment]], [200, 400]);
  await post(cookies.ours, [...YES, ["feedback", "x".repeat(20_000)], ["id", kept]], [400, 422]);
  const many = (count: number): Entries => Array.from({ length: count }, (_, index) => ["id", `hitl_${index}`]);
  await post(cookies.ours, [...YES, ...many(10_000), ["id", kept]], [413]);
  await post(cookies.ours, [...YES, ...many(3_000), ["id", kept]], [200]);
  for (const body of ["--x\r\n", "--x\r\ncontent-disposition: form-data; name=id\r\n\r\n", "\0"])
    await probe.expect(
      { path: "/approvals", headers: { ...MULTIPART, cookie: cookies.ours, origin: target.worker.url }, body },
      [200, 400],
    );
  for (const origin of ["https://evil.example", "null"])
    await probe.expect(
      { path: "/approvals", headers: { ...FORM, cookie: cookies.ours, origin }, body: `approved=true&id=${kept}` },
      [403],
    );
  await probe.expectOpen(kept);
  await probe.expectOpen(foreign);

  // Ours among what is theirs and what is not there: each by itself.
  const theirs = await neighbours(target);
  await post(cookies.ours, [...YES, ["id", theirs], ["id", missing], ["id", kept]], [200]);
  const { status } = await target.client.getApproval(kept);
  if (status !== "approved") probe.blame(`ours among others is ${status}`);
  const other = await target.neighbour.getApproval(theirs);
  if (other.status !== "pending") probe.blame("another workspace's was decided among ours");
  await probe.expectOpen(foreign);
  return { name: "several at once", figures: { requests: probe.requests }, problems: probe.problems };
}

async function neighbours({ neighbour }: Target): Promise<string> {
  const answer = await neighbour.send("/api/approvals", { method: "POST", body: { prompt: "Theirs?", channels: [] } });
  return (answer.body as { readonly id: string }).id;
}
