/** Runs a `curl` command of the documentation with fetch: the same request, on machines without curl. */
import { shellWords } from "../docs/shell-words.ts";
import { send, type Answer } from "./client.ts";

export function runCurl(command: string, variables: Readonly<Record<string, string>>): Promise<Answer> {
  const [program, ...words] = shellWords(command, variables);
  if (program !== "curl") throw new Error(`not a curl command: ${command}`);
  const headers: Record<string, string> = {};
  let url = "";
  let method: string | undefined;
  let body: string | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const next = (): string => words[(at += 1)] ?? "";
    if (word === "-X") method = next();
    else if (word === "-d") body = next();
    else if (word === "-H") addHeader(headers, next());
    else if (word.startsWith("http") && url === "") url = word;
    else if (word !== "-s" && word !== "-N") throw new Error(`"${word}" is not understood in: ${command}`);
  }
  // What curl sends with -d unless it is told otherwise.
  if (body !== undefined) headers["content-type"] ??= "application/x-www-form-urlencoded";
  return send(url, {
    headers,
    ...(method === undefined ? {} : { method }),
    ...(body === undefined ? {} : { body }),
  });
}

function addHeader(headers: Record<string, string>, line: string): void {
  const [name = "", ...value] = line.split(":");
  headers[name.trim().toLowerCase()] = value.join(":").trim();
}
