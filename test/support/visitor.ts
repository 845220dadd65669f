/** Somebody in front of the pages, without a browser: signed in by a key or by Cloudflare Access, or not at all. */
import { inject } from "vitest";
import { accessToken, type TokenParts } from "./access-server.ts";
import { type Answer, send } from "./client.ts";

export class PageVisitor {
  readonly #headers: Readonly<Record<string, string>>;

  constructor(headers: Readonly<Record<string, string>> = {}) {
    this.#headers = headers;
  }

  static async withKey(key: string): Promise<PageVisitor> {
    const answer = await new PageVisitor().post("/sign-in", { key });
    return new PageVisitor({ cookie: answer.headers.get("set-cookie")?.split(";")[0] ?? "" });
  }

  static async throughAccess(email: string, wrong: Partial<TokenParts> = {}): Promise<PageVisitor> {
    const token = await accessToken(inject("accessServerUrl"), email, wrong);
    return new PageVisitor({ "cf-access-jwt-assertion": token });
  }

  open(path: string): Promise<Answer> {
    return send(inject("workerUrl") + path, { headers: { accept: "text/html", ...this.#headers } });
  }

  /** As a browser sends a form of our own pages; of several fields with one name a list. */
  post(path: string, fields: Fields, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    const url = inject("workerUrl");
    return send(url + path, {
      method: "POST",
      body,
      headers: { accept: "text/html", origin: url, ...this.#headers, ...headers },
    });
  }
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** The fields of a form as the page shows them: hidden ones and texts, by their names. */
export function hiddenFieldsOf(html: string): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const [input] of html.matchAll(/<input type="hidden"[^>]*>/g)) {
    const name = unescape(/ name="([^"]*)"/.exec(input)?.[1] ?? "");
    (fields[name] ??= []).push(unescape(/ value="([^"]*)"/.exec(input)?.[1] ?? ""));
  }
  return fields;
}

function unescape(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
