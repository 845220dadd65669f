/** All that a Worker under test talks to: a server for every channel and one that steps call, each behind the proxy. */
import { startCountingServer } from "../../support/counting-server.ts";
import { DiscordHands } from "../../support/discord-hands.ts";
import { DISCORD_BOT_TOKEN, DISCORD_CHANNEL, startDiscordServer } from "../../support/discord-server.ts";
import { startMailChannelsServer } from "../../support/mailchannels-server.ts";
import { testSettings, WEBHOOK_SIGNING_SECRET } from "../../support/settings.ts";
import { SLACK_SECRETS } from "../../support/slack/slack-journey.ts";
import { SlackWorkspace } from "../../support/slack/slack-workspace.ts";
import { startSlackServer } from "../../support/slack-server.ts";
import { startTeamsServer } from "../../support/teams-server.ts";
import { startWebhookServer } from "../../support/webhook-server.ts";
import { FaultProxy } from "./fault-proxy.ts";
import type { Moments } from "./moments.ts";

export interface Outside {
  readonly proxy: FaultProxy;
  /** The settings by which the Worker finds it. */
  readonly vars: Readonly<Record<string, string>>;
  /** Makes somebody known in Slack. */
  readonly addSlackUser: (email: string) => void;
  /** Where events are posted. */
  readonly eventsUrl: string;
  readonly close: () => Promise<void>;
}

export async function openOutside(seed: number, moments: Moments): Promise<Outside> {
  const proxy = new FaultProxy(seed, moments);
  const slackBot = new SlackWorkspace(SLACK_SECRETS);
  const [calls, hook, events, slack, mail, discord, teams] = await Promise.all([
    startCountingServer(),
    startWebhookServer({ secret: WEBHOOK_SIGNING_SECRET }),
    startWebhookServer(),
    startSlackServer(),
    startMailChannelsServer(),
    startDiscordServer(),
    startTeamsServer(),
    slackBot.start(),
  ]);
  const testServer = await proxy.put("calls", calls.url);
  const mailchannels = { url: await proxy.put("mail", mail.url), key: mail.key };
  const vars = {
    ...testSettings({ testServer, mailchannels }),
    HOOK_URL: await proxy.put("webhook", hook.url),
    SLACK_URL: await proxy.put("slack", slack.url),
    TEAMS_URL: await proxy.put("teams", teams.url),
    DISCORD_API_URL: await proxy.put("discord", discord.apiUrl),
    DISCORD_BOT_TOKEN,
    DISCORD_CHANNEL,
    DISCORD_PUBLIC_KEY: new DiscordHands().publicKey,
    SLACK_API_URL: await proxy.put("slack-bot", slackBot.url),
    SLACK_BOT_TOKEN: SLACK_SECRETS.token,
    SLACK_SIGNING_SECRET: SLACK_SECRETS.signingSecret,
  };
  return {
    proxy,
    vars,
    eventsUrl: await proxy.put("events", events.url),
    addSlackUser: (email) => void slackBot.addUser(email),
    close: async () => {
      proxy.close();
      await Promise.all([
        calls.stop(),
        ...[hook, events, slack, mail, discord, teams].map((server) => server.close()),
        slackBot.stop(),
      ]);
    },
  };
}
