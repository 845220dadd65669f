/** Whether a request begins a session with a client of before 2026-07-28 that can show its person a form. */
import { isInitializeRequest, readRequestBody } from "@modelcontextprotocol/server";
import { canShowForm } from "./can-show-form.ts";

const MAX_GREETING_BYTES = 65_536;

export async function beginsSession(request: Request): Promise<boolean> {
  if (request.method !== "POST" || request.headers.has("mcp-method")) return false;
  const body = await readRequestBody(request.clone(), MAX_GREETING_BYTES);
  if (body.tooLarge) return false;
  const greeting = parseGreeting(body.text);
  return isInitializeRequest(greeting) && canShowForm(greeting.params.capabilities);
}

/** What is no JSON is refused by whoever answers it. */
function parseGreeting(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
