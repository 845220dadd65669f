/**
 * Who comes to the pages through Cloudflare Access, and what they may do. Read when somebody comes to a page, so that a
 * wrong setting stops nothing else.
 */
import { z } from "zod";
import type { AccessSettings } from "../access/access-person.ts";
import { KEY_SCOPES, type KeyScope } from "../access/api-key.ts";
import type { AccessPeople } from "../access/visitor.ts";
import { oncePerEnv } from "./once-per-env.ts";
import { listOf, readList, readVariable, type Variables } from "./read-variable.ts";
import { settingInvalid } from "./setting-invalid.ts";
import { WorkspaceName } from "./workspace-name.ts";

export type AccessConfig = AccessSettings & AccessPeople;

/** `none`: to see and answer what asks them by name, and nothing else. */
const AccessScopes = z
  .string()
  .transform(listOf)
  .pipe(
    z
      .tuple([z.literal("none")])
      .transform((): KeyScope[] => [])
      .or(z.array(z.enum(KEY_SCOPES))),
  );

/** `null` where Cloudflare Access is not set up. */
export const readAccess = oncePerEnv((env: Variables): AccessConfig | null => {
  const team = readVariable(env, "ACCESS_TEAM_DOMAIN");
  const audiences = readList(env, "ACCESS_AUD");
  if (audiences.length === 0 && team === undefined) return null;
  if (audiences.length === 0) {
    throw settingInvalid("ACCESS_AUD", "is missing beside ACCESS_TEAM_DOMAIN", "copy the application's audience tag");
  }
  return {
    ...readAccessPeople(env),
    issuer: team === undefined ? null : issuerOf(team),
    audiences,
  };
});

function readAccessPeople(env: Variables): AccessPeople {
  const workspace = WorkspaceName.safeParse(readVariable(env, "ACCESS_WORKSPACE") ?? "default");
  const scopes = AccessScopes.safeParse(readVariable(env, "ACCESS_SCOPES") ?? "approvals");
  if (!workspace.success) {
    throw settingInvalid("ACCESS_WORKSPACE", "is not letters, digits, - and _", "name a workspace");
  }
  if (!scopes.success) {
    throw settingInvalid("ACCESS_SCOPES", "names an unknown scope", `any of ${KEY_SCOPES.join(" ")}, or none`);
  }
  return {
    workspace: workspace.data,
    scopes: scopes.data,
    admins: readList(env, "ACCESS_ADMINS").map((address) => address.toLowerCase()),
  };
}

/** Whoever issues the tokens: from a team's name, its domain, or the whole address. */
function issuerOf(team: string): string {
  const domain = /^[\w-]+$/.test(team) ? `${team}.cloudflareaccess.com` : team;
  const url = /^https?:/.test(domain) ? domain : `https://${domain}`;
  if (URL.canParse(url)) return url.replace(/\/+$/, "");
  throw settingInvalid("ACCESS_TEAM_DOMAIN", "is no domain", "such as acme.cloudflareaccess.com");
}
