/** The ledger's tests, inside workerd. */
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineProject } from "vitest/config";

export default defineProject({
  root: import.meta.dirname,
  plugins: [cloudflareTest({ wrangler: { configPath: `${import.meta.dirname}/wrangler.jsonc` } })],
  test: {
    name: "ledger",
    include: ["*.test.ts"],
    globalSetup: `${import.meta.dirname}/../objects/support/outside.ts`,
    isolate: false,
    testTimeout: 60_000,
  },
});
