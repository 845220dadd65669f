/** The ways in which people can sign in here, as far as they are set up. */
import { readConfig } from "../config.ts";
import { readAccess } from "../settings/read-access.ts";
import type { PageContext } from "./signed-in.ts";

export interface SignInDoors {
  readonly byKey: boolean;
  readonly byAccess: boolean;
}

export function findDoors(c: PageContext): SignInDoors {
  return { byKey: readConfig(c.env).apiKeys.length > 0, byAccess: readAccess(c.env) !== null };
}
