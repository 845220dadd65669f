/** Who reads a direct message of the bot's: by user id, and by the address that Slack vouches for. */
import { isJsonObject, type JsonObject } from "../../kernel/json.ts";
import type { FoundRecipient } from "../channel.ts";
import type { ChannelPort, Destination } from "../notice.ts";
import { callSlack, type SlackAnswer, type SlackQuestion } from "./call-slack.ts";
import { slackAddress } from "./slack-address.ts";
import { confirmedEmail, isColleague } from "./slack-user.ts";

/** The message itself needs time too. */
const FIND_MS = 5_000;

/** Without a confirmed address nothing is known of them; nor of people of other organisations, whose own administrators decide what addresses they have. */
export async function findSlackRecipient(destination: Destination, port: ChannelPort): Promise<FoundRecipient> {
  const unknown = { status: "found", destination, names: [] } as const;
  if (destination.webhookUrl !== undefined || destination.to === undefined) return unknown;
  const question = questionOf(destination.to);
  if (question === null) return unknown;
  const hurried = { ...port, signal: AbortSignal.any([port.signal, AbortSignal.timeout(FIND_MS)]) };
  const [bot, found] = await Promise.all([callSlack(WHO_AM_I, hurried), callSlack(question, hurried)]);
  const user = userIn(found);
  if (bot.status !== "ok") return bot;
  if (found.status !== "ok") return found;
  const id = user?.["id"];
  if (user === null || typeof id !== "string" || !isColleague(user, bot.answer)) return unknown;
  const email = confirmedEmail(user);
  return { status: "found", destination: { ...destination, to: id }, names: email === null ? [] : [email, id] };
}

const WHO_AM_I = { method: "auth.test", query: {} } as const;

/** `null` where it is nobody in particular. */
function questionOf(to: string): SlackQuestion | null {
  const address = slackAddress(to);
  if (address.kind === "user") return { method: "users.info", query: { user: address.id } };
  return address.kind === "email" ? { method: "users.lookupByEmail", query: { email: address.email } } : null;
}

function userIn(found: SlackAnswer): JsonObject | null {
  const user = found.status === "ok" ? found.answer["user"] : undefined;
  return isJsonObject(user) ? user : null;
}
