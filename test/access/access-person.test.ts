/** Whom Cloudflare Access proves: its own tokens for our application, in their time, and nothing that looks like them. */
import { createPublicKey, generateKeyPairSync, type JsonWebKey } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AccessContext, findAccessPerson } from "../../src/access/access-person.ts";
import { visitorByAccess } from "../../src/access/visitor.ts";
import {
  ACCESS_AUD,
  type AccessServer,
  accessToken,
  startAccessServer,
  type TokenParts,
} from "../support/access-server.ts";

const ANA = "ana@example.com";

let server: AccessServer;

beforeAll(async () => {
  server = await startAccessServer();
});

afterAll(() => server.stop());

function personBy(assertion: string | undefined, context: AccessContext | null = null): Promise<string | null> {
  return findAccessPerson({ issuer: server.url, audiences: [ACCESS_AUD] }, { context, assertion });
}

test("a token of theirs for us proves its person", async () => {
  expect(await personBy(await accessToken(server.url, ANA))).toBe(ANA);
});

/** The public key as text: what somebody would sign with who hopes that it is taken for a shared secret. */
async function publicKeyAsSecret(): Promise<Uint8Array> {
  const published = await fetch(`${server.url}/cdn-cgi/access/certs`);
  const { keys } = await published.json<{ keys: [JsonWebKey] }>();
  const pem = createPublicKey({ key: keys[0], format: "jwk" }).export({ type: "spki", format: "pem" });
  return new TextEncoder().encode(pem.toString());
}

const SOON = Math.floor(Date.now() / 1_000);

test.each([
  ["for another application", { audience: "another-audience-tag" }],
  ["of another team", { issuer: "https://evil.cloudflareaccess.com" }],
  ["whose time is over", { expires: SOON - 3_600 }],
  [
    "of a service, which is no person",
    { claims: { email: "", common_name: "e367826f93b8d71185e03fe518aff3b4.access" } },
  ],
  ["whose address is no text", { claims: { email: [ANA] } as unknown as TokenParts["claims"] }],
  ["whose address is none", { claims: { email: "ana" } }],
] as const)("a token %s proves nobody", async (_what, wrong) => {
  expect(await personBy(await accessToken(server.url, ANA, wrong))).toBeNull();
});

test("a token signed by another key proves nobody, whatever key it names", async () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = await crypto.subtle.importKey(
    "pkcs8",
    privateKey.export({ type: "pkcs8", format: "der" }),
    { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
    false,
    ["sign"],
  );
  expect(await personBy(await accessToken(server.url, ANA, { key }))).toBeNull();
});

test("a token signed with the public key as a secret proves nobody", async () => {
  const token = await accessToken(server.url, ANA, { alg: "HS256", key: await publicKeyAsSecret() });
  expect(await personBy(token)).toBeNull();
});

test("a token without a signature proves nobody", async () => {
  const [header = "", claims = "", signature = ""] = (await accessToken(server.url, ANA)).split(".");
  const none = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  const forged = Buffer.from(JSON.stringify({ ...parse(claims), email: "eve@example.com" })).toString("base64url");
  for (const token of [
    `${none}.${claims}.`,
    `${header}.${claims}.`,
    `${header}.${forged}.${signature}`,
    `${header}.${claims}`,
    "..",
    "",
    "null",
    "a".repeat(20_000),
  ]) {
    expect(await personBy(token), token).toBeNull();
  }
  expect(await personBy(undefined)).toBeNull();
});

test("where their keys cannot be had, nobody is let in and nobody is told that they are unknown", async () => {
  const gone = await startAccessServer();
  const token = await accessToken(gone.url, ANA);
  await gone.stop();
  const settings = { issuer: gone.url, audiences: [ACCESS_AUD] };
  await expect(findAccessPerson(settings, { context: null, assertion: token })).rejects.toThrow();
});

test("what the platform says of a request counts where it is for our application", async () => {
  const context = (aud: string, email?: string): AccessContext => ({ aud, getIdentity: async () => ({ email }) });
  expect(await personBy(undefined, context(ACCESS_AUD, ANA))).toBe(ANA);
  expect(await personBy(undefined, context(ACCESS_AUD))).toBeNull();
  expect(await personBy(undefined, context("another-audience-tag", ANA))).toBeNull();
});

test("a token is believed only where it is known who issues them", async () => {
  const settings = { issuer: null, audiences: [ACCESS_AUD] };
  const assertion = await accessToken(server.url, ANA);
  expect(await findAccessPerson(settings, { context: null, assertion })).toBeNull();
});

test("a person may do what the settings say, and an admin everything", () => {
  const people = { workspace: "main", scopes: ["approvals"] as const, admins: ["boss@example.com"] };
  expect(visitorByAccess(ANA, people)).toMatchObject({ person: ANA, workspace: "main", scopes: ["approvals"] });
  expect(visitorByAccess("Boss@Example.com", people).scopes).toEqual(["runs", "approvals", "audit", "admin"]);
});

function parse(part: string): object {
  return JSON.parse(Buffer.from(part, "base64url").toString()) as object;
}
