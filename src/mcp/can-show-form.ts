/** Whether a client can show its person a form. A client that names no kind of question can: forms are the default. */
import type { ClientCapabilities } from "@modelcontextprotocol/server";

export function canShowForm(capabilities: ClientCapabilities | undefined): boolean {
  const asking = capabilities?.elicitation;
  return asking !== undefined && (asking.form !== undefined || asking.url === undefined);
}
