/** Every list and page as a workspace sees it in which nothing has happened: there is nothing on it. */
import { KEYS } from "../../support/settings.ts";
import type { Probe } from "./probe.ts";
import type { Route } from "./routes.ts";

/** Of whatever workspace. */
const AN_ID = /(?:run_[0-9a-f]{32}|hitl_[0-9a-f]{64}|hook_[0-9a-f]{32})/;

/** While there is something of each kind in another one. */
export async function lookFromQuiet(probe: Probe, routes: readonly Route[]): Promise<void> {
  const cookie = await probe.target.signIn(KEYS.quiet);
  const ways = [
    { door: "api", headers: { authorization: `Bearer ${KEYS.quiet}` } },
    { door: "page", headers: { cookie, accept: "text/html" } },
  ] as const;
  for (const { door, headers } of ways)
    for (const { path } of routes.filter((route) => route.door === door && isList(route))) {
      const { text } = await probe.expect({ path, headers }, [200, 303]);
      const [id] = AN_ID.exec(text) ?? [];
      if (id !== undefined) probe.blame(`GET ${path}: shows a workspace without any the ${id} of another`);
      if (path === "/api/audit/verify" && !text.includes('"entries":0'))
        probe.blame(`GET ${path}: reckons the trail of another workspace: ${text}`);
    }
}

/** A stream has no end; `foreign-workspace.test.ts` reads it. */
function isList({ method, path }: Route): boolean {
  return method === "GET" && !path.includes("{") && path !== "/api/events";
}
