/** A local Slack incoming webhook: refuses what Slack refuses, and remembers what would have rung somebody's bell. */
import { startRecordingServer, type LocalServer, type ReceivedRequest, type Reply } from "./webhook-server.ts";

export interface SlackRequest extends ReceivedRequest {
  readonly message: unknown;
  /** What is wrong with the blocks; Slack only says `invalid_blocks`. */
  readonly problems: readonly string[];
}

export function startSlackServer(): Promise<LocalServer<SlackRequest>> {
  return startRecordingServer<SlackRequest>({
    path: "/services/T0000AAAA/B0000BBBB/xoxSecretXox",
    read: (request) => {
      const message = parseOrNull(request.body);
      return { ...request, message, problems: checkSlackMessage(message) };
    },
    answer: answerLikeSlack,
  });
}

function answerLikeSlack({ method, message, problems, headers }: SlackRequest): Reply {
  if (method !== "POST" || !isRecord(message)) return { status: 400, body: "invalid_payload" };
  if (headers["content-type"]?.startsWith("application/json") !== true) return { status: 400, body: "invalid_payload" };
  if (typeof message.text !== "string" || message.text === "") return { status: 400, body: "no_text" };
  if (problems.length > 0) return { status: 400, body: "invalid_blocks" };
  return { status: 200, headers: { "content-type": "text/html" }, body: "ok" };
}

/** Block Kit's shapes and limits, as far as an incoming webhook meets them. Lengths are counted as sent. */
export function checkSlackMessage(message: unknown): string[] {
  if (!isRecord(message)) return ["the message is not an object"];
  const { blocks } = message;
  const text = typeof message.text === "string" && message.text.length > 40_000 ? ["text is over 40000"] : [];
  if (blocks === undefined) return text;
  if (!Array.isArray(blocks) || blocks.length === 0 || blocks.length > 50) return [...text, "blocks must be 1 to 50"];
  return [...text, ...blocks.flatMap(checkBlock), ...checkUniqueActions(blocks)];
}

/** Every text of the message that Slack would turn into a mention, a ping, or a link that is not http. */
export function findPings(message: unknown): string[] {
  return textsOf(message).flatMap(pingsIn);
}

/** Every text in text objects, and the message's own. */
export function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "text" && typeof inner === "string" ? [inner] : textsOf(inner),
  );
}

function pingsIn(text: string): string[] {
  const unmarked = text.replace(/<!date\^\d+\^[^^|<>]+\|[^<>|]+>/g, "").replace(/<https?:\/\/[^\s<>|]+\|[^<>|]+>/g, "");
  const raw = unmarked.match(/[<>][^<>]{0,40}/g) ?? [];
  const bare = unmarked.match(/(?<!\w)@(?:here|channel|everyone)\b/gi) ?? [];
  const loose = unmarked.match(/&(?!amp;|lt;|gt;).{0,5}/g) ?? [];
  return [...raw, ...bare, ...loose];
}

export function checkBlock(block: unknown): string[] {
  if (!isRecord(block)) return ["a block is not an object"];
  switch (block.type) {
    case "header":
      return checkText(block.text, { limit: 150, types: ["plain_text"], at: "header" });
    case "section":
      return checkSection(block);
    case "actions":
      return checkElements(block.elements, 25, checkButton);
    case "context":
      return checkElements(block.elements, 10, (element) =>
        checkText(element, { limit: 3000, types: ANY, at: "context" }),
      );
    case "divider":
      return [];
    default:
      return [`unknown block ${String(block.type)}`];
  }
}

const ANY = ["plain_text", "mrkdwn"];

function checkSection(block: Record<string, unknown>): string[] {
  const text = block.text === undefined ? [] : checkText(block.text, { limit: 3000, types: ANY, at: "section" });
  const fields =
    block.fields === undefined
      ? []
      : checkElements(block.fields, 10, (field) => checkText(field, { limit: 2000, types: ANY, at: "field" }));
  const accessory = block.accessory === undefined ? [] : checkButton(block.accessory);
  const empty = block.text === undefined && block.fields === undefined ? ["a section has neither text nor fields"] : [];
  return [...text, ...fields, ...accessory, ...empty];
}

export function checkElements(elements: unknown, limit: number, check: (element: unknown) => string[]): string[] {
  if (!Array.isArray(elements) || elements.length === 0 || elements.length > limit)
    return [`elements must be 1 to ${limit}`];
  return elements.flatMap(check);
}

export function checkText(text: unknown, rule: { limit: number; types: readonly string[]; at: string }): string[] {
  if (!isRecord(text) || typeof text.text !== "string") return [`${rule.at}: no text object`];
  const problems: string[] = [];
  if (!rule.types.includes(String(text.type))) problems.push(`${rule.at}: type ${String(text.type)}`);
  if (text.text.length === 0 || text.text.length > rule.limit)
    problems.push(`${rule.at}: ${text.text.length} characters`);
  if (text.emoji !== undefined && text.type !== "plain_text") problems.push(`${rule.at}: emoji is of plain_text alone`);
  if (text.verbatim !== undefined && text.type !== "mrkdwn") problems.push(`${rule.at}: verbatim is of mrkdwn alone`);
  if (!text.text.isWellFormed()) problems.push(`${rule.at}: half a surrogate pair`);
  return problems;
}

function checkButton(button: unknown): string[] {
  if (!isRecord(button) || button.type !== "button") return ["not a button"];
  const problems = checkText(button.text, { limit: 75, types: ["plain_text"], at: "button" });
  const { url, value, style, action_id: actionId } = button;
  if (value !== undefined && (typeof value !== "string" || value.length > 2000)) problems.push("button: value");
  if (url !== undefined && (typeof url !== "string" || url.length > 3000 || !URL.canParse(url)))
    problems.push("button: url");
  if (style !== undefined && style !== "primary" && style !== "danger") problems.push("button: style");
  if (typeof actionId !== "string" || actionId.length > 255) problems.push("button: action_id");
  return problems;
}

function checkUniqueActions(blocks: unknown): string[] {
  const ids = actionIdsOf(blocks);
  return new Set(ids).size === ids.length ? [] : ["an action_id comes twice"];
}

function actionIdsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(actionIdsOf);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === "action_id" ? [String(inner)] : actionIdsOf(inner)));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
