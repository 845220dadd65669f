/** A local Slack workspace: users, channels and messages behind the Web API, which refuses what Slack refuses. */
import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../slack-server.ts";
import { type LocalServer, type ReceivedRequest, type Reply, startRecordingServer } from "../webhook-server.ts";
import { checkView } from "./check-view.ts";
import { type Arguments, argumentsOf, contentOf, json, type Outcome, problemOf, refuse } from "./web-api.ts";

export const TEAM = "T0000HOME";

export interface SlackUser {
  readonly id: string;
  readonly email: string | null;
  readonly team: string;
  readonly emailConfirmed: boolean;
}

/** A message as people see it. */
export interface ShownMessage {
  readonly channel: string;
  readonly ts: string;
  text: string;
  blocks: readonly unknown[];
  edits: number;
}

export interface OpenView {
  readonly user: string;
  readonly view: Record<string, unknown>;
}

/** Methods that take no JSON. */
const FORM_ONLY = new Set(["users.info", "users.lookupByEmail", "auth.test"]);
const TRIGGER_MS = 3_000;
const RESPONSE_URL = { lastsMs: 1_800_000, uses: 5 };

export class SlackWorkspace {
  readonly token: string;
  readonly signingSecret: string;
  readonly users: SlackUser[] = [];
  readonly messages: ShownMessage[] = [];
  readonly ephemerals: { readonly user: string; readonly text: string }[] = [];
  readonly views: OpenView[] = [];
  readonly calls: { readonly method: string; readonly args: Arguments }[] = [];
  readonly #channels = new Map<string, string>();
  readonly #triggers = new Map<string, { readonly user: string; readonly at: number }>();
  readonly #responses = new Map<string, { readonly user: string; readonly at: number; uses: number }>();
  readonly #planned = new Map<string, Reply[]>();
  #server: LocalServer | undefined;
  #count = 0;
  #ahead = 0;

  constructor(secrets: { readonly token: string; readonly signingSecret: string }) {
    this.token = secrets.token;
    this.signingSecret = secrets.signingSecret;
  }

  async start(): Promise<void> {
    this.#server = await startRecordingServer<ReceivedRequest>({
      path: "/api",
      read: (request) => request,
      answer: (request) => this.#answer(request),
    });
  }

  async stop(): Promise<void> {
    await this.#server?.close();
  }

  get url(): string {
    return this.#server?.url ?? "";
  }

  now(): number {
    return Date.now() + this.#ahead;
  }

  /** Puts its clock ahead. */
  advance(ms: number): void {
    this.#ahead += ms;
  }

  addUser(email: string | null, { team = TEAM, emailConfirmed = true } = {}): SlackUser {
    const user = { id: this.#newId("U"), email, team, emailConfirmed };
    this.users.push(user);
    return user;
  }

  addChannel(name: string): string {
    const id = this.#newId("C");
    this.#channels.set(id, name);
    return id;
  }

  /** The next calls of the method are answered by these, one after the other. */
  plan(method: string, ...replies: readonly Reply[]): void {
    this.#planned.set(method, [...replies]);
  }

  messagesTo(user: SlackUser): ShownMessage[] {
    return this.messages.filter(({ channel }) => channel === directMessage(user.id));
  }

  messagesIn(channel: string): ShownMessage[] {
    return this.messages.filter((message) => message.channel === channel);
  }

  toldTo(user: SlackUser): string[] {
    return this.ephemerals.filter((told) => told.user === user.id).map(({ text }) => text);
  }

  callsOf(name: string): Arguments[] {
    return this.calls.flatMap(({ method, args }) => (method === name ? [args] : []));
  }

  newTrigger(user: string): string {
    const id = this.#newId("trigger");
    this.#triggers.set(id, { user, at: this.now() });
    return id;
  }

  newResponseUrl(user: string): string {
    const id = this.#newId("R");
    this.#responses.set(id, { user, at: this.now(), uses: 0 });
    return `${this.url.replace(/\/api$/, "")}/response/${id}`;
  }

  #newId(prefix: string): string {
    this.#count += 1;
    return `${prefix}${String(this.#count).padStart(8, "0")}`;
  }

  #answer(request: ReceivedRequest): Reply {
    const [, kind, name = ""] = request.path.split("/");
    if (kind === "response") return this.#respond(name, request);
    const args = argumentsOf(request);
    this.calls.push({ method: name, args });
    const planned = this.#planned.get(name)?.shift();
    if (planned !== undefined) return planned;
    return json(this.#call(name, args, request));
  }

  #call(method: string, args: Arguments, { headers }: ReceivedRequest): Outcome {
    const { authorization } = headers;
    if (authorization === undefined) return refuse("not_authed");
    if (authorization !== `Bearer ${this.token}`) return refuse("invalid_auth");
    if (FORM_ONLY.has(method) && headers["content-type"]?.startsWith("application/x-www-form-urlencoded") !== true)
      return refuse("invalid_arguments");
    switch (method) {
      case "auth.test":
        return { ok: true, team_id: TEAM, user_id: "U0000BOT" };
      case "users.lookupByEmail":
        return this.#lookUp(args);
      case "users.info":
        return this.#describe(args);
      case "chat.postMessage":
        return this.#post(args);
      case "chat.postEphemeral":
        return this.#whisper(args);
      case "chat.update":
        return this.#update(args);
      case "views.open":
        return this.#open(args);
      default:
        return refuse("unknown_method");
    }
  }

  #lookUp(args: Arguments): Outcome {
    const user = this.users.find(({ email, team }) => email === args["email"] && team === TEAM);
    return user === undefined ? refuse("users_not_found") : described(user);
  }

  #describe(args: Arguments): Outcome {
    const user = this.users.find(({ id }) => id === args["user"]);
    return user === undefined ? refuse("user_not_found") : described(user);
  }

  #post(args: Arguments): Outcome {
    const channel = this.#conversation(String(args["channel"]));
    if (channel === null) return refuse("channel_not_found");
    const wrong = problemOf(args);
    if (wrong !== null) return refuse(wrong);
    const ts = `${Math.floor(this.now() / 1_000)}.${String((this.#count += 1)).padStart(6, "0")}`;
    this.messages.push({ channel, ts, ...contentOf(args), edits: 0 });
    return { ok: true, channel, ts };
  }

  /** Takes a channel's id alone, unlike posting. */
  #update(args: Arguments): Outcome {
    const message = this.messages.find(({ channel, ts }) => channel === args["channel"] && ts === args["ts"]);
    if (message === undefined) return refuse("message_not_found");
    const wrong = problemOf(args);
    if (wrong !== null) return refuse(wrong);
    const content = contentOf(args);
    if (!isDeepStrictEqual(content, { text: message.text, blocks: message.blocks })) message.edits += 1;
    Object.assign(message, content);
    return { ok: true, channel: message.channel, ts: message.ts };
  }

  #whisper(args: Arguments): Outcome {
    if (this.#conversation(String(args["channel"])) === null) return refuse("channel_not_found");
    const wrong = problemOf(args);
    if (wrong !== null) return refuse(wrong);
    this.ephemerals.push({ user: String(args["user"]), text: contentOf(args).text });
    return { ok: true, message_ts: "1.1" };
  }

  #open(args: Arguments): Outcome {
    const trigger = this.#triggers.get(String(args["trigger_id"]));
    if (trigger === undefined) return refuse("exchanged_trigger_id");
    if (this.now() - trigger.at > TRIGGER_MS) return refuse("expired_trigger_id");
    this.#triggers.delete(String(args["trigger_id"]));
    const { view } = args;
    const problems = checkView(view);
    if (!isRecord(view) || problems.length > 0)
      return { ...refuse("invalid_arguments"), response_metadata: { messages: problems } };
    this.views.push({ user: trigger.user, view });
    return { ok: true, view: { id: this.#newId("V") } };
  }

  #respond(id: string, request: ReceivedRequest): Reply {
    const response = this.#responses.get(id);
    if (response === undefined || this.now() - response.at > RESPONSE_URL.lastsMs)
      return { status: 404, body: "expired_url" };
    if ((response.uses += 1) > RESPONSE_URL.uses) return { status: 404, body: "used_url" };
    const args = argumentsOf(request);
    const wrong = problemOf(args);
    if (wrong !== null || args["response_type"] !== "ephemeral") return { status: 400, body: wrong ?? "not ephemeral" };
    this.ephemerals.push({ user: response.user, text: contentOf(args).text });
    return json({ ok: true });
  }

  /** A channel by id or name, or the direct message with a user. */
  #conversation(to: string): string | null {
    if (this.#channels.has(to)) return to;
    if (this.users.some(({ id, team }) => team === TEAM && (id === to || directMessage(id) === to)))
      return to.startsWith("U") ? directMessage(to) : to;
    return [...this.#channels].find(([, name]) => `#${name}` === to)?.[0] ?? null;
  }
}

function described({ id, team, email, emailConfirmed }: SlackUser): Outcome {
  const profile = email === null ? {} : { email };
  return { ok: true, user: { id, team_id: team, is_email_confirmed: emailConfirmed, profile } };
}

function directMessage(user: string): string {
  return user.replace(/^U/, "D");
}
