/** The OpenAPI document: what the routes say of themselves, under one heading for each part of the API. */
import type { Json, JsonObject } from "../kernel/json.ts";
import { isJsonObject, parseJson } from "../kernel/json.ts";
import type { Api } from "./route.ts";

const HEAD = {
  openapi: "3.1.0",
  info: {
    title: "Countersign",
    version: "0.1.0",
    description: "Durable runs that stop and ask a human.",
    license: { name: "MIT", identifier: "MIT" },
  },
  servers: [{ url: "/", description: "This deployment" }],
};

/** The headings of what is outside `/api`; under it, the next part of the path is the heading. */
const OUTSIDE: Readonly<Record<string, string>> = {
  healthz: "Health",
  ".well-known": "Receipts",
  chat: "Chats",
};

const ABOUT: Readonly<Record<string, string>> = {
  Ensembles: "What can be run, and running it",
  Runs: "What has been run; stopping and repeating it",
  Approvals: "Asking people, and what they answered",
  Absences: "Who is away, and who answers in their stead",
  Audit: "The trail of all that was done",
  Events: "What happens, as it happens",
  Webhooks: "Where events are posted",
  Receipts: "Signed proofs of outcomes, and their keys",
  Links: "What whoever holds a link may do with it",
  Chats: "What Slack and Discord call",
  Health: "Whether the Worker answers",
};

/** Where links are answered is a setting: whatever has no heading of its own is about links. */
const LINKS = "Links";

export function openApiDocument(api: Api): JsonObject {
  // Plain JSON, as whoever reads it gets it: members that are undefined are gone.
  const document = parseJson(JSON.stringify(api.getOpenAPI31Document(HEAD)));
  if (!isJsonObject(document) || !isJsonObject(document["paths"])) return {};
  const paths = Object.entries(document["paths"]).map(([path, item]) => [path, withTag(item, tagOf(path))] as const);
  const names = [...new Set(paths.map(([path]) => tagOf(path)))];
  return {
    ...document,
    tags: names.map((name) => ({ name, description: ABOUT[name] ?? name })),
    paths: Object.fromEntries(paths),
  };
}

function withTag(item: Json, tag: string): Json {
  if (!isJsonObject(item)) return item;
  return Object.fromEntries(
    Object.entries(item).map(([method, operation]) => [
      method,
      isJsonObject(operation) ? { tags: [tag], ...operation } : operation,
    ]),
  );
}

function tagOf(path: string): string {
  const [, first = "", second = ""] = path.split("/");
  if (first === "api") return second.slice(0, 1).toUpperCase() + second.slice(1);
  return OUTSIDE[first] ?? LINKS;
}
