/** The official MCP client against a Worker: with a person in front of it, without one, or of an older age. */
import { Client, type ElicitRequestFormParams, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";

/** What a client's person does with a question. */
export type Person = (question: ElicitRequestFormParams) => {
  readonly action: "accept" | "decline" | "cancel";
  readonly content?: Record<string, string | number | boolean | string[]>;
};

export interface McpClientOptions {
  readonly url: string;
  readonly key: string;
  /** Without one, the client says that it cannot ask anybody. */
  readonly person?: Person;
  /** `2025`: the protocol before 2026-07-28. */
  readonly age?: "2025";
  /** Of which age exactly; without one, the newest that it speaks. */
  readonly protocol?: string;
}

export interface ToolAnswer {
  readonly isError: boolean;
  /** Everything a model would read. */
  readonly text: string;
  readonly data: Record<string, unknown>;
}

export class McpClient {
  readonly #client: Client;

  private constructor(client: Client) {
    this.#client = client;
  }

  static async connect({ url, key, person, age, protocol }: McpClientOptions): Promise<McpClient> {
    const client = new Client(
      { name: "tests", version: "1.0.0" },
      {
        capabilities: person === undefined ? {} : { elicitation: age === undefined ? { form: {} } : {} },
        versionNegotiation: { mode: age === undefined ? { pin: "2026-07-28" } : "legacy" },
        ...(protocol === undefined ? {} : { supportedProtocolVersions: [protocol] }),
      },
    );
    if (person !== undefined)
      client.setRequestHandler("elicitation/create", ({ params }) => person(params as ElicitRequestFormParams));
    const requestInit = { headers: { authorization: `Bearer ${key}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit }));
    return new McpClient(client);
  }

  async toolNames(): Promise<string[]> {
    return (await this.#client.listTools()).tools.map(({ name }) => name);
  }

  tools(): ReturnType<Client["listTools"]> {
    return this.#client.listTools();
  }

  async call(name: string, args: Record<string, unknown> = {}): Promise<ToolAnswer> {
    const { isError, content, structuredContent } = await this.#client.callTool({ name, arguments: args });
    return {
      isError: isError === true,
      text: content.map((block) => (block.type === "text" ? block.text : "")).join("\n"),
      data: (structuredContent ?? {}) as Record<string, unknown>,
    };
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
