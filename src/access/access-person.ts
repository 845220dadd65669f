/**
 * Whom Cloudflare Access proves: by the token that it puts on every request it lets through, or by what the platform says
 * of the request itself. The header with the bare e-mail address is never read: anybody can send one.
 */
import { createRemoteJWKSet, errors, jwtVerify } from "jose";

export interface AccessSettings {
  /** Who issues tokens, such as `https://acme.cloudflareaccess.com`; `null` where the platform alone is believed. */
  readonly issuer: string | null;
  /** The audience tags of our own applications. */
  readonly audiences: readonly string[];
}

/** What the platform says of a request that came through Access. */
export interface AccessContext {
  readonly aud: string;
  getIdentity(): Promise<{ readonly email?: string | undefined } | undefined>;
}

interface Shown {
  readonly context: AccessContext | null;
  /** The header `Cf-Access-Jwt-Assertion`. */
  readonly assertion: string | undefined;
}

/** The person's e-mail address; `null` where nobody, or no person, is proved. */
export async function findAccessPerson(
  settings: AccessSettings,
  { context, assertion }: Shown,
): Promise<string | null> {
  if (context !== null && settings.audiences.includes(context.aud)) {
    return addressOf((await context.getIdentity())?.email);
  }
  if (assertion === undefined || settings.issuer === null) return null;
  return addressOf(await emailIn(assertion, settings.issuer, settings.audiences));
}

/** `null` where the token is not one of theirs, for us, and in its time; throws where their keys cannot be had. */
async function emailIn(assertion: string, issuer: string, audiences: readonly string[]): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(assertion, keysOf(issuer), {
      issuer,
      audience: [...audiences],
      algorithms: ["RS256"],
      requiredClaims: ["exp"],
    });
    return payload["email"];
  } catch (error) {
    if (isOfToken(error)) return null;
    throw error;
  }
}

function isOfToken(error: unknown): boolean {
  return error instanceof errors.JOSEError && !OF_KEYS.includes(error.code);
}

/** What goes wrong with the list of keys, not with the token. */
const OF_KEYS = [errors.JOSEError.code, errors.JWKSTimeout.code, errors.JWKSInvalid.code];

/** Tokens of services carry no address. */
function addressOf(email: unknown): string | null {
  return typeof email === "string" && /^[^\s@]+@[^\s@]+$/.test(email) ? email : null;
}

const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

/** Kept for ten minutes, and asked for again where a token names a key that is not among them, twice a minute at most. */
function keysOf(issuer: string): ReturnType<typeof createRemoteJWKSet> {
  const known = keySets.get(issuer);
  if (known !== undefined) return known;
  const keys = createRemoteJWKSet(new URL(`${issuer}/cdn-cgi/access/certs`));
  keySets.set(issuer, keys);
  return keys;
}
