/** One request with exactly these headers: `fetch` puts some of its own in, such as those by which browsers are known. */
import { request } from "node:http";

export interface Looking {
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Gives the status of the answer. */
export function look(url: string, { method = "GET", headers }: Looking): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const asked = request(url, { method, headers }, (answer) => {
    answer.resume().on("end", () => resolve(answer.statusCode ?? 0));
  });
  asked.on("error", reject).end();
  return promise;
}
