/** Who pressed a button in Slack: their id, and their e-mail address where Slack vouches for it. */
import { isJsonObject } from "../../kernel/json.ts";
import { callSlack, type SlackPort } from "../../notifications/slack/call-slack.ts";
import { confirmedEmail, isColleague } from "../../notifications/slack/slack-user.ts";
import type { Acting } from "./interaction.ts";

export interface SlackPerson {
  readonly id: string;
  readonly email: string | null;
}

export type FoundPerson =
  | { readonly kind: "known"; readonly person: SlackPerson }
  /** Slack did not say who it is, so only the id is sure. */
  | { readonly kind: "id-only"; readonly person: SlackPerson }
  /** From another organisation, in a shared channel: its owner decides what ids and addresses say there. */
  | { readonly kind: "foreign" };

export type PersonFinder = (who: Acting, port: SlackPort) => Promise<FoundPerson>;

const KEPT_MS = 300_000;
const MOST_KEPT = 1_000;

/** What Slack says is kept for some minutes; that it said nothing is not. */
export function createPersonFinder(): PersonFinder {
  const known = new Map<string, { readonly found: FoundPerson; readonly at: number }>();

  return async (who, port) => {
    const { id } = who.user;
    const kept = known.get(id);
    if (kept !== undefined && port.now - kept.at < KEPT_MS) return kept.found;
    const found = await askSlack(who, port);
    known.delete(id);
    if (found.kind !== "id-only") known.set(id, { found, at: port.now });
    if (known.size > MOST_KEPT) known.delete([...known.keys()][0] ?? id);
    return found;
  };
}

async function askSlack(who: Acting, port: SlackPort): Promise<FoundPerson> {
  const { id } = who.user;
  const [bot, info] = await Promise.all([
    callSlack({ method: "auth.test", query: {} }, port),
    callSlack({ method: "users.info", query: { user: id } }, port),
  ]);
  const user = info.status === "ok" ? info.answer["user"] : undefined;
  if (bot.status !== "ok" || !isJsonObject(user)) {
    for (const said of [bot, info]) if (said.status !== "ok") console.warn("slack person", said.error);
    return isAtHome(who) ? { kind: "id-only", person: { id, email: null } } : { kind: "foreign" };
  }
  if (!isColleague(user, bot.answer)) return { kind: "foreign" };
  return { kind: "known", person: { id, email: confirmedEmail(user) } };
}

/** A colleague by what the signed request itself says. */
function isAtHome({ user, team, enterprise }: Acting): boolean {
  const homes = [team?.id, team?.enterprise_id, enterprise?.id];
  return user.team_id != null && homes.includes(user.team_id);
}
