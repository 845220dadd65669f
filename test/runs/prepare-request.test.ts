/** What a program asks for without a run: by the rules of the hitl agent, with everything that is wrong found at once. */
import { describe, expect, test } from "vitest";
import { RequestApprovalBody } from "../../src/contract/request-approval.ts";
import { type Asker, prepareRequest } from "../../src/runs/prepare-request.ts";

const ANA = "ana@x.example";
const BO = "bo@x.example";
const HOOK = "https://hooks.example/s3cret";
const DAY = 86_400_000;

const ASKER: Asker = {
  workspace: "main",
  keyName: "shop",
  baseUrl: "https://countersign.example",
  addresses: ["https://countersign.example", "https://called.example/at"],
  emailConfigured: true,
  isNamed: true,
  approverGroups: { legal: ["lea@x.example", "lou@x.example"] },
};

function prepare(body: object, asker: Partial<Asker> = {}) {
  const prepared = prepareRequest(RequestApprovalBody.parse({ prompt: "Pay?", ...body }), { ...ASKER, ...asker });
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.errors));
  return prepared.request;
}

/** `path: message` of everything that is wrong. */
function faultsOf(body: object): string[] {
  const prepared = prepareRequest(RequestApprovalBody.parse({ prompt: "Pay?", ...body }), ASKER);
  return prepared.ok ? [] : prepared.errors.map(({ path, message }) => `${path}: ${message}`);
}

test("a prompt alone asks whoever holds a link, for a day, and tells nobody", () => {
  expect(prepare({})).toEqual({
    workspace: "main",
    runId: null,
    ensemble: "request",
    agent: null,
    standalone: {
      keyName: "shop",
      requestHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      isNamed: true,
      callbackUrl: null,
    },
    prompt: "Pay?",
    dataJson: "null",
    metadataJson: "null",
    formJson: null,
    approvers: [],
    minApprovals: 1,
    rejectionsNeeded: 1,
    groups: [],
    requireVerified: false,
    selfApproval: false,
    remind: [],
    escalate: [],
    requestedBy: "shop",
    timeoutMs: DAY,
    baseUrl: "https://countersign.example",
    deliveries: [],
  });
});

test("everything that may be asked for", () => {
  const request = prepare({
    title: "Refunds",
    data: { sum: 5 },
    metadata: ["m"],
    approvers: ["group:legal", ANA],
    minApprovals: { legal: 2 },
    rejectionsNeeded: 2,
    requireVerified: true,
    requester: ANA,
    selfApproval: true,
    form: { properties: { note: { type: "string" } } },
    timeout: 3_600,
    remind: ["30m", "10m before expiry"],
    escalate: [{ after: "20m", to: "boss@x.example", for: "legal" }],
    callback: HOOK,
  });
  expect(request).toMatchObject({
    ensemble: "Refunds",
    dataJson: '{"sum":5}',
    metadataJson: '["m"]',
    approvers: ["lea@x.example", "lou@x.example", ANA],
    groups: [{ name: "legal", needed: 2, members: ["lea@x.example", "lou@x.example"] }],
    minApprovals: 2,
    rejectionsNeeded: 2,
    requireVerified: true,
    requestedBy: ANA,
    formJson: '{"properties":{"note":{"type":"string"}}}',
    timeoutMs: 3_600_000,
    remind: [{ afterMs: 1_800_000 }, { beforeMs: 600_000 }],
    escalate: [{ afterMs: 1_200_000, to: ["boss@x.example"], group: "legal" }],
    standalone: { callbackUrl: HOOK },
  });
});

test("no text is evaluated, and no secret can be named", () => {
  const text = "${env.SECRET} ${1 + 1} $env.SECRET";
  const request = prepare({
    title: text,
    prompt: text,
    data: text,
    approvers: [text],
    channels: [{ channel: "webhook", webhookUrl: "https://hooks.example/?q=${env.SECRET}" }],
  });
  expect([request.ensemble, request.prompt, JSON.parse(request.dataJson), ...request.approvers]).toEqual([
    text,
    text,
    text,
    text,
  ]);
  expect(request.deliveries).toEqual([
    { channel: "webhook", approver: null, webhookUrl: ["https://hooks.example/?q=${env.SECRET}"] },
  ]);
});

test.each([
  ["never", null],
  [1, 1_000],
  ["2 days", 2 * DAY],
  ["365 days", 365 * DAY],
] as const)("the timeout %j", (timeout, timeoutMs) => {
  expect(prepare({ timeout }).timeoutMs).toBe(timeoutMs);
});

describe("whom it tells", () => {
  const told = (body: object, asker?: Partial<Asker>) =>
    prepare(body, asker).deliveries.map(({ channel, to, approver }) => [channel, to, approver]);

  test("by default approvers with an address, where mail is configured", () => {
    const body = { approvers: [ANA, "legal-team"] };
    expect(told(body)).toEqual([["email", ANA, ANA]]);
    expect(told(body, { emailConfigured: false })).toEqual([]);
  });

  test("nobody, where no channels are wanted", () => {
    expect(told({ approvers: [ANA], channels: [] })).toEqual([]);
  });

  test("by mail: the approvers, or whoever is named, by a link of their own where they are approvers", () => {
    expect(told({ approvers: [ANA, BO], channels: [{ channel: "email" }] })).toEqual([
      ["email", ANA, ANA],
      ["email", BO, BO],
    ]);
    expect(
      told({ approvers: [ANA], channels: [{ channel: "email", to: ["ANA@x.example", "list@x.example"] }] }),
    ).toEqual([
      ["email", "ANA@x.example", ANA],
      ["email", "list@x.example", null],
    ]);
  });

  test("with links that start where the channel says", () => {
    const channels = [{ channel: "slack", webhookUrl: HOOK, baseUrl: "https://inside.example/" }];
    expect(prepare({ channels }).deliveries).toEqual([
      { channel: "slack", approver: null, webhookUrl: [HOOK], baseUrl: "https://inside.example" },
    ]);
  });
});

describe("links to a person that start elsewhere prove nobody: whoever is there reads them first", () => {
  const byMail = (baseUrl: string) => ({ approvers: [ANA], channels: [{ channel: "email", baseUrl }] });

  test.each([
    ["https://eve.example", true],
    ["https://countersign.example.eve.example", true],
    ["https://countersign.example@eve.example", true],
    ["https://countersign.examples/at", true],
    ["https://called.example", true],
    ["https://called.example/attic", true],
    ["https://countersign.example", undefined],
    ["https://countersign.example/approve/", undefined],
    ["https://called.example/at/all", undefined],
  ])("%s: %s", (baseUrl, unproved) => {
    expect(prepare(byMail(baseUrl)).deliveries.map((delivery) => delivery.unproved)).toEqual([unproved]);
  });

  test("where proof is wanted, they are refused", () => {
    const named = faultsOf({ ...byMail("https://eve.example"), requireVerified: true });
    expect(named).toEqual([expect.stringMatching(/^channels\.0: `baseUrl` does not start with PUBLIC_URL/)]);
    expect(faultsOf({ ...byMail("https://countersign.example"), requireVerified: true })).toEqual([]);
  });
});

describe("what is wrong is named", () => {
  test.each<[string, object, string[]]>([
    ["an unknown group", { approvers: ["group:nobody"] }, ["approvers"]],
    ["only oneself", { approvers: ["SHOP"] }, ["approvers"]],
    ["too many wanted", { approvers: [ANA], minApprovals: 2 }, ["minApprovals"]],
    ["all of nobody", { minApprovals: "all" }, ["minApprovals"]],
    ["a group not asked", { approvers: [ANA], minApprovals: { legal: 1 } }, ["minApprovals"]],
    ["proof of nobody", { requireVerified: true }, ["requireVerified"]],
    ["changes where two must approve", { approvers: [ANA, BO], minApprovals: 2, editable: true }, ["editable"]],
    ["half a second", { timeout: 0.5 }, ["timeout"]],
    ["366 days", { timeout: "366 days" }, ["timeout"]],
    ["a timeout that is no time", { timeout: "tomorrow" }, ["timeout"]],
    ["a form of a list", { form: { type: "array" } }, ["form"]],
    ["fields beside `properties`", { form: { amount: { type: "number" } } }, ["form"]],
    ["a required field that there is none of", { form: { properties: {}, required: ["amount"] } }, ["form"]],
    ["`required` at a field", { form: { properties: { amount: { type: "number", required: true } } } }, ["form"]],
    ["a field that is no schema", { form: { properties: { amount: "number" } } }, ["form"]],
    ["a form that is itself without end", { form: { properties: {}, $ref: "#" } }, ["form"]],
    ["a pattern that is none", { form: { properties: { a: { pattern: "[" } } } }, ["form"]],
    ["a reminder that is none", { remind: "often" }, ["remind"]],
    ["a reminder after the end", { timeout: "1h", remind: ["30m", "2h"] }, ["remind.1"]],
    ["a reminder before no end", { timeout: "never", remind: "1h before expiry" }, ["remind"]],
    ["an escalation after the end", { timeout: "1h", escalate: [{ after: 3_600, to: BO }] }, ["escalate.0"]],
    ["an escalation at no time", { escalate: [{ after: "never", to: BO }] }, ["escalate.0"]],
    ["an escalation for no group", { escalate: [{ after: "1h", to: BO, for: "legal" }] }, ["escalate.0"]],
    [
      "an option that means nothing",
      { channels: [{ channel: "webhook", webhookUrl: HOOK, subject: "x" }] },
      ["channels.0"],
    ],
    ["a webhook to nowhere", { channels: [{ channel: "webhook" }] }, ["channels.0"]],
    ["mail to what is no address", { channels: [{ channel: "email", to: [ANA, "ana"] }] }, ["channels.0"]],
    ["mail to nobody", { approvers: ["legal"], channels: [{ channel: "email" }] }, ["channels.0"]],
  ])("%s", (_what, body, paths) => {
    expect(faultsOf(body).map((fault) => fault.split(":")[0])).toEqual(paths);
  });

  test("all at once", () => {
    const body = { approvers: [ANA], minApprovals: 3, timeout: "x", form: { type: "null" }, remind: ["a", "b"] };
    expect(faultsOf(body)).toHaveLength(5);
  });
});

describe("the same request", () => {
  const hashOf = (body: object, asker?: Partial<Asker>) => prepare(body, asker).standalone?.requestHash;

  test("is known whatever the order of its fields, and by whichever key it comes", () => {
    expect(hashOf({ data: { a: 1, b: 2 }, title: "A" })).toBe(hashOf({ title: "A", data: { b: 2, a: 1 } }));
    expect(hashOf({})).toBe(hashOf({}, { keyName: "other" }));
    expect(hashOf({ title: "request" })).toBe(hashOf({}));
  });

  test.each([{ prompt: "Pay it?" }, { data: 1 }, { metadata: 1 }, { callback: HOOK }, { approvers: [ANA] }])(
    "is another one with %j",
    (change) => {
      expect(hashOf(change)).not.toBe(hashOf({}));
    },
  );
});
