/** Requests that fast-check makes up, and what each may be answered with. */
import fc from "fast-check";
import { API_ROUTES } from "../../support/api-routes.ts";
import { KEYS } from "../../support/settings.ts";
import { put, query, segment, text, wrongAnswer, wrongBody, wrongForm, wrongKey, wrongToken } from "./fuzz-values.ts";
import type { RawRequest } from "./raw-request.ts";
import type { Gaps } from "./routes.ts";

/** `unknown`: the one 404 of links. `refused`: never a success. `known`: whatever is documented. */
export interface Case {
  readonly wants: "unknown" | "refused" | "known" | "unauthorized";
  /** Where `known`: the route, by method and path. */
  readonly route?: string;
  readonly request: RawRequest;
}

const JSON_TYPE = { "content-type": "application/json" };
/** Links that are not ours, to every way of using one. */
export function unknownLinks({ token }: Gaps): fc.Arbitrary<Case> {
  const ways = fc.constantFrom(
    { method: "GET", end: "", body: undefined },
    { method: "GET", end: "?action=approve", body: undefined },
    { method: "POST", end: "", body: '{"approved":true}' },
    { method: "POST", end: "", body: '{"approved":false,"approver":"ana@example.com"}' },
    { method: "POST", end: "/delegate", body: '{"to":"eve@example.com"}' },
    { method: "POST", end: "/own-link", body: '{"approver":"ana@example.com"}' },
  );
  return fc.tuple(wrongToken(token), ways).map(([made, { method, end, body }]) => ({
    wants: "unknown",
    request: {
      method,
      path: `/callback/${made}${end}`,
      headers: { accept: "application/json", ...JSON_TYPE },
      ...(body === undefined ? {} : { body }),
    },
  }));
}

/** @param cookie - of a session of ours */
export function everythingElse(gaps: Gaps, cookie: string): fc.Arbitrary<Case> {
  return fc.oneof(
    { weight: 4, arbitrary: answersToALink(gaps) },
    { weight: 5, arbitrary: bodies(gaps) },
    { weight: 3, arbitrary: reads(gaps) },
    { weight: 1, arbitrary: starts },
    { weight: 3, arbitrary: pages(cookie) },
    { weight: 2, arbitrary: keys(gaps) },
    { weight: 1, arbitrary: chats },
  );
}

function answersToALink({ token }: Gaps): fc.Arbitrary<Case> {
  const path = `/callback/${token}`;
  return fc.oneof(
    wrongAnswer.map((body): Case => ({ wants: "refused", request: { path, headers: JSON_TYPE, body } })),
    wrongForm.map((body): Case => ({
      wants: "refused",
      request: { path, headers: { "content-type": "application/x-www-form-urlencoded" }, body },
    })),
  );
}

function bodies(gaps: Gaps): fc.Arbitrary<Case> {
  const routes = API_ROUTES.filter(
    ({ body, path }) => body !== undefined && !/decision|runs$|withdraw|restart/.test(path),
  );
  return fc.constantFrom(...routes).chain(({ method, path, body = {} }) =>
    wrongBody(body).map((made): Case => ({
      wants: "known",
      route: `${method} ${path}`,
      request: { method, path: filled(path, gaps), headers: ours, body: made },
    })),
  );
}

/** Inputs that hardly ever fit. */
const starts: fc.Arbitrary<Case> = fc
  .record(
    { input: fc.oneof(fc.object({ maxDepth: 2 }), fc.jsonValue()), requestedBy: fc.jsonValue() },
    { requiredKeys: [] },
  )
  .map((body) => ({
    wants: "known",
    route: "POST /api/ensembles/{name}/runs",
    request: { path: "/api/ensembles/publish/runs", headers: ours, body: text(body) },
  }));

/** With a session of ours, or one that was made up. */
function pages(cookie: string): fc.Arbitrary<Case> {
  const path = fc.constantFrom(
    "/runs",
    "/runs/{id}",
    "/ensembles",
    "/ensembles/{name}",
    "/overview",
    "/audit",
    "/sign-in",
    "/",
    "/approvals/{id}",
  );
  const session = fc.oneof(
    fc.constant(cookie),
    fc.nat({ max: cookie.length - 1 }).map((at) => put(cookie, at, "x")),
    segment.map((odd) => `countersign=${odd}`),
  );
  return fc.tuple(path, query, segment, session).map(([route, asked, odd, worn]): Case => ({
    wants: "known",
    route: `GET ${route}`,
    request: {
      path: `${route.replace(/\{\w+\}/, () => odd)}?${asked}`,
      headers: { accept: "text/html", cookie: worn },
    },
  }));
}

function reads(gaps: Gaps): fc.Arbitrary<Case> {
  const routes = API_ROUTES.filter(({ method, path }) => method === "GET" && !/export|verify|events/.test(path));
  return fc.tuple(fc.constantFrom(...routes), query, segment).map(([{ method, path }, asked, odd]): Case => {
    const isOne = path.includes("{");
    const at = isOne ? path.replace(/\{\w+\}/, () => odd) : filled(path, gaps);
    return { wants: "known", route: `${method} ${path}`, request: { path: `${at}?${asked}`, headers: ours } };
  });
}

function keys(gaps: Gaps): fc.Arbitrary<Case> {
  return fc.tuple(fc.constantFrom(...API_ROUTES), wrongKey).map(([{ method, path, body }, key]): Case => ({
    wants: "unauthorized",
    request: {
      method,
      path: filled(path, gaps),
      headers: { ...JSON_TYPE, authorization: `Bearer ${key}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    },
  }));
}

const chats: fc.Arbitrary<Case> = fc
  .tuple(fc.constantFrom("slack", "discord"), wrongAnswer, fc.string(), fc.integer({ min: -400, max: 400 }))
  .map(([chat, body, signature, offset]) => {
    const time = String(Math.floor(Date.now() / 1_000) + offset);
    const signed = signature.replaceAll(/[^\x21-\x7e]/g, "");
    return {
      wants: "unauthorized",
      request: {
        method: "POST",
        path: `/chat/${chat}/interactions`,
        headers: {
          "x-slack-request-timestamp": time,
          "x-slack-signature": `v0=${signed}`,
          "x-signature-timestamp": time,
          "x-signature-ed25519": signed,
        },
        body,
      },
    };
  });

const ours = { ...JSON_TYPE, authorization: `Bearer ${KEYS.main}` };

function filled(path: string, { run, approval, webhook }: Gaps): string {
  const id = path.startsWith("/api/runs") ? run : path.includes("webhooks") ? webhook : approval;
  return path.replace("{id}", id).replace("{name}", "publish").replace("{person}", "away@example.com");
}
