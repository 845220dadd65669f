/** A session with a client of before 2026-07-28 that can show forms, as its object holds it in memory. */
import {
  isJSONRPCErrorResponse,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  WebStandardStreamableHTTPServerTransport,
} from "@modelcontextprotocol/server";
import { createMcpServer, logMcpError, MAX_BODY_BYTES } from "./create-mcp-server.ts";
import type { McpContext } from "./mcp-context.ts";
import { SESSION_HEADER } from "./session.ts";

export interface OpenSession {
  readonly answer: (request: Request) => Promise<Response>;
}

/** @param request - the first that this memory sees of it; the client said long ago what it can */
export async function openSession(context: McpContext, request: Request): Promise<OpenSession> {
  const transport = new SessionTransport({
    sessionIdGenerator: () => request.headers.get(SESSION_HEADER) ?? "",
    maxRequestBodySize: MAX_BODY_BYTES,
  });
  const server = createMcpServer(context);
  Object.assign(server.server, { onerror: logMcpError });
  await server.connect(transport);
  transport.nameQuestions(crypto.randomUUID());
  await transport.handleRequest(greeting(request));
  return { answer: (next) => transport.handleRequest(next) };
}

/** What such a client began its session with. */
function greeting({ url, headers }: Request): Request {
  const params = {
    protocolVersion: headers.get("mcp-protocol-version") ?? "2025-06-18",
    capabilities: { elicitation: {} },
    clientInfo: { name: "session", version: "1" },
  };
  return new Request(url, {
    method: "POST",
    headers: { accept: "application/json, text/event-stream", "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: "greeting", method: "initialize", params }),
  });
}

/**
 * Questions are numbered from nought in each memory of the object. Under a name of that memory, a late answer to a
 * question of an earlier one meets none of today's.
 */
class SessionTransport extends WebStandardStreamableHTTPServerTransport {
  #name = "";

  nameQuestions(name: string): void {
    this.#name = `${name}/`;
    const receive = this.onmessage;
    const onmessage: typeof receive = (message, extra) => {
      const known = this.#withoutName(message);
      if (known !== null) receive?.(known, extra);
    };
    Object.assign(this, { onmessage });
  }

  override send(
    message: JSONRPCMessage,
    options?: Parameters<WebStandardStreamableHTTPServerTransport["send"]>[1],
  ): Promise<void> {
    const named = isJSONRPCRequest(message) ? { ...message, id: `${this.#name}${message.id}` } : message;
    return super.send(named, options);
  }

  /** `null`: an answer to none of this memory's questions. */
  #withoutName(message: JSONRPCMessage): JSONRPCMessage | null {
    if (!isJSONRPCResultResponse(message) && !isJSONRPCErrorResponse(message)) return message;
    const id = String(message.id);
    return id.startsWith(this.#name) ? { ...message, id: id.slice(this.#name.length) } : null;
  }
}
