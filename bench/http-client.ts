/** HTTP with kept connections and as little work of its own as can be: it shares the machine with what it measures. */
import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export interface Call {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** The parsed answer; throws where it is no 2xx. */
export function call<T>({ method, url, headers, body }: Call): Promise<T> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const sent =
    payload === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(payload) };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, agent, headers: { ...sent, ...headers } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("error", reject);
      response.on("end", () => {
        const status = response.statusCode ?? 0;
        if (status >= 200 && status < 300) return resolve(JSON.parse(text) as T);
        return reject(new Error(`${method} ${url}: ${status} ${text.slice(0, 500)}`));
      });
    });
    outgoing.on("error", reject);
    outgoing.end(payload);
  });
}
