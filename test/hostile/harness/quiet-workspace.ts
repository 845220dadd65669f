/** Every list and page as a workspace sees it in which nothing has happened: there is nothing on it. */
import { expectStatus } from "../../support/client.ts";
import { KEYS } from "../../support/settings.ts";
import type { Probe } from "./probe.ts";
import type { Route } from "./routes.ts";

/** Away in another workspace. */
const AWAY = "unseen@example.com";

/** What is of any workspace. */
const ANYTHING = /run_[0-9a-f]{32}|hitl_[0-9a-f]{64}|hook_[0-9a-f]{32}|unseen@example\.com/;

/** While there is something of each kind in another one. */
export async function lookFromQuiet(probe: Probe, routes: readonly Route[]): Promise<void> {
  const away = { from: "2099-01-01T00:00:00Z", until: "2100-01-01T00:00:00Z", delegate: "dee@example.com" };
  expectStatus(await probe.target.client.send(`/api/absences/${AWAY}`, { method: "PUT", body: away }), 200);
  const cookie = await probe.target.signIn(KEYS.quiet);
  const ways = [
    { door: "api", headers: { authorization: `Bearer ${KEYS.quiet}` } },
    { door: "page", headers: { cookie, accept: "text/html" } },
  ] as const;
  for (const { door, headers } of ways)
    for (const { path } of routes.filter((route) => route.door === door && isList(route))) {
      const { text } = await probe.expect({ path, headers }, [200, 303]);
      const [something] = ANYTHING.exec(text) ?? [];
      if (something !== undefined) probe.blame(`GET ${path}: shows a quiet workspace the ${something} of another`);
      if (path === "/api/audit/verify" && !text.includes('"entries":0'))
        probe.blame(`GET ${path}: reckons the trail of another workspace: ${text}`);
    }
}

/** A stream has no end; `foreign-workspace.test.ts` reads it. */
function isList({ method, path }: Route): boolean {
  return method === "GET" && !path.includes("{") && path !== "/api/events";
}
