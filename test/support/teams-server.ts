/** A local Teams workflow: refuses what Teams refuses, and answers 202 to what it takes. */
import { startRecordingServer, type LocalServer, type ReceivedRequest, type Reply } from "./webhook-server.ts";

export interface TeamsCard {
  readonly type: string;
  readonly version: string;
  readonly body: readonly CardElement[];
  readonly actions: readonly { readonly type: string; readonly title: string; readonly url: string }[];
}

interface CardElement {
  readonly type: string;
  readonly text?: string;
  readonly facts?: readonly { readonly title: string; readonly value: string }[];
}

export interface TeamsRequest extends ReceivedRequest {
  readonly card: TeamsCard | null;
  readonly problems: readonly string[];
}

const PATH = "/workflows/0a1b2c/triggers/manual/paths/invoke";
const MAX_BYTES = 28 * 1_024;

export async function startTeamsServer(): Promise<LocalServer<TeamsRequest>> {
  const server = await startRecordingServer<TeamsRequest>({
    path: `${PATH}?api-version=2016-06-01&sig=s3cretSignature`,
    read: (request) => {
      const card = cardOf(request.body);
      return { ...request, card, problems: checkTeamsCard(card, request.body) };
    },
    answer: answerLikeTeams,
  });
  return server;
}

function answerLikeTeams({ method, path, problems, body }: TeamsRequest): Reply {
  const url = new URL(path, "http://localhost");
  if (url.searchParams.get("sig") !== "s3cretSignature") {
    return json(401, { error: { code: "DirectApiAuthorizationRequired", message: "The request must be signed." } });
  }
  if (url.pathname !== PATH || method !== "POST") return json(404, { error: { code: "WorkflowNotFound" } });
  if (Buffer.byteLength(body) > MAX_BYTES) return json(413, { error: { code: "RequestEntityTooLarge" } });
  if (problems.length > 0) return json(400, { error: { code: "TriggerInputSchemaMismatch", message: problems[0] } });
  return { status: 202 };
}

/** The shape that the workflow's trigger takes, and Adaptive Cards 1.4 as far as Teams shows it. */
export function checkTeamsCard(card: TeamsCard | null, body: string): string[] {
  if (card === null) return ["there is no Adaptive Card"];
  return [
    ...(card.type === "AdaptiveCard" && card.version === "1.4" ? [] : ["not an Adaptive Card 1.4"]),
    ...(Buffer.byteLength(body) > MAX_BYTES ? [`${Buffer.byteLength(body)} bytes`] : []),
    ...(body.isWellFormed() && !/(?<!\\)\\ud[89a-f]/i.test(body) ? [] : ["half a surrogate pair"]),
    ...card.body.flatMap(checkElement),
    ...(card.actions.length > 6 ? ["more than 6 actions"] : []),
    ...card.actions.flatMap(({ type, title, url }) =>
      type === "Action.OpenUrl" && title !== "" && /^https?:/.test(url) && URL.canParse(url) ? [] : [`action ${type}`],
    ),
  ];
}

/** All texts that are Markdown to Teams. */
export function textsOf(card: TeamsCard): string[] {
  return card.body.flatMap(({ text, facts = [] }) => [
    text ?? "",
    ...facts.flatMap((fact) => [fact.title, fact.value]),
  ]);
}

function checkElement({ type, text, facts }: CardElement): string[] {
  if (type === "TextBlock") return text === undefined || text.trim() === "" ? ["TextBlock: no text"] : [];
  if (type !== "FactSet") return [`unknown element ${type}`];
  return (facts ?? []).some(({ title, value }) => title === "" || value === "") ? ["FactSet: an empty fact"] : [];
}

function cardOf(body: string): TeamsCard | null {
  try {
    const message = JSON.parse(body) as {
      type: string;
      attachments: readonly { contentType: string; content: TeamsCard }[];
    };
    const [attachment] = message.attachments;
    const isCard = attachment?.contentType === "application/vnd.microsoft.card.adaptive";
    return message.type === "message" && isCard ? attachment.content : null;
  } catch {
    return null;
  }
}

function json(status: number, body: object): Reply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
