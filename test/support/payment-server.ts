/** A payment service that believes nobody: it pays only what the receipt of an approval covers, checked as docs/receipts.md says. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** Gives what the receipt claims; throws where it does not cover the data. */
export type ReceiptCheck = (headers: Headers, data: unknown) => Promise<Readonly<Record<string, unknown>>>;

export interface PaymentRequest {
  readonly headers: Headers;
  readonly data: unknown;
  readonly paid: boolean;
}

export interface PaymentServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly PaymentRequest[];
  /** Everything is refused before it has a check. */
  checkBy(check: ReceiptCheck): void;
}

export async function startPaymentServer(): Promise<PaymentServer> {
  const requests: PaymentRequest[] = [];
  let check: ReceiptCheck = () => Promise.reject(new Error("not open yet"));
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const headers = headersOf(incoming);
      const data: unknown = JSON.parse(await text(incoming));
      const refusal = await check(headers, data).then(() => null, String);
      requests.push({ headers, data, paid: refusal === null });
      outgoing.writeHead(refusal === null ? 200 : 403, { "content-type": "application/json" });
      outgoing.end(JSON.stringify(refusal === null ? { paid: true } : { refusal }));
    })().catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    checkBy: (wanted) => void (check = wanted),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function headersOf({ headers }: IncomingMessage): Headers {
  return new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
