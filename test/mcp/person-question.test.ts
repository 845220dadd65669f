import { expect, test } from "vitest";
import type { Approval } from "../../src/contract/approval.ts";
import { readPersonAnswer } from "../../src/mcp/person-answer.ts";
import { personQuestion } from "../../src/mcp/person-question.ts";
import { pendingApproval } from "../support/pending-approval.ts";

const ANA = "ana@example.com";

function question(parts: Partial<Approval> = {}) {
  return personQuestion(pendingApproval(parts), ANA);
}

const FORM = {
  type: "object",
  properties: {
    note: { type: "string", minLength: 3, maxLength: 9 },
    amount: { type: "integer", minimum: 1 },
    rate: { type: "number", maximum: 2 },
    urgent: { type: "boolean" },
    level: { enum: [1, 2] },
    teams: { type: "array", items: { enum: ["a", "b"] } },
    decision: { type: "string" },
  },
  required: ["note"],
};

test("the form's fields stand beside the decision, and none can take its place or be required of who rejects", () => {
  const asked = question({ form: FORM });
  expect(asked.kind === "question" && asked.schema).toMatchObject({
    required: ["decision"],
    properties: {
      decision: { oneOf: [{ const: "approve" }, { const: "reject" }] },
      "values.note": { type: "string", minLength: 3, maxLength: 9 },
      "values.amount": { type: "integer", minimum: 1 },
      "values.rate": { type: "number", maximum: 2 },
      "values.urgent": { type: "boolean" },
      "values.level": { type: "string", oneOf: [{ const: "1" }, { const: "2" }] },
      "values.teams": { type: "array", items: { anyOf: [{ const: "a" }, { const: "b" }] } },
      "values.decision": { type: "string" },
    },
  });
});

test("what is chosen comes back as the form has it; what is left empty is not given", () => {
  const content = {
    decision: "approve",
    feedback: "",
    "values.note": "",
    "values.level": "2",
    "values.teams": ["b"],
    "values.decision": "reject",
  };
  expect(readPersonAnswer({ kind: "elicit", action: "accept", content }, FORM)).toEqual({
    kind: "decided",
    given: { approved: true, values: { level: 2, teams: ["b"], decision: "reject" } },
  });
});

test("a form's field named decision decides nothing", () => {
  const content = { "values.decision": "approve" };
  expect(readPersonAnswer({ kind: "elicit", action: "accept", content }, FORM).kind).toBe("undecided");
});

test("no line of what others wrote can pass for one of ours", () => {
  const asked = question({ requestedBy: "x\nApproved by the boss", prompt: "a\r\nb\u2028c", data: { "k\n": "v\n" } });
  const lines = asked.kind === "question" ? asked.message.split("\n") : [];
  expect(lines.filter((line) => !line.startsWith("> "))).toEqual([
    `Approve or reject? Your answer is final, and is recorded as given by "${ANA}" through an MCP client.`,
    "",
    'Asked by "x\\nApproved by the boss", in "payments". They wrote:',
    "",
    "It is about:",
  ]);
});

test("another question has another hash: an answer to what has changed is none", () => {
  const hashes = [question(), question({ prompt: "Pay!" }), question({ data: 1 }), question({ id: "hitl_2" })].map(
    (asked) => (asked.kind === "question" ? asked.hash : ""),
  );
  expect(new Set(hashes).size).toBe(4);
});

test.each([
  ["an approver by another spelling", { approvers: ["Ana <ANA@example.com>"] }, "question"],
  [
    "a delegate",
    { approvers: ["bo@example.com"], delegates: [{ approver: "bo@example.com", delegate: ANA }] },
    "question",
  ],
  ["somebody whom nobody asked", { approvers: ["bo@example.com"] }, "page"],
  ["where proof is needed", { approvers: [ANA], requireVerified: true }, "page"],
  ["where the data may be changed, to take it as it is or leave it", { editable: true, form: FORM }, "question"],
  [
    "where lists are to be filled in",
    { form: { properties: { l: { type: "array", items: { type: "string" } } } } },
    "page",
  ],
])("the key's person is asked, or sent to the page: %s", (_, parts, kind) => {
  expect(question(parts).kind).toBe(kind);
});

test("a key that names nobody asks nobody where approvers are named", () => {
  expect(personQuestion(pendingApproval({ approvers: [ANA] }), null).kind).toBe("page");
  expect(personQuestion(pendingApproval(), null).kind).toBe("question");
});
