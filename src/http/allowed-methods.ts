/** Which methods a path understands, by the routes that the API's description names. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Env } from "../config.ts";

/** Upper-case methods, HEAD with GET; empty where no route has the path. */
export function allowedMethods(app: OpenAPIHono<{ Bindings: Env }>, path: string): readonly string[] {
  const methods = app.openAPIRegistry.definitions.flatMap((definition) =>
    definition.type === "route" && pattern(definition.route.path).test(path)
      ? [definition.route.method.toUpperCase()]
      : [],
  );
  return methods.includes("GET") ? [...methods, "HEAD"] : methods;
}

/** `{name}` stands for one segment. */
function pattern(path: string): RegExp {
  const source = path
    .split(/\{\w+\}/)
    .map((text) => RegExp.escape(text))
    .join("[^/]+");
  return new RegExp(`^${source}$`);
}
