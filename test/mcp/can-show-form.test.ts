import { expect, test } from "vitest";
import { canShowForm } from "../../src/mcp/can-show-form.ts";

test.each([
  ["says nothing", undefined, false],
  ["says that it can do something else", { sampling: {} }, false],
  ["says that it can ask, as clients of 2025-06-18 do", { elicitation: {} }, true],
  ["says that it can show forms", { elicitation: { form: {} } }, true],
  ["says that it can show forms and open addresses", { elicitation: { form: {}, url: {} } }, true],
  ["says that it can open addresses, and nothing of forms", { elicitation: { url: {} } }, false],
])("a client that %s: %s", (_, capabilities, can) => {
  expect(canShowForm(capabilities)).toBe(can);
});
