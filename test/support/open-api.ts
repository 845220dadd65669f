/** The API as it describes itself, asked of the app without a platform beneath it. */
import { createApp } from "../../src/app.ts";
import type { JsonObject } from "../../src/kernel/json.ts";

const BINDINGS = { HITL_STATE: {}, LEDGER: {}, KEYRING: {}, MCP_SESSION: {}, RUNS: {} };

export async function openApiDocument(): Promise<JsonObject> {
  return (await request("/api/openapi.json")).json<JsonObject>();
}

export async function openDocs(address = "/api/docs"): Promise<{ readonly html: string; readonly headers: Headers }> {
  const response = await request(address);
  return { html: await response.text(), headers: response.headers };
}

async function request(address: string): Promise<Response> {
  return createApp("/callback").request(address, {}, BINDINGS);
}
