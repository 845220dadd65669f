/** Messages of MCP as a client of 2026-07-28 writes them that can show its person a form. */

const VERSION = "2026-07-28";

const META = {
  "io.modelcontextprotocol/protocolVersion": VERSION,
  "io.modelcontextprotocol/clientInfo": { name: "forger", version: "1" },
  "io.modelcontextprotocol/clientCapabilities": { elicitation: { form: {} } },
};

export interface Message {
  readonly jsonrpc: "2.0";
  readonly id: unknown;
  readonly method?: string;
  readonly params?: { readonly name?: string; readonly [more: string]: unknown };
  readonly result?: object;
}

export function message(method: string, params: object): Message {
  return { jsonrpc: "2.0", id: 1, method, params: { ...params, _meta: META } };
}

/** @param more - what the client, and not its model, writes */
export function callTool(name: string, args: object, more: object = {}): Message {
  return { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: args, _meta: META, ...more } };
}

export function mcpHeaders(method: string, name?: string): Readonly<Record<string, string>> {
  return {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    "mcp-protocol-version": VERSION,
    "mcp-method": method,
    ...(name === undefined ? {} : { "mcp-name": name }),
  };
}
