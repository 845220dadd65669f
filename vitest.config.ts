import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** Pure rules: plain Node. */
const rules = {
  extends: true as const,
  test: {
    name: "rules",
    include: [
      "test/{access,api,authoring,chat,mcp,workflow,kernel,expressions,ensembles,notifications,html,docs,operations,receipts,runs,rules,testkit,cli,pages,approvals/rules,client,package,react}/**/*.test.{ts,tsx}",
    ],
    // Rules keep no state: a process for each file would take longer than its tests.
    isolate: false,
    testTimeout: 20_000,
  },
};

const inWorkerd = {
  wrangler: { configPath: "./wrangler.toml" },
  miniflare: {
    // For the data operation: authors bring their own.
    d1Databases: ["DB"],
    kvNamespaces: ["NOTES"],
    // Not named EMAIL, by which the Worker would send with it.
    email: { send_email: [{ name: "MAILER", allowed_sender_addresses: ["approvals@example.com"] }] },
  },
};

/** Durable Objects and Workflows as they are, but that a test can move their time: inside workerd. */
const objects = {
  extends: true as const,
  plugins: [cloudflareTest({ ...inWorkerd, main: "./test/support/test-worker.ts" })],
  test: {
    name: "objects",
    include: ["test/objects/**/*.test.ts"],
    exclude: ["test/objects/shipped/**"],
    globalSetup: "test/objects/support/outside.ts",
    // Every test has runs, workspaces and variables of its own; a runtime per file would double the time.
    isolate: false,
    testTimeout: 20_000,
  },
};

/** The Worker exactly as it is shipped, with mail set up: settings are read once in a runtime, so it has one of its own. */
const objectsShipped = {
  ...objects,
  plugins: [cloudflareTest(inWorkerd)],
  test: { ...objects.test, name: "objects-shipped", include: ["test/objects/shipped/*.test.ts"], exclude: [] },
};

/** Workers under `wrangler dev`, driven over HTTP and by a browser, with local servers for every channel. */
const journeys = {
  extends: true as const,
  test: {
    name: "journeys",
    include: ["test/{journeys,browser,hostile}/**/*.test.ts"],
    globalSetup: "test/support/journey-setup.ts",
    // They wait more than they work; after the others, so that nothing else takes the time they measure.
    maxWorkers: 4,
    sequence: { groupOrder: 1 },
    // They share no state: a fresh process for each would load the same modules fifty times.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
};

/** The shipped examples and the reference's ensembles: a Worker for each, and local servers for all they talk to. */
const examples = {
  extends: true as const,
  test: {
    name: "examples",
    include: ["test/{examples,reference}/**/*.test.ts"],
    globalSetup: "test/examples/support/setup.ts",
    isolate: false,
    testTimeout: 60_000,
    // They mostly wait, and tell their calls apart by keys of their own.
    sequence: { concurrent: true },
  },
};

/** Workers of their own, killed at the worst moments. */
const faults = {
  extends: true as const,
  test: {
    name: "faults",
    include: ["test/faults/**/*.test.ts"],
    testTimeout: 300_000,
    hookTimeout: 180_000,
    // They mostly wait for a Worker to start; more at once would starve each other.
    maxWorkers: 2,
    isolate: false,
    sequence: { groupOrder: 2 },
  },
};

export default defineConfig({
  test: {
    projects: [rules, objects, objectsShipped, "test/ledger/vitest.config.ts", journeys, examples, faults],
    reporters: ["default"],
  },
});
