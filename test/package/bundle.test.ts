/** The Worker stays small, starts with little, and does not grow unseen. */
import { expect, test } from "vitest";
import { takeBundleApart } from "../../bench/bundle-parts.ts";
import release from "../../bench/release-bundle.json" with { type: "json" };

/** KiB after gzip. The platform takes 3 MiB on its free plan. */
const MOST = 600;
/** Of these, what it takes to ask people and to show them pages. */
const MOST_CORE = 300;
/** Who lets it grow further says so, by `npm run bundle -- --release`. */
const MOST_GROWTH = 1.1;

const bundle = await takeBundleApart();

test("it is within its bounds, and not much larger than at the last release", () => {
  expect(bundle.gzip).toBeLessThan(MOST);
  expect(bundle.core).toBeLessThan(MOST_CORE);
  expect(bundle.gzip / release.gzip).toBeLessThan(MOST_GROWTH);
  expect(bundle.gzip / release.gzip).toBeGreaterThan(1 / MOST_GROWTH);
});

/** What routes and the shapes of what crosses the wire are made with; and what signs webhooks, which is small. */
const AT_START = [
  "@asteasolutions/zod-to-openapi",
  "@hono/zod-openapi",
  "@hono/zod-validator",
  "@stablelib/base64",
  "fast-sha256",
  "hono",
  "standardwebhooks",
  "zod",
];

/** What speaks with models and clients of MCP, draws plans, reads Markdown, compares texts, and checks and signs tokens. */
const WHEN_NEEDED = [
  "@ai-sdk/openai-compatible",
  "@ai-sdk/provider-utils",
  "@dagrejs/dagre",
  "@modelcontextprotocol/server",
  "ai",
  "diff",
  "jose",
  "marked",
  "workers-ai-provider",
];

test("when it starts, no package is evaluated but these; the others are when something first needs them", () => {
  expect(bundle.atStart).toEqual(AT_START);
  expect(Object.keys(bundle.parts)).toEqual(expect.arrayContaining(WHEN_NEEDED));
});
