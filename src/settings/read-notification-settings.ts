/** What the channels need to know: where they send, and with which secrets. */
import type { MailSender } from "../notifications/email/mail-sender.ts";
import type { NotificationSettings } from "../notifications/notice.ts";
import { readBinding } from "./read-binding.ts";
import { readUrl, readVariable, type Variables } from "./read-variable.ts";
import { settingInvalid } from "./setting-invalid.ts";

const MAILCHANNELS_URL = "https://api.mailchannels.net/tx/v1/send";
const SLACK_URL = "https://slack.com/api";
const DISCORD_URL = "https://discord.com/api/v10";

export function readNotificationSettings(env: Variables): NotificationSettings {
  return {
    mailchannelsApiKey: readVariable(env, "MAILCHANNELS_API_KEY"),
    mailchannelsApiUrl: readUrl(env, "MAILCHANNELS_API_URL") ?? MAILCHANNELS_URL,
    emailFrom: readVariable(env, "EMAIL_FROM"),
    mailSender: readMailSender(env),
    webhookSigningSecret: readVariable(env, "WEBHOOK_SIGNING_SECRET"),
    slackBotToken: readVariable(env, "SLACK_BOT_TOKEN")?.trim(),
    slackSigningSecret: readVariable(env, "SLACK_SIGNING_SECRET"),
    slackApiUrl: readUrl(env, "SLACK_API_URL") ?? SLACK_URL,
    discordBotToken: readVariable(env, "DISCORD_BOT_TOKEN")?.trim(),
    discordPublicKey: readDiscordKey(readVariable(env, "DISCORD_PUBLIC_KEY")?.trim()),
    discordApiUrl: readUrl(env, "DISCORD_API_URL") ?? DISCORD_URL,
  };
}

function readMailSender(env: Variables): MailSender | undefined {
  const binding = readBinding(env, "EMAIL");
  if (binding === undefined || isMailSender(binding)) return binding;
  throw settingInvalid(
    "EMAIL",
    "is not a send_email binding",
    'add to wrangler.toml: [[send_email]] with name = "EMAIL"',
  );
}

function isMailSender(binding: object): binding is MailSender {
  return "send" in binding && typeof binding.send === "function";
}

function readDiscordKey(value: string | undefined): string | undefined {
  if (value === undefined || /^[0-9a-f]{64}$/i.test(value)) return value;
  throw settingInvalid("DISCORD_PUBLIC_KEY", "is not 64 hex digits", "copy it from the application's general page");
}
