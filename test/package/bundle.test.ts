/** The Worker stays small, starts with little, and does not grow unseen. */
import { expect, test } from "vitest";
import { takeBundleApart } from "../../bench/bundle-parts.ts";
import release from "../../bench/release-bundle.json" with { type: "json" };

/** KiB after gzip. The platform takes 3 MiB on its free plan. */
const MOST = 600;
/** Who lets it grow further says so, by `npm run bundle -- --release`. */
const MOST_GROWTH = 1.1;

const bundle = await takeBundleApart();

test("it is within its bounds, and not much larger than at the last release", () => {
  expect(bundle.gzip).toBeLessThan(MOST);
  expect(bundle.gzip / release.gzip).toBeLessThan(MOST_GROWTH);
  expect(bundle.gzip / release.gzip).toBeGreaterThan(1 / MOST_GROWTH);
});

test("what asks models and what draws plans is evaluated when it is first needed", () => {
  const heavy = ["ai", "workers-ai-provider", "@ai-sdk/openai-compatible", "@ai-sdk/provider-utils", "@dagrejs/dagre"];
  expect(Object.keys(bundle.parts)).toEqual(expect.arrayContaining(heavy));
  expect(bundle.atStart).not.toEqual(expect.arrayContaining([expect.stringMatching(/^@?ai\b|-ai-|dagre/)]));
});
