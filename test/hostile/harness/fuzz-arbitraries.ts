/** What fast-check makes up: tokens, answers, bodies, queries, names and keys, most of them nearly right. */
import fc from "fast-check";
import { API_ROUTES } from "../../support/api-routes.ts";
import { KEYS } from "../../support/settings.ts";
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
const HEX = "0123456789abcdef";

const hex = (length: number) =>
  fc.array(fc.constantFrom(...HEX), { minLength: length, maxLength: length }).map((digits) => digits.join(""));

/** Anything that can stand in one segment of a path. */
const segment = fc
  .oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).map((text) => escapeAll(text)),
    fc.string({ unit: "binary", minLength: 1, maxLength: 20 }).map((text) => escapeAll(text)),
    fc.uint8Array({ minLength: 1, maxLength: 24 }).map((bytes) => [...bytes].map((byte) => `%${two(byte)}`).join("")),
    fc.array(fc.constantFrom(..."%0aZ-_~!$&'()*+,;=:@"), { minLength: 1, maxLength: 20 }).map((all) => all.join("")),
  )
  .filter((text) => !/^\.*$/.test(text) && !/^(?:%2e)+$/i.test(text));

/** Tokens that are none, most of them one step away from one that is. */
function wrongToken(token: string): fc.Arbitrary<string> {
  const [object = "", secret = ""] = [token.slice(5, 69), token.slice(70)];
  const at = fc.nat({ max: token.length - 1 });
  return fc
    .oneof(
      { weight: 4, arbitrary: fc.tuple(at, fc.constantFrom(...HEX)).map(([index, digit]) => put(token, index, digit)) },
      { weight: 2, arbitrary: at.map((index) => token.slice(0, index) || "h") },
      { weight: 2, arbitrary: at.map((index) => `${token.slice(0, index)}${token.slice(index + 1)}`) },
      { weight: 2, arbitrary: segment.map((more) => token + more) },
      { weight: 3, arbitrary: fc.uuid().map((other) => `hitl_${object}_${other}`) },
      { weight: 3, arbitrary: hex(64).map((other) => `hitl_${other}_${secret}`) },
      { weight: 3, arbitrary: fc.tuple(hex(64), fc.uuid()).map(([id, other]) => `hitl_${id}_${other}`) },
      { weight: 1, arbitrary: at.map((index) => put(token, index, token[index]?.toUpperCase() ?? "")) },
      { weight: 3, arbitrary: segment },
    )
    .filter((made) => decoded(made) !== token);
}

/** Answers of which none is clearly a yes or a no. */
const wrongAnswer = fc.oneof(
  fc
    .record(
      {
        approved: fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constant([true]), fc.object(), fc.double()),
        approver: fc.string({ unit: "binary" }),
        feedback: fc.string({ unit: "binary" }),
        values: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    .map((value) => text(value)),
  fc.jsonValue({ maxDepth: 6 }).map((value) => text(value)),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.uint8Array({ maxLength: 300 }),
  fc.nat({ max: 15 }).map((length) => '{"approved":true'.slice(0, length)),
);

const wrongForm = fc
  .array(fc.tuple(fc.constantFrom("approved", "approver", "feedback", "seen", "values.a", "__proto__"), fc.string()))
  .map(
    (pairs) =>
      new URLSearchParams(pairs.filter(([name, value]) => name !== "approved" || !/^(true|false)$/.test(value))),
  )
  .map((form) => form.toString());

/** A body of a route with one or more of its members made up. */
function wrongBody(body: object): fc.Arbitrary<string> {
  const names = [...Object.keys(body), "__proto__", "constructor", "feedback", "values", "timeout", "channels", "form"];
  return fc
    .array(
      fc.tuple(fc.constantFrom(...names), fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: "binary" }))),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((members) => text(Object.assign(Object.create(null), body, Object.fromEntries(members))));
}

const query = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        "limit",
        "cursor",
        "status",
        "run",
        "approval",
        "actor",
        "approver",
        "ensemble",
        "after",
        "days",
        "next",
      ),
      fc.oneof(segment, fc.integer().map(String), fc.constantFrom("pending", "suspended", "evt_0", "true")),
    ),
    { maxLength: 4 },
  )
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join("&"));

const wrongKey = fc.oneof(
  fc
    .tuple(fc.nat({ max: KEYS.main.length - 1 }), fc.constantFrom("!", "~", "Z"))
    .map(([at, mark]) => put(KEYS.main, at, mark)),
  fc.nat({ max: KEYS.main.length - 1 }).map((length) => KEYS.main.slice(0, length)),
  fc.string({ maxLength: 60 }).map((word) => word.replaceAll(/[^\x21-\x7e]/g, "")),
);

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

function put(word: string, at: number, mark: string): string {
  return `${word.slice(0, at)}${mark}${word.slice(at + 1)}`;
}

function escapeAll(word: string): string {
  return encodeURIComponent(word.toWellFormed());
}

function decoded(made: string): string {
  try {
    return decodeURIComponent(made);
  } catch {
    return made;
  }
}

function two(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? "";
}
