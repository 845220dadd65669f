/** Whether a client can show its person a form: one that says nothing of the kind of question means forms. */
import type { ClientCapabilities } from "@modelcontextprotocol/server";

export function canShowForm(capabilities: ClientCapabilities | undefined): boolean {
  const asking = capabilities?.elicitation;
  return asking !== undefined && (asking.form !== undefined || asking.url === undefined);
}
