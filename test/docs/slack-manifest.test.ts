/** The app manifest of docs/slack.md fits the door, and asks for what is used. */
import { expect, test } from "vitest";
import { createApp } from "../../src/app.ts";
import { SLACK_PATH } from "../../src/chat/slack/add-slack.ts";
import { codesIn, pageText, snippetsOf } from "./pages.ts";

interface Manifest {
  readonly settings: { readonly interactivity: { readonly is_enabled: boolean; readonly request_url: string } };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
}

const [snippet] = snippetsOf("docs/slack.md").filter(({ mark }) => mark === "slack manifest");
const manifest = JSON.parse(snippet?.text ?? "") as Manifest;

test("Slack is told the address at which the door answers", async () => {
  const { is_enabled: enabled, request_url: url } = manifest.settings.interactivity;
  expect(enabled).toBe(true);
  expect(new URL(url).pathname).toBe(SLACK_PATH);
  const { status } = await createApp("/callback").request(url, { method: "POST" }, {});
  expect(status).toBe(401);
});

test("the scopes are those that the page explains, here and in docs/deployment.md", () => {
  const { bot } = manifest.oauth_config.scopes;
  const explained = pageText("docs/slack.md").match(/^\| `[a-z]+:.*$/gm) ?? [];
  expect(explained.flatMap((row) => codesIn(row.split("|")[1])).toSorted()).toEqual(bot.toSorted());
  const named = codesIn(pageText("docs/deployment.md").split("these scopes:")[1]?.split("\n")[0]);
  expect(named.toSorted()).toEqual(bot.toSorted());
});
