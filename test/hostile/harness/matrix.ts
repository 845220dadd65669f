/** Every route × everything that can be wrong with who asks and with what is asked. */
import type { KeyScope } from "../../../src/access/api-key.ts";
import { KEYS } from "../../support/settings.ts";
import { BODIES, HUGE, METHODS, QUERIES, SEGMENTS, TYPES } from "./malformed.ts";
import { masked, Probe, wrongKeys } from "./probe.ts";
import { lookFromQuiet } from "./quiet-workspace.ts";
import type { RawRequest } from "./raw-request.ts";
import type { Part } from "./report.ts";
import type { PartOptions } from "./run-hostile.ts";
import { everyRoute, fillPath, type Gaps, type Route, unknownToTests } from "./routes.ts";
import type { Target } from "./target.ts";

const UNKNOWN: Gaps = {
  run: `run_${"0".repeat(32)}`,
  approval: `hitl_${"ab".repeat(32)}`,
  token: `hitl_${"ab".repeat(32)}_0a1b2c3d-0000-4000-8000-0123456789ab`,
  webhook: `hook_${"0".repeat(32)}`,
};
/** With so much fuzzing there is time for all that is malformed, at every route. */
const ALL_FROM = 5_000;
/** So many routes are tried at once. */
const AT_ONCE = 6;
const SCOPES = ["runs", "approvals", "audit", "admin"] as const satisfies readonly KeyScope[];
/** Links are answered from wherever their holder is, and the keys of receipts are everybody's. */
const ANYWHERE = /^\/(?:callback|\.well-known)\//;
const JSON_TYPE = { "content-type": "application/json" };

export async function attackRoutes(target: Target, { cases }: PartOptions): Promise<Part> {
  const probe = new Probe(target);
  const matrix = new Matrix(probe, cases < ALL_FROM ? 4 : 1);
  await matrix.prepare();
  const routes = everyRoute(JSON.parse((await target.send({ path: "/api/openapi.json" })).text));
  probe.problems.push(...unknownToTests(routes));
  for (let at = 0; at < routes.length; at += AT_ONCE)
    await Promise.all(routes.slice(at, at + AT_ONCE).map((route) => matrix.attack(route)));
  for (const path of new Set(routes.map((route) => route.path)))
    await matrix.wrongMethods(routes.filter((route) => route.path === path));
  await lookFromQuiet(probe, routes);
  await matrix.checkKept();
  return {
    name: "every route",
    figures: { routes: routes.length, requests: probe.requests },
    problems: probe.problems,
  };
}

class Matrix {
  readonly #probe: Probe;
  readonly #target: Target;
  /** What must be as it was at the end. */
  #kept: Gaps = UNKNOWN;
  /** What may be ended by what is asked. */
  #spent: Gaps = UNKNOWN;
  #cookies = { ours: "", theirs: "" };
  /** Sessions that may do one thing each. */
  #scoped: Readonly<Record<KeyScope, string>> = { runs: "", approvals: "", audit: "", admin: "" };

  readonly #oneIn: number;
  #turn = 0;

  constructor(probe: Probe, oneIn: number) {
    this.#probe = probe;
    this.#target = probe.target;
    this.#oneIn = oneIn;
  }

  async prepare(): Promise<void> {
    [this.#kept, this.#spent] = [await this.#open("kept"), await this.#open("spent")];
    this.#cookies = { ours: await this.#target.signIn(KEYS.main), theirs: await this.#target.signIn(KEYS.other) };
    for (const scope of SCOPES) this.#scoped = { ...this.#scoped, [scope]: await this.#target.signIn(KEYS[scope]) };
  }

  async attack(route: Route): Promise<void> {
    await this.#wrongKeys(route);
    await this.#neighbour(route);
    await this.#foreignOrigin(route);
    await this.#malformed(route);
  }

  async #wrongKeys(route: Route): Promise<void> {
    if (route.door === "page") return this.#wrongCookies(route);
    if (route.access === undefined) return;
    const base = this.#request(route, this.#kept, {});
    for (const authorization of wrongKeys(KEYS.main, KEYS.other)) {
      const headers = { ...JSON_TYPE, ...(authorization === undefined ? {} : { authorization }) };
      await this.#probe.expect({ ...base, headers }, [401]);
    }
    for (const scope of SCOPES)
      if (scope !== route.access.scope)
        await this.#probe.expect(this.#request(route, this.#kept, bearer(KEYS[scope])), [403]);
  }

  /** Ours and what is not there look the same to others, to the byte. */
  async #neighbour(route: Route): Promise<void> {
    if (route.door === "page") return this.#sameForPages(route);
    if (route.access === undefined || route.access.elsewhere === "same") return;
    const [foreign, missing] = [
      await this.#probe.expect(withQuery(this.#request(route, this.#kept, bearer(KEYS.other)), this.#kept), null),
      await this.#probe.expect(withQuery(this.#request(route, UNKNOWN, bearer(KEYS.other)), UNKNOWN), null),
    ];
    const wanted = route.access.elsewhere === "missing" ? 404 : 200;
    if (foreign.status !== wanted) this.#blame(route, `another workspace gets ${foreign.status}`);
    if (masked(foreign, Object.values(this.#kept)) !== masked(missing, Object.values(UNKNOWN)))
      this.#blame(route, `what is foreign looks unlike what is missing: ${foreign.text.slice(0, 200)}`);
  }

  async #malformed(route: Route): Promise<void> {
    const headers = this.#mayPass(route);
    const gaps = /decision|callback|^\/approvals/.test(route.path) ? this.#kept : this.#spent;
    const path = fillPath(route, gaps);
    const base = { method: route.method, path, headers: { ...JSON_TYPE, ...headers } };
    if (route.takesBody) {
      for (const body of this.#some([...Object.values(BODIES), HUGE]))
        await this.#probe.expect({ ...base, body }, route.statuses);
      for (const type of this.#some(TYPES))
        await this.#probe.expect(
          { ...base, headers: { ...headers, "content-type": type }, body: '{"approved":"x"}' },
          route.statuses,
        );
    }
    const gap = /\{\w+\}/.exec(route.path)?.[0];
    for (const segment of gap === undefined ? [] : this.#some(SEGMENTS)) {
      const odd = fillPath({ ...route, path: route.path.replace(gap ?? "", () => segment) }, gaps);
      await this.#probe.expect({ ...base, path: odd, ...emptyBody(route) }, [...route.statuses, 400, 404]);
    }
    if (route.method === "GET")
      for (const query of this.#some(QUERIES))
        await this.#probe.expect({ ...base, path: `${path}?${query}` }, [...route.statuses, 400]);
    await this.#probe.expect({ ...base, method: "HEAD" }, null);
  }

  async wrongMethods(routes: readonly Route[]): Promise<void> {
    const [first] = routes;
    if (first === undefined) return;
    const path = fillPath(first, this.#spent);
    const right = new Set([...routes.map((route) => route.method), "OPTIONS"]);
    // Where a key is asked for before anything else, that is what whoever has none is told.
    const keyFirst = first.statuses.includes(401) && first.door === "open" ? [401] : [];
    for (const method of METHODS.filter((other) => !right.has(other))) {
      const statuses = [...keyFirst, 403, 404, 405];
      const answer = await this.#probe.expect({ method, path, headers: this.#mayPass(first) }, statuses);
      if (answer.status === 405 && answer.headers["allow"] === undefined) this.#blame(first, "405 without Allow");
    }
  }

  async checkKept(): Promise<void> {
    await this.#probe.expectOpen(this.#kept.approval);
    const run = await this.#target.client.getRun(this.#kept.run);
    if (run.status !== "suspended") this.#probe.blame(`the run is ${run.status}`);
  }

  async #wrongCookies(route: Route): Promise<void> {
    if (["/sign-in", "/sign-out"].includes(route.path)) return;
    const [{ ours }, origin] = [this.#cookies, this.#target.worker.url];
    const [claim = "", signature = ""] = ours.replace("countersign=", "").split(".");
    const forged = Buffer.from(JSON.stringify(["ci", 9e15])).toString("base64url");
    for (const cookie of ["", "countersign=x", `countersign=${claim}.`, `countersign=${forged}.${signature}`]) {
      const request = this.#request(route, this.#kept, { cookie, ...FORM, origin });
      const answer = await this.#probe.expect(request, [route.method === "GET" ? 303 : 401]);
      if (answer.status === 303 && answer.headers["location"]?.startsWith("/sign-in") !== true)
        this.#blame(route, "lets a stranger in");
    }
    if (route.method === "POST")
      await this.#probe.expect(
        this.#request(route, this.#kept, { cookie: ours, ...FORM, origin: "https://evil.example" }),
        [403],
      );
    for (const scope of SCOPES.filter((other) => other !== route.scope && !route.alsoFor?.includes(other)))
      await this.#probe.expect(
        this.#request(route, this.#kept, { cookie: this.#scoped[scope], ...FORM, origin }),
        [403],
      );
  }

  /** Pages of other sites read nothing. */
  async #foreignOrigin(route: Route): Promise<void> {
    const origin = "https://evil.example";
    const asks = { "access-control-request-method": route.method, "access-control-request-headers": "authorization" };
    const preflight = { method: "OPTIONS", path: fillPath(route, this.#kept), headers: { origin, ...asks } };
    const base = this.#request(route, UNKNOWN, { origin, authorization: `Bearer ${KEYS.main}x` });
    for (const request of [preflight, base]) {
      const { headers } = await this.#probe.expect(request, null);
      const allowed = headers["access-control-allow-origin"];
      if (allowed !== undefined && !(allowed === "*" && ANYWHERE.test(route.path)))
        this.#blame(route, `lets pages of ${allowed} read it`);
      if (headers["access-control-allow-credentials"] !== undefined) this.#blame(route, "lets others use cookies");
    }
  }

  async #sameForPages(route: Route): Promise<void> {
    if (!route.path.includes("{id}")) return;
    const cookie = { cookie: this.#cookies.theirs, ...FORM, origin: this.#target.worker.url };
    const foreign = await this.#probe.expect(this.#request(route, this.#kept, cookie), [404]);
    const missing = await this.#probe.expect(this.#request(route, UNKNOWN, cookie), [404]);
    if (masked(foreign, Object.values(this.#kept)) !== masked(missing, Object.values(UNKNOWN)))
      this.#blame(route, "shows what is foreign");
  }

  #some<T>(all: readonly T[]): T[] {
    this.#turn += 1;
    return all.filter((_, index) => (index + this.#turn) % this.#oneIn === 0);
  }

  #mayPass(route: Route): Readonly<Record<string, string>> {
    if (route.door === "page") return { cookie: this.#cookies.ours, origin: this.#target.worker.url, ...FORM };
    return route.access === undefined ? {} : bearer(KEYS.main);
  }

  #request(route: Route, gaps: Gaps, headers: Readonly<Record<string, string>>): RawRequest {
    const body = route.access?.body === undefined ? {} : { body: JSON.stringify(route.access.body) };
    const form = route.door === "page" && route.takesBody ? { body: "" } : {};
    return {
      method: route.method,
      path: fillPath(route, gaps),
      headers: route.door === "page" ? { accept: "text/html", ...headers } : { ...JSON_TYPE, ...headers },
      ...body,
      ...form,
    };
  }

  async #open(key: string): Promise<Gaps> {
    const { client } = this.#target;
    const { runId, approvalId } = await client.startAndSuspend("publish", { key });
    const token = (await client.mintLink(approvalId)).split("/").at(-1) ?? "";
    const hook = await client.send("/api/webhooks", { method: "POST", body: { url: "http://127.0.0.1:9/hook" } });
    return { run: runId, approval: approvalId, token, webhook: (hook.body as { id: string }).id };
  }

  #blame(route: Route, what: string): void {
    this.#probe.blame(`${route.method} ${route.path}: ${what}`);
  }
}

const FORM = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };

function bearer(key: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${key}` };
}

function emptyBody({ takesBody }: Route): { readonly body?: string } {
  return takesBody ? { body: "{}" } : {};
}

/** Lists are asked for what is ours by name. */
function withQuery(request: RawRequest, { run }: Gaps): RawRequest {
  return /\/api\/(?:approvals|audit)$/.test(request.path) && request.method === "GET"
    ? { ...request, path: `${request.path}?run=${run}` }
    : request;
}
