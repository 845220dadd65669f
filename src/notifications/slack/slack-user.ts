/** What Slack says of a user: whether they are a colleague, and the address that it vouches for. */
import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";

/** Of the bot's own workspace, or of the organisation that it belongs to. */
export function isColleague(user: JsonObject, bot: JsonObject): boolean {
  const organisation = isJsonObject(user["enterprise_user"]) ? user["enterprise_user"]["enterprise_id"] : undefined;
  return isSame(user["team_id"], bot["team_id"]) || isSame(organisation, bot["enterprise_id"]);
}

/** `null` where there is none, or none that is confirmed. */
export function confirmedEmail(user: JsonObject): string | null {
  const email = isJsonObject(user["profile"]) ? user["profile"]["email"] : undefined;
  if (typeof email !== "string" || email === "" || user["is_email_confirmed"] === false) return null;
  return email;
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return typeof a === "string" && a !== "" && a === b;
}
