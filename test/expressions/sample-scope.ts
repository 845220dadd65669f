/** What the expressions of these tests may see. */
import type { Scope } from "../../src/expressions/compiled.ts";

export const NAMES = [
  "input",
  "env",
  "run",
  "item",
  "index",
  "approve",
  "risk",
  "check",
  "risk-check",
  "auto-approve",
  "lint",
  "nothing",
  "approvers",
  "a",
  "b",
  "step-2b",
  "not-found",
  "new",
  "größe",
];

const VARIABLES = new Map([
  ["ADMIN_EMAIL", "admin@example.com"],
  ["EMPTY", ""],
  ["LIMIT", "100"],
]);

export const SCOPE: Scope = {
  names: {
    input: {
      topic: "Bees",
      amount: 1500.5,
      count: 3,
      zero: 0,
      empty: "",
      yes: true,
      no: false,
      none: null,
      tags: ["x", "y", "z"],
      nested: [[1, [2]], [3]],
      "first-name": "Ada",
      customer: { name: "Ada", vip: false },
      text: "  Hello, World  ",
      price: "19.99",
      length: 7,
    },
    run: { id: "run_1", ensemble: "demo", startedAt: "2026-01-01T00:00:00.000Z" },
    item: { id: 1 },
    index: 0,
    approve: {
      output: { approved: true, status: "approved", approvals: [{ approver: "ada" }, { approver: "bob" }] },
      status: "completed",
    },
    risk: 10,
    check: 4,
    "risk-check": { output: { score: 0.25, x: 5 } },
    "auto-approve": {},
    lint: { output: { passed: true } },
    nothing: undefined,
    approvers: ["ada@example.com", "bob@example.com", "eve@example.com"],
    a: 7,
    b: 2,
    "step-2b": 1,
    "not-found": true,
    new: "fresh",
    größe: 44,
  },
  now: "2026-02-03T04:05:06.789Z",
  env: (name) => VARIABLES.get(name),
};
