/** The hostile harness with little fuzzing; `npm run hostile -- --cases 100000` has much of it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../src/app.ts";
import { everyRoute } from "./harness/routes.ts";
import { PARTS } from "./harness/run-hostile.ts";
import { Target } from "./harness/target.ts";

const OPTIONS = { seed: Date.now() % 1_000_000, cases: 600 };

let target: Target;

beforeAll(async () => {
  target = await Target.open();
});

afterAll(() => target?.close());

test("the harness knows every route there is", () => {
  const app = createApp("/callback");
  const described = app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "", version: "" } });
  const known = new Set(
    everyRoute(described).map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
  );
  const paths = new Set([...known].map((route) => route.split(" ")[1]));
  const missing = app.routes.filter(({ method, path }) =>
    method === "ALL" ? !path.includes("*") && !paths.has(path) : !known.has(`${method} ${path}`),
  );
  expect(missing).toEqual([]);
});

// How long an answer takes is told by the harness alone: here it would fail by chance.
test.each(PARTS.filter(({ name }) => name !== "times"))(
  "nothing is gained by $name",
  async ({ run }) => {
    expect((await run(target, OPTIONS)).problems).toEqual([]);
  },
  180_000,
);

test("no answer of them all told a secret", () => {
  expect(target.leaks).toEqual([]);
});
