/** The pages of a workspace as a browser without script asks for them. */
import { type Answer, send } from "./client.ts";
import { shared } from "./shared.ts";

export function open(path: string, cookie?: string): Promise<Answer> {
  return send(shared().url + path, { headers: { accept: "text/html", ...(cookie === undefined ? {} : { cookie }) } });
}

/** As a browser sends a form of our own pages. */
export function post(
  path: string,
  fields: Record<string, string>,
  headers: { readonly cookie?: string; readonly origin?: string } = {},
): Promise<Answer> {
  const form = new URLSearchParams(fields);
  return send(shared().url + path, {
    method: "POST",
    body: form,
    headers: { accept: "text/html", origin: shared().url, ...headers },
  });
}

export function signIn(key: string, next?: string): Promise<Answer> {
  return post("/sign-in", { key, ...(next === undefined ? {} : { next }) });
}

export async function sessionOf(key: string): Promise<string> {
  return (await signIn(key)).headers.get("set-cookie")?.split(";")[0] ?? "";
}
