/** A webhook receiver that decides at once: it answers the approval before it acknowledges the message. */
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { decideByLink, type DecisionInput } from "./client.ts";

export interface AnsweringReceiver {
  readonly url: string;
  /** What its answers came to, as HTTP statuses. */
  statuses(): number[];
  stop(): Promise<void>;
}

export async function startAnsweringReceiver(decision: DecisionInput): Promise<AnsweringReceiver> {
  const statuses: number[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const { callbackUrl } = JSON.parse(await text(request)) as { callbackUrl: string };
      statuses.push((await decideByLink(callbackUrl, decision)).status);
      response.end();
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the receiver has no port");
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    statuses: () => [...statuses],
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
