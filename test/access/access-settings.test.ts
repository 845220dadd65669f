/** The settings of Cloudflare Access: what each may be, and that a wrong one is named and opens nothing. */
import { describe, expect, test } from "vitest";
import { type Env, readConfig } from "../../src/config.ts";
import { readAccess } from "../../src/settings/read-access.ts";
import { CountersignError } from "../../src/kernel/errors.ts";

const AUD = "4714c1358e65fe4b";

function settings(values: Record<string, string>): Env {
  return { ...values } as unknown as Env;
}

test("without them nobody comes through Access", () => {
  expect(readAccess(settings({}))).toBeNull();
});

test.each([
  ["acme", "https://acme.cloudflareaccess.com"],
  ["acme.cloudflareaccess.com", "https://acme.cloudflareaccess.com"],
  ["https://acme.cloudflareaccess.com/", "https://acme.cloudflareaccess.com"],
  ["http://127.0.0.1:8976", "http://127.0.0.1:8976"],
])("the team %s is %s", (team, issuer) => {
  expect(readAccess(settings({ ACCESS_TEAM_DOMAIN: team, ACCESS_AUD: AUD }))?.issuer).toBe(issuer);
});

test("people may see and answer requests of the workspace `default`, if nothing else is said", () => {
  expect(readAccess(settings({ ACCESS_AUD: AUD }))).toEqual({
    issuer: null,
    audiences: [AUD],
    workspace: "default",
    scopes: ["approvals"],
    admins: [],
  });
});

test("all of it can be said", () => {
  const access = readAccess(
    settings({
      ACCESS_AUD: `${AUD}, another`,
      ACCESS_WORKSPACE: "main",
      ACCESS_SCOPES: "approvals runs",
      ACCESS_ADMINS: "Ana@Example.com, bo@example.com",
    }),
  );
  expect(access).toMatchObject({
    audiences: [AUD, "another"],
    workspace: "main",
    scopes: ["approvals", "runs"],
    admins: ["ana@example.com", "bo@example.com"],
  });
  expect(readAccess(settings({ ACCESS_AUD: AUD, ACCESS_SCOPES: "none" }))?.scopes).toEqual([]);
});

describe("a wrong one", () => {
  test.each([
    ["ACCESS_AUD", { ACCESS_TEAM_DOMAIN: "acme" }],
    ["ACCESS_TEAM_DOMAIN", { ACCESS_TEAM_DOMAIN: "not a domain", ACCESS_AUD: AUD }],
    ["ACCESS_WORKSPACE", { ACCESS_WORKSPACE: "a b", ACCESS_AUD: AUD }],
    ["ACCESS_SCOPES", { ACCESS_SCOPES: "approvals everything", ACCESS_AUD: AUD }],
    ["ACCESS_SCOPES", { ACCESS_SCOPES: "none approvals", ACCESS_AUD: AUD }],
  ])("%s is named, and stops nothing else", (name, values) => {
    const env = settings(values);
    expect(() => readAccess(env)).toThrow(CountersignError);
    expect(() => readAccess(env)).toThrow(name);
    expect(readConfig(env).apiKeys).toEqual([]);
  });
});
