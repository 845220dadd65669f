/** The channels of a test: all are set up, and none is reached. */
import type { NotificationSettings } from "../notifications/notice.ts";

export function testSettings(variable: (name: string) => string | undefined): NotificationSettings {
  return {
    mailchannelsApiKey: "test-key",
    mailchannelsApiUrl: "https://mail.test/send",
    emailFrom: variable("EMAIL_FROM") ?? "countersign@example.com",
    webhookSigningSecret: variable("WEBHOOK_SIGNING_SECRET"),
    slackBotToken: "xoxb-test",
    slackSigningSecret: "test-secret",
    slackApiUrl: "https://slack.test/api",
    mailSender: undefined,
    discordBotToken: "test-token",
    discordPublicKey: "0".repeat(64),
    discordApiUrl: "https://discord.test/api",
  };
}
