/** What people do in a local Slack workspace: they press buttons and submit dialogues, and Slack tells the Worker, signed. */
import { createHmac } from "node:crypto";
import { isRecord } from "../slack-server.ts";
import { type ShownMessage, type SlackUser, type SlackWorkspace, TEAM } from "./slack-workspace.ts";

export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Acked {
  readonly status: number;
  readonly body: unknown;
  /** Milliseconds until the answer was there; Slack waits for three seconds. */
  readonly took: number;
  readonly request: SignedRequest;
}

/** The buttons that a message shows, by their action. */
export function buttonsOf({ blocks }: Pick<ShownMessage, "blocks">): Record<string, Record<string, unknown>> {
  const elements = blocks.flatMap((block) => (isRecord(block) && Array.isArray(block.elements) ? block.elements : []));
  const buttons = elements.filter(isRecord).filter(({ type }) => type === "button");
  return Object.fromEntries(buttons.map((button) => [String(button.action_id), button]));
}

export class SlackHands {
  readonly #workspace: SlackWorkspace;
  readonly #workerUrl: string;

  constructor(workspace: SlackWorkspace, workerUrl: string) {
    this.#workspace = workspace;
    this.#workerUrl = workerUrl;
  }

  press(user: SlackUser, message: ShownMessage, actionId: string): Promise<Acked> {
    const button = buttonsOf(message)[actionId];
    if (button === undefined) throw new Error(`the message has no button ${actionId}`);
    return this.pressAsItWas(user, message, { action_id: actionId, type: "button", value: button.value });
  }

  /** A press on a message as an old client still shows it. */
  pressAsItWas(user: SlackUser, { channel, ts }: ShownMessage, action: object): Promise<Acked> {
    return this.send({
      ...this.#who(user, "block_actions"),
      response_url: this.#workspace.newResponseUrl(user.id),
      trigger_id: this.#workspace.newTrigger(user.id),
      container: { type: "message", message_ts: ts, channel_id: channel, is_ephemeral: false },
      channel: { id: channel, name: "directmessage" },
      actions: [action],
    });
  }

  /** Submits the dialogue that was opened last for the user. @param typed - by block id; what is not named stays as it was */
  submit(user: SlackUser, typed: Readonly<Record<string, unknown>>): Promise<Acked> {
    const view = this.viewOf(user);
    if (view === undefined) throw new Error("no dialogue is open");
    const values = stateOf(view, typed);
    return this.send({
      ...this.#who(user, "view_submission"),
      view: { ...view, id: "V1", state: { values }, app_installed_team_id: TEAM },
    });
  }

  viewOf(user: SlackUser): Record<string, unknown> | undefined {
    return this.#workspace.views.findLast((open) => open.user === user.id)?.view;
  }

  async send(payload: object, changes: { readonly at?: number; readonly secret?: string } = {}): Promise<Acked> {
    return this.deliver(this.sign(payload, changes));
  }

  sign(payload: object, { at = Date.now(), secret = this.#workspace.signingSecret } = {}): SignedRequest {
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const timestamp = String(Math.floor(at / 1_000));
    const signature = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${signature}`,
    };
    return { headers, body };
  }

  async deliver(request: SignedRequest): Promise<Acked> {
    const started = performance.now();
    const response = await fetch(`${this.#workerUrl}/chat/slack/interactions`, { method: "POST", ...request });
    const text = await response.text();
    return { status: response.status, body: parse(text), took: performance.now() - started, request };
  }

  #who(user: SlackUser, type: string) {
    return {
      type,
      user: { id: user.id, username: "somebody", name: "somebody", team_id: user.team },
      team: { id: TEAM, domain: "home" },
      api_app_id: "A0000APP",
      is_enterprise_install: false,
      enterprise: null,
    };
  }
}

/** What stands in a dialogue's inputs, as Slack tells of it. @param typed - by block id; other inputs are untouched */
export function stateOf(view: Record<string, unknown>, typed: Readonly<Record<string, unknown>> = {}) {
  return Object.fromEntries(
    inputsOf(view).map(({ blockId, actionId, element }) => [
      blockId,
      { [actionId]: blockId in typed ? typed[blockId] : initialState(element) },
    ]),
  );
}

interface ViewInput {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: Record<string, unknown>;
}

function inputsOf({ blocks }: Record<string, unknown>): ViewInput[] {
  return (Array.isArray(blocks) ? blocks : []).flatMap((block: unknown) => {
    if (!isRecord(block) || !isRecord(block.element)) return [];
    return [{ blockId: String(block.block_id), actionId: String(block.element.action_id), element: block.element }];
  });
}

/** As Slack tells of an input that nobody touched. */
function initialState(element: Record<string, unknown>): object {
  const { type } = element;
  switch (type) {
    case "checkboxes":
    case "multi_static_select":
      return { type, selected_options: element.initial_options ?? [] };
    case "static_select":
      return { type, selected_option: element.initial_option ?? null };
    case "datepicker":
      return { type, selected_date: element.initial_date ?? null };
    default:
      return { type, value: element.initial_value ?? null };
  }
}

function parse(text: string): unknown {
  return text === "" ? undefined : JSON.parse(text);
}
