/** Every way in: what the OpenAPI document names, and what it does not because people and their pages use it. */
import type { KeyScope } from "../../../src/access/api-key.ts";
import { assets } from "../../../src/generated/assets.ts";
import { API_ROUTES, type ApiRoute } from "../../support/api-routes.ts";

export interface Route {
  readonly method: string;
  /** Gaps in braces. */
  readonly path: string;
  readonly door: "api" | "link" | "chat" | "page" | "socket" | "open";
  /** Those that are documented. */
  readonly statuses: readonly number[];
  /** Of a route that takes one. */
  readonly takesBody: boolean;
  /** Under a key: what it needs, and what another workspace gets. */
  readonly access?: ApiRoute;
  /** Of a page: what whoever is signed in needs. */
  readonly scope?: KeyScope;
  /** Who is led on from it to where they may be. */
  readonly alsoFor?: readonly KeyScope[];
}

const PAGE = [200, 303, 401, 403, 404];
const ANSWER = [...PAGE, 400, 409, 410, 413, 422];
const SOCKET = [400, 401, 403, 404];

/** Those that no description names. */
export const OWN_ROUTES: readonly Route[] = [
  { ...page("GET", "/", "approvals", PAGE), alsoFor: ["runs", "audit"] },
  page("POST", "/approvals", "approvals", ANSWER),
  page("GET", "/approvals/{id}", "approvals", PAGE),
  page("POST", "/approvals/{id}", "approvals", ANSWER),
  page("POST", "/approvals/{id}/delegate", "approvals", ANSWER),
  page("POST", "/approvals/{id}/own-link", "approvals", [...ANSWER, 429]),
  { method: "GET", path: "/approvals/{id}/live", door: "socket", statuses: SOCKET, takesBody: false },
  page("GET", "/sign-in", null, PAGE),
  page("POST", "/sign-in", null, [...PAGE, 400, 413]),
  page("POST", "/sign-out", null, PAGE),
  page("GET", "/runs", "runs", PAGE),
  page("GET", "/runs/{id}", "runs", PAGE),
  page("POST", "/runs/{id}/cancel", "runs", [...PAGE, 400, 409, 413]),
  page("POST", "/runs/{id}/restart", "runs", ANSWER),
  page("GET", "/ensembles", "runs", PAGE),
  page("GET", "/ensembles/{name}", "runs", PAGE),
  page("POST", "/ensembles/{name}", "runs", ANSWER),
  page("GET", "/overview", "audit", PAGE),
  page("GET", "/audit", "audit", PAGE),
  page("GET", "/audit/export", "audit", PAGE),
  { method: "GET", path: "/live", door: "socket", statuses: SOCKET, takesBody: false },
  { method: "GET", path: "/callback/{token}/live", door: "socket", statuses: SOCKET, takesBody: false },
  { method: "GET", path: "/api/docs", door: "open", statuses: [200], takesBody: false },
  { method: "POST", path: "/mcp", door: "open", statuses: [401, 403, 413], takesBody: true },
  { method: "GET", path: "/api/openapi.json", door: "open", statuses: [200], takesBody: false },
  { method: "GET", path: "/api/errors/{code}", door: "open", statuses: [200, 404], takesBody: false },
  ...Object.values(assets).map(({ path }): Route => ({
    method: "GET",
    path,
    door: "open",
    statuses: [200],
    takesBody: false,
  })),
];

function page(method: string, path: string, scope: KeyScope | null, statuses: readonly number[]): Route {
  const route: Route = { method, path, door: "page", statuses, takesBody: method === "POST" };
  return scope === null ? route : { ...route, scope };
}

interface Description {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: object; readonly requestBody?: object }>>>
  >;
}

/** @param description - the OpenAPI document as the Worker gives it */
export function everyRoute(description: unknown): Route[] {
  const { paths } = description as Description;
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([lower, { responses, requestBody }]): Route => {
      const method = lower.toUpperCase();
      const access = API_ROUTES.find((route) => route.method === method && route.path === path);
      return {
        method,
        path,
        door: doorOf(path),
        statuses: Object.keys(responses).map(Number),
        takesBody: requestBody !== undefined,
        ...(access === undefined ? {} : { access }),
      };
    }),
  );
  return [...described, ...OWN_ROUTES];
}

/** Routes under a key of which the table of the API's tests knows nothing. */
export function unknownToTests(routes: readonly Route[]): string[] {
  return routes
    .filter(({ door, access }) => door === "api" && access === undefined)
    .map(({ method, path }) => `${method} ${path} is not in test/support/api-routes.ts`);
}

function doorOf(path: string): Route["door"] {
  if (path.startsWith("/callback/")) return "link";
  if (path.startsWith("/chat/")) return "chat";
  if (path === "/healthz" || path.startsWith("/.well-known/") || path === "/api/receipts/verify") return "open";
  return path.startsWith("/api/") ? "api" : "open";
}

export type Gaps = Readonly<Record<"run" | "approval" | "token" | "webhook", string>>;

/** The route's path with its gaps filled. */
export function fillPath({ path }: Route, gaps: Gaps): string {
  const id = /^\/(?:api\/)?runs/.test(path) ? gaps.run : path.includes("webhooks") ? gaps.webhook : gaps.approval;
  return path
    .replace("{id}", id)
    .replace("{token}", gaps.token)
    .replace("{name}", "publish")
    .replace("{person}", "away@example.com")
    .replace("{code}", "not-found");
}
