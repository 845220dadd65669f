/** What is put to people, and what is refused so that no gate opens by accident. */
import { describe, expect, test } from "vitest";
import { type Asked, ORIGIN, prepare, refusalOf } from "./preparing.ts";

const KiB = 1024;

test("nothing but a name asks whoever holds a link, for a day", () => {
  expect(prepare({ agent: "" })).toEqual({
    workspace: "main",
    runId: "run_1",
    ensemble: "orders",
    agent: "approve",
    prompt: "Approve approve of orders?",
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
    requestedBy: "ci",
    timeoutMs: 86_400_000,
    baseUrl: ORIGIN,
    deliveries: [],
  });
});

test("inputs may read one another, in any order", () => {
  const request = prepare({
    agent: [
      "inputs:",
      "  minApprovals: ${Math.ceil(approvers.length / 2)}",
      "  prompt: ${metadata.who} asks ${approvers.length} people",
      "  metadata: { who: ${requester} }",
      "  requester: ana",
      "  approvers: [a, b, c]",
      "  data: { nested: [ ${input.n} ] }",
    ].join("\n"),
    input: { n: 7 },
  });
  expect(request).toMatchObject({
    minApprovals: 2,
    prompt: "ana asks 3 people",
    requestedBy: "ana",
    dataJson: '{"nested":[7]}',
    metadataJson: '{"who":"ana"}',
  });
});

describe("approvers", () => {
  const READ = "inputs: { approvers: ${input.people} }";

  test.each<[string, Asked]>([
    ["nothing", { agent: READ }],
    ["null", { agent: READ, input: { people: null } }],
    ["an empty list", { agent: READ, input: { people: [] } }],
    ["a text", { agent: READ, input: { people: "ana" } }],
    ["an object", { agent: READ, input: { people: { a: "ana" } } }],
    ["a list with nothing in it", { agent: READ, input: { people: ["ana", null] } }],
    ["a list with an empty text", { agent: READ, input: { people: ["ana", ""] } }],
    ["a list with blanks", { agent: READ, input: { people: ["ana", "  "] } }],
    ["a list with a number", { agent: READ, input: { people: ["ana", 5] } }],
    ["a list with a list", { agent: READ, input: { people: [["ana"]] } }],
    ["a list whose variable may be missing", { agent: "inputs: { approvers: [${env?.BOSS}] }" }],
    ["false", { agent: READ, input: { people: false } }],
  ])("that are %s fail the step", (_what, asked) => {
    expect(refusalOf(asked)).toMatchObject({ code: "approvers-invalid", options: { retryable: "no" } });
  });

  test.each(["[${env.BOSS}]", "[ana, ${env.BOSS}]", "$env.BOSS", "${[env.BOSS]}"])(
    "of a variable that is not set fail the step, which names it: %s",
    (approvers) => {
      const refusal = refusalOf({ agent: `inputs: { approvers: ${approvers} }` });
      expect(refusal.code).toBe("env-missing");
      expect(refusal.message).toContain("BOSS");
    },
  );

  test("are trimmed, and the same person counts once", () => {
    const people = [" Ana@x.example ", "bo", "ana@X.example", "BO"];
    expect(prepare({ agent: READ, input: { people } }).approvers).toEqual(["Ana@x.example", "bo"]);
  });

  test("are read from the environment as they are, since they are addresses", () => {
    const asked = {
      agent: "inputs: { approvers: [${env.BOSS}], prompt: 'Ask ${env.BOSS}' }",
      env: { BOSS: "boss@x.example" },
    };
    expect(prepare(asked)).toMatchObject({ approvers: ["boss@x.example"], prompt: "Ask ${env.BOSS}" });
  });
});

describe("minApprovals", () => {
  const READ = "inputs: { minApprovals: ${input.n}, approvers: [a, b, c] }";

  test.each([0, -1, 1.5, "2", true, [], {}])("that is %j fails the step", (n) => {
    expect(refusalOf({ agent: READ, input: { n } }).code).toBe("min-approvals-invalid");
  });

  test("of more than there are approvers fails the step", () => {
    expect(refusalOf({ agent: READ, input: { n: 4 } }).code).toBe("min-approvals-unreachable");
  });

  test("counts different approvers: the same one twice is one", () => {
    const agent = "inputs: { minApprovals: 2, approvers: ${input.people} }";
    expect(refusalOf({ agent, input: { people: ["ana", "ANA"] } }).code).toBe("min-approvals-unreachable");
  });

  test.each([1, 3])("of %i is fine", (n) => {
    expect(prepare({ agent: READ, input: { n } }).minApprovals).toBe(n);
  });

  test("without approvers may be any number", () => {
    expect(prepare({ agent: "inputs: { minApprovals: 5 }" }).minApprovals).toBe(5);
  });
});

describe("timeout", () => {
  const SECONDS = "inputs: { timeout: ${input.t} }";
  const MILLISECONDS = "config: { timeout: ${input.t} }";

  test.each([
    [SECONDS, 1, 1_000],
    [SECONDS, 0.5 + 0.6, 1_100],
    [SECONDS, "90s", 90_000],
    [SECONDS, "7 days", 604_800_000],
    [SECONDS, 365 * 86_400, 365 * 86_400_000],
    [SECONDS, "never", null],
    [MILLISECONDS, 1_000, 1_000],
    [MILLISECONDS, "24h", 86_400_000],
    [MILLISECONDS, "never", null],
  ])("%s of %j is %s ms", (agent, t, ms) => {
    expect(prepare({ agent, input: { t } }).timeoutMs).toBe(ms);
  });

  test.each([
    [SECONDS, 0],
    [SECONDS, 0.999],
    [SECONDS, -5],
    [SECONDS, 365 * 86_400 + 1],
    [SECONDS, "366 days"],
    [SECONDS, "soon"],
    [SECONDS, ""],
    [SECONDS, null],
    [SECONDS, true],
    [SECONDS, "500ms"],
    [MILLISECONDS, 999],
    [MILLISECONDS, [5_000]],
  ])("%s of %j fails the step", (agent, t) => {
    expect(refusalOf({ agent, input: { t } }).code).toBe("timeout-invalid");
  });

  test("that is missing fails the step too", () => {
    expect(refusalOf({ agent: SECONDS }).code).toBe("timeout-invalid");
  });
});

describe("data and metadata", () => {
  const READ = "inputs: { data: ${input.data}, metadata: ${input.metadata} }";
  const ofBytes = (bytes: number): string => "x".repeat(bytes - 2);

  test("of 900 KiB together are fine", () => {
    const input = { data: ofBytes(500 * KiB), metadata: ofBytes(400 * KiB) };
    expect(prepare({ agent: READ, input }).dataJson).toHaveLength(500 * KiB);
  });

  test("of one byte more fail the step", () => {
    const input = { data: ofBytes(500 * KiB), metadata: ofBytes(400 * KiB + 1) };
    expect(refusalOf({ agent: READ, input })).toMatchObject({ code: "data-too-large", options: { retryable: "no" } });
  });

  test("are measured in bytes, not characters", () => {
    expect(refusalOf({ agent: READ, input: { data: "界".repeat(310_000), metadata: null } }).code).toBe(
      "data-too-large",
    );
  });

  test("show environment values by name", () => {
    const { dataJson } = prepare({
      agent: "inputs: { data: { key: '${env.TOKEN}!', raw: $env.TOKEN } }",
      env: { TOKEN: "s3cret" },
    });
    expect(JSON.parse(dataJson)).toEqual({ key: "${env.TOKEN}!", raw: "${env.TOKEN}" });
  });

  test("that read nothing are nothing", () => {
    expect(prepare({ agent: READ })).toMatchObject({ dataJson: "null", metadataJson: "null" });
  });
});

describe("prompt", () => {
  const READ = "inputs: { prompt: ${input.p} }";

  test.each([
    ["Hello", "Hello"],
    ["", "Approve approve of orders?"],
    [null, "Approve approve of orders?"],
    [5, "5"],
    [{ a: 1 }, '{"a":1}'],
  ])("%j reads %j", (p, prompt) => {
    expect(prepare({ agent: READ, input: { p } }).prompt).toBe(prompt);
  });
});

describe("form", () => {
  const READ = "inputs: { form: ${input.form} }";

  test("is kept as it was written", () => {
    const form = { type: "object", properties: { sum: { type: "number" } } };
    expect(prepare({ agent: READ, input: { form } }).formJson).toBe(JSON.stringify(form));
  });

  test.each([[[]], ["text"], [{ type: "string" }], [{ properties: { a: { type: "no-such-type" } } }]])(
    "%j fails the step",
    (form) => {
      expect(refusalOf({ agent: READ, input: { form } }).code).toBe("form-invalid");
    },
  );
});

describe("links start with", () => {
  const GIVEN = "config: { notificationConfig: { baseUrl: ${input.base} } }";

  test.each<[string, Asked, string]>([
    [
      "the agent's baseUrl",
      { agent: GIVEN, input: { base: "https://a.example/x/" }, publicUrl: "https://p.example" },
      "https://a.example/x",
    ],
    ["else PUBLIC_URL", { agent: GIVEN, publicUrl: "https://p.example" }, "https://p.example"],
    ["else where the run was started", { agent: "" }, ORIGIN],
  ])("%s", (_what, asked, baseUrl) => {
    expect(prepare(asked).baseUrl).toBe(baseUrl);
  });

  test.each(["a.example", "ftp://a.example", "javascript:alert(1)"])("never with %s", (base) => {
    expect(refusalOf({ agent: GIVEN, input: { base } }).code).toBe("base-url-invalid");
  });
});

test("rejectionsNeeded goes along", () => {
  expect(prepare({ agent: "config: { rejectionsNeeded: 3 }" }).rejectionsNeeded).toBe(3);
});

describe("editable", () => {
  const EDITABLE = "config: { editable: true }";

  test("goes along, and is not there otherwise", () => {
    expect(prepare({ agent: EDITABLE }).editable).toBe(true);
    expect("editable" in prepare({ agent: "config: { editable: false }" })).toBe(false);
  });

  test.each([
    [1, null],
    [2, "editable-needs-one"],
  ])("with %i approvals wanted: %s", (n, code) => {
    const asked = { agent: `inputs: { minApprovals: "\${input.n}" }\n${EDITABLE}`, input: { n } };
    expect(code === null ? prepare(asked).minApprovals : refusalOf(asked).code).toBe(code ?? n);
  });
});
