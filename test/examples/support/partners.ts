/** What tests ask of the partner servers, and tell them. */
import { eventually } from "../../support/eventually.ts";

/** One request that left the Worker. */
export interface Call {
  readonly to: "model" | "mail" | "slack" | "bot" | "webhook" | "api";
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Epoch milliseconds at which it had arrived. */
  readonly at: number;
  /** Why the real service would have refused it. */
  readonly problem: string | null;
}

export interface ApiAnswer {
  readonly status?: number;
  readonly body?: unknown;
}

export type Plan =
  | { readonly to: "model"; readonly about: string; readonly answers: readonly string[] }
  | { readonly to: "api"; readonly path: string; readonly answers: readonly ApiAnswer[] };

export class Partners {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** What the model answers to prompts that say `about`: one after the other; the last stays. */
  modelSays(about: string, ...answers: readonly string[]): Promise<void> {
    return this.#plan({ to: "model", about, answers });
  }

  /** What an API answers at `path`: one after the other; the last stays. Without a plan it is 200 and `{"ok":true}`. */
  apiSays(path: string, ...answers: readonly ApiAnswer[]): Promise<void> {
    return this.#plan({ to: "api", path, answers });
  }

  /** The calls in whose path or body `about` stands, in the order in which they arrived. */
  async calls(about: string): Promise<readonly Call[]> {
    const response = await fetch(`${this.#url}/?about=${encodeURIComponent(about)}`);
    const calls = await response.json<Call[]>();
    const refused = calls.find(({ problem }) => problem !== null);
    if (refused !== undefined) throw new Error(`${nameOf(refused)} would have been refused: ${refused.problem ?? ""}`);
    return calls;
  }

  /** The same by their short names; waits until there are so many, since messages leave on their own. */
  async heard(about: string, count: number): Promise<readonly string[]> {
    const calls = await eventually(
      () => this.calls(about),
      (found) => found.length >= count,
      { what: `${count} calls about ${about} have arrived` },
    );
    return calls.map(nameOf);
  }

  /** The only call of that name about it, its body parsed where it is JSON. */
  async only(about: string, name: string): Promise<Call & { readonly json: unknown }> {
    const named = (await this.calls(about)).filter((call) => nameOf(call) === name);
    const [call] = named;
    if (call === undefined || named.length > 1) throw new Error(`expected one ${name}, got ${named.length}`);
    return { ...call, json: parseOrUndefined(call.body) };
  }

  async #plan(plan: Plan): Promise<void> {
    await fetch(this.#url, { method: "POST", body: JSON.stringify(plan) });
  }
}

/** `model`, `mail to ana@example.com`, `slack`, `bot in C00000002`, `webhook`, `POST /cms/publish`. */
export function nameOf({ to, method, path, body }: Call): string {
  if (to === "api") return `${method} ${path}`;
  if (to === "bot") return `bot in ${path}`;
  if (to !== "mail") return to;
  return `mail to ${mailOf(body)
    .personalizations.flatMap((person) => person.to.map(({ email }) => email))
    .join(", ")}`;
}

interface Mail {
  readonly personalizations: readonly { readonly to: readonly { readonly email: string }[] }[];
  readonly subject: string;
  readonly content: readonly { readonly type: string; readonly value: string }[];
}

/** A mail as MailChannels was given it. */
export function mailOf(body: string): Mail {
  return JSON.parse(body) as Mail;
}

/** The plain text of a mail. */
export function mailText({ body }: Pick<Call, "body">): string {
  return mailOf(body).content.find(({ type }) => type === "text/plain")?.value ?? "";
}

/** What the model was asked. */
export function promptOf({ body }: Pick<Call, "body">): string {
  const { messages } = JSON.parse(body) as { readonly messages: readonly { readonly content: string }[] };
  return messages.at(-1)?.content ?? "";
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
