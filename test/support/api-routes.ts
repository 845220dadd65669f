/** Every route of the contract's §3 under /api: what it needs, and how it is called. */

export interface ApiRoute {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** As the OpenAPI document writes it. */
  readonly path: string;
  readonly scope: "runs" | "approvals" | "audit" | "admin";
  readonly body?: object;
  /** What a key of another workspace gets: a list has nothing in it, a thing is not there, the ensembles are everybody's. */
  readonly elsewhere: "empty" | "missing" | "same";
}

export const API_ROUTES: readonly ApiRoute[] = [
  { method: "GET", path: "/api/ensembles", scope: "runs", elsewhere: "same" },
  { method: "GET", path: "/api/ensembles/{name}", scope: "runs", elsewhere: "same" },
  {
    method: "POST",
    path: "/api/ensembles/{name}/runs",
    scope: "runs",
    body: { input: { key: "route" } },
    elsewhere: "same",
  },
  { method: "GET", path: "/api/runs", scope: "runs", elsewhere: "empty" },
  { method: "GET", path: "/api/runs/{id}", scope: "runs", elsewhere: "missing" },
  { method: "POST", path: "/api/runs/{id}/cancel", scope: "runs", elsewhere: "missing" },
  { method: "POST", path: "/api/runs/{id}/events", scope: "runs", body: { type: "paid" }, elsewhere: "missing" },
  { method: "POST", path: "/api/runs/{id}/restart", scope: "runs", body: {}, elsewhere: "missing" },
  { method: "GET", path: "/api/approvals", scope: "approvals", elsewhere: "empty" },
  { method: "POST", path: "/api/approvals", scope: "approvals", body: { prompt: "Route?" }, elsewhere: "same" },
  { method: "GET", path: "/api/approvals/{id}", scope: "approvals", elsewhere: "missing" },
  {
    method: "POST",
    path: "/api/approvals/{id}/decision",
    scope: "approvals",
    body: { approved: true },
    elsewhere: "missing",
  },
  { method: "POST", path: "/api/approvals/{id}/links", scope: "approvals", body: {}, elsewhere: "missing" },
  {
    method: "POST",
    path: "/api/approvals/{id}/reassign",
    scope: "approvals",
    body: { from: "ana@example.com", to: "bo@example.com" },
    elsewhere: "missing",
  },
  { method: "POST", path: "/api/approvals/{id}/resend", scope: "approvals", body: {}, elsewhere: "missing" },
  {
    method: "POST",
    path: "/api/approvals/{id}/extend",
    scope: "approvals",
    body: { expiresAt: "2099-01-01T00:00:00Z" },
    elsewhere: "missing",
  },
  { method: "POST", path: "/api/approvals/{id}/withdraw", scope: "approvals", body: {}, elsewhere: "missing" },
  { method: "GET", path: "/api/absences", scope: "approvals", elsewhere: "empty" },
  { method: "DELETE", path: "/api/absences/{person}", scope: "approvals", elsewhere: "missing" },
  {
    method: "PUT",
    path: "/api/absences/{person}",
    scope: "approvals",
    body: { until: "2100-01-01T00:00:00Z", from: "2099-01-01T00:00:00Z", delegate: "dee@example.com" },
    elsewhere: "same",
  },
  { method: "GET", path: "/api/runs/{id}/events", scope: "runs", elsewhere: "missing" },
  { method: "GET", path: "/api/webhooks", scope: "runs", elsewhere: "empty" },
  { method: "POST", path: "/api/webhooks", scope: "runs", body: { url: "http://localhost:9/hook" }, elsewhere: "same" },
  { method: "DELETE", path: "/api/webhooks/{id}", scope: "runs", elsewhere: "missing" },
  { method: "POST", path: "/api/webhooks/{id}/rotate", scope: "runs", body: {}, elsewhere: "missing" },
  { method: "POST", path: "/api/webhooks/{id}/enable", scope: "runs", body: {}, elsewhere: "missing" },
  { method: "GET", path: "/api/events", scope: "runs", elsewhere: "same" },
  { method: "GET", path: "/api/audit", scope: "audit", elsewhere: "empty" },
  { method: "GET", path: "/api/audit/verify", scope: "audit", elsewhere: "same" },
  { method: "GET", path: "/api/audit/export", scope: "audit", elsewhere: "same" },
  { method: "POST", path: "/api/receipts/rotate", scope: "admin", elsewhere: "same" },
];

export interface RouteIds {
  readonly runId: string;
  readonly approvalId: string;
}

/** The route's path with its gaps filled: a real run, a real approval, the ensemble `publish`. */
export function routePath(route: ApiRoute, ids: RouteIds): string {
  const id = route.path.startsWith("/api/runs") ? ids.runId : ids.approvalId;
  const path = route.path.replace("{name}", "publish").replace("{id}", id).replace("{person}", "away@example.com");
  return route.path === "/api/audit" ? `${path}?run=${ids.runId}` : path;
}
