/** Whether a message that went out shows texts as texts: what each channel would make of them. */
import type { DiscordRequest } from "../../support/discord-server.ts";
import { type MailRequest, partOf } from "../../support/mailchannels-server.ts";
import { findPings, type SlackRequest, textsOf as slackTexts } from "../../support/slack-server.ts";
import { type TeamsRequest, textsOf as teamsTexts } from "../../support/teams-server.ts";
import type { WebhookRequest } from "../../support/webhook-server.ts";
import { htmlFaults } from "./check-page.ts";

const HOOK_HEADERS =
  /^(?:host|content-(?:type|length)|webhook-(?:id|timestamp|signature)|connection|user-agent|accept(?:-encoding)?|transfer-encoding|cf-.*|mf-.*|idempotency-key)$/;

export function slackFaults(message: unknown): string[] {
  const pings = findPings(message).map((ping) => `Slack would read ${ping}`);
  const links = slackTexts(message).flatMap((text) => [...text.matchAll(/<(https?:[^|>]+)[|>]/g)]);
  return [...pings, ...links.flatMap(([, url = ""]) => foreign("Slack", url))];
}

export function slackRequestFaults({ message, problems }: SlackRequest): string[] {
  return [...problems, ...slackFaults(message)];
}

export function discordFaults({ message, problems, method }: DiscordRequest): string[] {
  if (message === null || method === "GET") return [];
  const { content = "", embeds = [] } = message;
  const texts = embeds.flatMap(({ title = "", description = "", fields = [] }) => [
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ]);
  const mentions =
    JSON.stringify(message.allowed_mentions) === '{"parse":[]}' ? [] : ["Discord may ring somebody's bell"];
  return [...problems, ...mentions, ...[content, ...texts].flatMap(readByDiscord)];
}

function readByDiscord(text: string): string[] {
  const bare = text.replaceAll(/```[\s\S]*?```/g, "").replaceAll(/\\[\s\S]/g, "");
  const read = bare.match(/<[@#!/][^>]*>|@(?:everyone|here)\b|\]\(|<https?:[^>]*>/g) ?? [];
  const urls = bare.match(/https?:\/\/[^\s)]+/g) ?? [];
  return [...read.map((what) => `Discord would read ${what}`), ...urls.flatMap((url) => foreign("Discord", url))];
}

export function teamsFaults({ card, problems, body }: TeamsRequest): string[] {
  if (card === null) return ["Teams got no card"];
  const entities = /"msteams"|"entities"|"mention"/.test(body) ? ["Teams may ring somebody's bell"] : [];
  return [
    ...problems,
    ...entities,
    ...teamsTexts(card).flatMap((text) => {
      const bare = text.replaceAll(/\\[\s\S]/g, "");
      return (bare.match(/\]\(|<\w|\{\{|https?:\/\/evil/g) ?? []).map((what) => `Teams would read ${what}`);
    }),
    ...card.actions.flatMap(({ url }) => foreign("Teams", url)),
  ];
}

/** @param to - to whom alone it may go */
export function mailFaults({ mail, errors }: MailRequest, to: readonly string[]): string[] {
  if (mail === null) return errors.map((error) => `the mail provider refuses: ${error}`);
  const reached = mail.personalizations.flatMap((one) => [...one.to, ...others(one)]).map(({ email }) => email);
  const html = partOf(mail, "text/html");
  return [
    ...reached.filter((email) => !to.includes(email)).map((email) => `a mail goes to ${email}`),
    ...(/[\r\n]/.test(mail.subject) ? ["a subject has a line break"] : []),
    ...htmlFaults(html).map((fault) => `in a mail: ${fault}`),
    ...[...html.matchAll(/(?:href|src)="(https?:[^"]*)"/g)].flatMap(([, url = ""]) => foreign("a mail", url)),
  ];
}

function others(one: object): readonly { readonly email: string }[] {
  const { cc = [], bcc = [] } = one as Record<"cc" | "bcc", { email: string }[] | undefined>;
  return [...cc, ...bcc];
}

export function webhookFaults({ headers, verified, body }: WebhookRequest, prompt: string): string[] {
  const odd = Object.keys(headers).filter((name) => !HOOK_HEADERS.test(name));
  const told = (JSON.parse(body) as { prompt?: string }).prompt;
  return [
    ...odd.map((name) => `a webhook has a header ${name}`),
    ...(verified === true ? [] : ["a webhook is not signed"]),
    ...(told === undefined || told === prompt ? [] : [`a webhook says ${JSON.stringify(told)}`]),
  ];
}

function foreign(where: string, url: string): string[] {
  return /^https?:\/\/127\.0\.0\.1[:/]/.test(url) ? [] : [`${where} shows a link to ${url}`];
}
