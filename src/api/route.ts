/** One route of the API: what OpenAPI says of it, which scope it needs, and what answers it. */
import type { OpenAPIHono, RouteConfig } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { z } from "zod";
import { type KeyHolder, type KeyScope, requireKeyHolder, requireScope } from "../access/api-key.ts";
import { type Env, readConfig } from "../config.ts";
import { CountersignError, type ErrorCode } from "../kernel/errors.ts";
import { fieldErrors, parseBody, readText } from "../http/read-body.ts";
import { pathParams } from "./parameters.ts";
import { problemResponses } from "../http/problem-responses.ts";

/** Body bound where a route names none, in bytes. */
const SMALL_BODY = 16 * 1024;

export interface ApiContext<Q, B> {
  readonly c: Context<{ Bindings: Env }>;
  readonly env: Env;
  readonly holder: KeyHolder;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
}

export interface RouteAnswer {
  readonly description: string;
  /** Without one, there is no body. */
  readonly schema?: z.ZodType;
  /** Default: JSON. */
  readonly type?: string;
}

export interface ApiRoute<Q extends z.ZodObject, B extends z.ZodType> {
  readonly method: "get" | "post" | "put" | "delete";
  /** As OpenAPI writes it: `/api/runs/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly scope: KeyScope;
  readonly query?: Q;
  readonly headers?: z.ZodObject;
  readonly body?: { readonly schema: B; readonly maxBytes?: number; readonly empty?: unknown };
  readonly answers: Readonly<Record<number, RouteAnswer>>;
  readonly errors: readonly ErrorCode[];
  readonly handle: (context: ApiContext<z.output<Q>, z.output<B>>) => Promise<Response>;
}

export type Api = OpenAPIHono<{ Bindings: Env }>;

export function addRoute<Q extends z.ZodObject, B extends z.ZodType>(api: Api, route: ApiRoute<Q, B>): void {
  api.openAPIRegistry.registerPath(describeRoute(route));
  api.on(route.method.toUpperCase(), route.path.replaceAll(/\{(\w+)\}/g, ":$1"), async (c) => {
    const holder = requireKeyHolder(readConfig(c.env).apiKeys, c.req.header("authorization"));
    requireScope(holder, route.scope);
    const query = parseQuery(route.query, c.req.query());
    const body = await readBody(c, route);
    return route.handle({ c, env: c.env, holder, params: c.req.param(), query, body });
  });
}

async function readBody<Q extends z.ZodObject, B extends z.ZodType>(c: Context, route: ApiRoute<Q, B>) {
  const { body } = route;
  if (body === undefined) return undefined as z.output<B>;
  return parseBody(await readText(c, body.maxBytes ?? SMALL_BODY), body.schema, body.empty);
}

function parseQuery<Q extends z.ZodObject>(schema: Q | undefined, query: unknown): z.output<Q> {
  const parsed = schema?.safeParse(query);
  if (parsed === undefined) return {} as z.output<Q>;
  if (parsed.success) return parsed.data;
  throw new CountersignError("bad-request", "The query is malformed; errors[] names what is wrong.", {
    errors: fieldErrors(parsed.error),
  });
}

function describeRoute<Q extends z.ZodObject, B extends z.ZodType>(route: ApiRoute<Q, B>): RouteConfig {
  const codes = refusalsOf(route);
  return {
    method: route.method,
    path: route.path,
    operationId: operationId(route),
    summary: route.summary,
    security: [{ bearer: [] }],
    request: {
      params: paramsOf(route.path),
      ...(route.query === undefined ? {} : { query: route.query }),
      ...(route.headers === undefined ? {} : { headers: route.headers }),
      ...(route.body === undefined
        ? {}
        : {
            body: {
              required: route.body.empty === undefined,
              content: { "application/json": { schema: route.body.schema } },
            },
          }),
    },
    responses: {
      ...Object.fromEntries(
        Object.entries(route.answers).map(([status, { description, schema, type = "application/json" }]) => [
          status,
          schema === undefined ? { description } : { description, content: { [type]: { schema } } },
        ]),
      ),
      ...problemResponses(codes),
    },
  };
}

/** Those that every route has, and every route with a body, beside its own. */
function refusalsOf<Q extends z.ZodObject, B extends z.ZodType>({ body, errors }: ApiRoute<Q, B>): ErrorCode[] {
  const ofBodies: readonly ErrorCode[] = body === undefined ? [] : ["bad-json", "bad-request", "too-large"];
  return [...new Set<ErrorCode>(["key-missing", "key-unknown", "scope-missing", ...ofBodies, ...errors])];
}

function operationId({ method, path }: { readonly method: string; readonly path: string }): string {
  const words = path
    .replace("/api/", "")
    .split(/[/{}-]+/)
    .filter((word) => word !== "");
  return [method, ...words]
    .map((word, index) => (index === 0 ? word : word[0]?.toUpperCase() + word.slice(1)))
    .join("");
}

function paramsOf(path: string): z.ZodObject {
  return pathParams([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ""));
}
