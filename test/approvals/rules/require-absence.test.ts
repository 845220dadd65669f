/** Which absences are taken. */
import { expect, test } from "vitest";
import { requireAbsence } from "../../../src/approvals/require-absence.ts";
import { CountersignError } from "../../../src/kernel/errors.ts";

const NOW = Date.parse("2027-01-01T00:00:00Z");
const UNTIL = "2027-02-01T00:00:00Z";

test.each<readonly [string, { from?: string; until: string; delegate: string }]>([
  ["with a beginning", { from: "2027-01-10T00:00:00Z", until: UNTIL, delegate: "bo@example.com" }],
  ["from now on", { until: UNTIL, delegate: "bo@example.com" }],
  ["that began before", { from: "2026-12-01T00:00:00Z", until: UNTIL, delegate: "Bo, of the night shift" }],
  ["of two years", { until: "2028-12-31T00:00:00Z", delegate: "U0123ABCD" }],
])("an absence %s", (_what, body) => {
  expect(requireAbsence(" Ana@Example.com ", body, NOW)).toEqual({
    person: "Ana@Example.com",
    from: body.from === undefined ? null : Date.parse(body.from),
    until: Date.parse(body.until),
    delegate: body.delegate,
  });
});

test.each([
  ["that is over", "ana", { from: "2026-01-01T00:00:00Z", until: "2027-01-01T00:00:00Z" }, "absence-invalid"],
  ["that ends as it begins", "ana", { from: UNTIL, until: UNTIL }, "absence-invalid"],
  ["that ends before it begins", "ana", { from: "2027-03-01T00:00:00Z", until: UNTIL }, "absence-invalid"],
  ["of more than two years", "ana", { until: "2029-02-01T00:00:00Z" }, "absence-invalid"],
  ["from the beginning of time", "ana", { from: "1970-01-01T00:00:00Z", until: UNTIL }, "absence-invalid"],
  ["with oneself as delegate", "ana", { until: UNTIL, delegate: " ANA " }, "delegate-loop"],
  ["of nobody", "  ", { until: UNTIL }, "bad-request"],
  ["of an endless name", "a".repeat(321), { until: UNTIL }, "bad-request"],
  ["of a group", "group:legal", { until: UNTIL }, "bad-request"],
  ["with a group as delegate", "ana", { until: UNTIL, delegate: "group:legal" }, "bad-request"],
  ["with two addresses", "ana", { until: UNTIL, delegate: "a@example.com, b@example.com" }, "address-invalid"],
  ["of half an address", "ana@", { until: UNTIL }, "address-invalid"],
])("no absence %s", (_what, person, body, code) => {
  const refused = (): unknown => requireAbsence(person, { delegate: "bo", ...body }, NOW);
  expect(refused).toThrow(CountersignError);
  expect(refused).toThrow(expect.objectContaining({ code }));
});
