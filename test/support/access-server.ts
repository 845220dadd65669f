/** Cloudflare Access as a Worker sees it: the keys it publishes, and tokens that it signs. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, importJWK, type JWTPayload, SignJWT } from "jose";

/** The audience tag of the Worker's application. */
export const ACCESS_AUD = "4714c1358e65fe4b408ad6d432a5f878f08194bdb4752441fd56faefa9b2b6f2";

const KEY_ID = "e3fb1df0ba9c5d9b0fab8f0b2ed1ddb1e8a5cdd4";

export interface AccessServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves `/cdn-cgi/access/certs`, and to tests the private half beside it. */
export async function startAccessServer(): Promise<AccessServer> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const answers: Readonly<Record<string, unknown>> = {
    "/cdn-cgi/access/certs": { keys: [await jwkOf(publicKey)], public_certs: [] },
    "/test/private-key": await jwkOf(privateKey),
  };
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ""];
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, stop: () => stop(server) };
}

/** A token as Access puts it on the requests of somebody it let in; each part can be made wrong. */
export async function accessToken(url: string, email: string, wrong: Partial<TokenParts> = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const claims = { email, type: "app", sub: "7335d417-61da-459d-899c-0a01c76a2f94", ...wrong.claims };
  const key = wrong.key ?? (await privateKeyOf(url));
  return new SignJWT(claims)
    .setProtectedHeader({ alg: wrong.alg ?? "RS256", kid: KEY_ID, typ: "JWT" })
    .setIssuer(wrong.issuer ?? url)
    .setAudience(wrong.audience ?? ACCESS_AUD)
    .setIssuedAt(now - 60)
    .setExpirationTime(wrong.expires ?? now + 600)
    .sign(key);
}

export interface TokenParts {
  readonly claims: JWTPayload;
  readonly alg: string;
  readonly key: CryptoKey | Uint8Array;
  readonly issuer: string;
  readonly audience: string;
  /** Seconds since 1970. */
  readonly expires: number;
}

async function privateKeyOf(url: string): Promise<CryptoKey | Uint8Array> {
  const jwk: unknown = await (await fetch(`${url}/test/private-key`)).json();
  return importJWK(jwk as Parameters<typeof importJWK>[0], "RS256");
}

async function jwkOf(key: KeyObject) {
  return { ...(await exportJWK(key)), kid: KEY_ID, alg: "RS256", use: "sig" };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
