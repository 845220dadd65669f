/** Asks for a socket as a browser does, with whatever cookie and origin a test makes up. */
import { request } from "node:http";

/** The status of the answer; 101 where the socket was opened, which is closed again. */
export function openSocket(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const asking = request(url.replace(/^ws/, "http"), {
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": Buffer.from(crypto.randomUUID().slice(0, 16)).toString("base64"),
      ...headers,
    },
  });
  asking.on("upgrade", ({ statusCode = 0 }, socket) => {
    socket.destroy();
    resolve(statusCode);
  });
  asking.on("response", (answer) => {
    answer.resume();
    resolve(answer.statusCode ?? 0);
  });
  asking.on("error", reject);
  asking.end();
  return promise;
}
