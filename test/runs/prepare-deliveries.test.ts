/** Whom to tell of an approval, and whose link it is. */
import { describe, expect, test } from "vitest";
import { type Asked, prepare } from "./preparing.ts";

const ANA = "ana@x.example";
const BO = "Bo@X.example";

/** `channel to/approver`, for each. */
function told(asked: Asked): string[] {
  return prepare(asked).deliveries.map(
    ({ channel, to, approver }) => `${channel} to ${to ?? "-"} for ${approver ?? "-"}`,
  );
}

const PEOPLE = `inputs: { approvers: [${ANA}, ${BO}, legal-team] }`;
const EMAIL = "config: { notificationChannel: email }";

describe("e-mail", () => {
  test.each<[string, Asked, string[]]>([
    [
      "each approver that is an address, by a link of their own",
      { agent: `${PEOPLE}\n${EMAIL}` },
      [`email to ${ANA} for ${ANA}`, `email to ${BO} for ${BO}`],
    ],
    [
      "the same where no channel is named and e-mail is configured",
      { agent: PEOPLE, emailConfigured: true },
      [`email to ${ANA} for ${ANA}`, `email to ${BO} for ${BO}`],
    ],
    ["nobody where no channel is named and e-mail is not configured", { agent: PEOPLE }, []],
    [
      "nobody where no channel is named and no approver is an address",
      { agent: "inputs: { approvers: [legal] }", emailConfigured: true },
      [],
    ],
    ["nobody where no channel and no approver is named", { agent: "", emailConfigured: true }, []],
    [
      "one address, which is nobody's of the approvers: its link is shared",
      { agent: `${PEOPLE}\nconfig: { notificationChannel: email, notificationConfig: { to: list@x.example } }` },
      ["email to list@x.example for -"],
    ],
    [
      "an approver's address in other letters: the link is theirs",
      {
        agent: `${PEOPLE}\nconfig: { notificationChannel: email, notificationConfig: { to: [BO@x.example, list@x.example] } }`,
      },
      [`email to BO@x.example for ${BO}`, "email to list@x.example for -"],
    ],
    [
      "an address where nobody is named: the link is its owner's",
      { agent: "config: { notificationChannel: email, notificationConfig: { to: cy@x.example } }" },
      ["email to cy@x.example for cy@x.example"],
    ],
    [
      "an approver that is no address, by an address beside it: the link is shared",
      {
        agent:
          "inputs: { approvers: [legal] }\nconfig: { notificationChannel: email, notificationConfig: { to: legal@x.example } }",
      },
      ["email to legal@x.example for -"],
    ],
  ])("goes to %s", (_whom, asked, deliveries) => {
    expect(told(asked)).toEqual(deliveries);
  });

  test("addresses come from the environment as they are; the subject shows its values by name", () => {
    const { deliveries } = prepare({
      agent:
        "config: { notificationChannel: email, notificationConfig: { to: $env.BOSS, from: $env.SENDER, subject: 'Of ${env.BOSS}' } }",
      env: { BOSS: ANA, SENDER: "us@x.example" },
    });
    expect(deliveries).toEqual([
      { channel: "email", approver: ANA, to: ANA, from: "us@x.example", subject: "Of ${env.BOSS}" },
    ]);
  });

  test("subject and sender count where no channel is named, too", () => {
    const { deliveries } = prepare({
      agent: `${PEOPLE}\nconfig: { notificationConfig: { subject: Please, from: us@x.example } }`,
      emailConfigured: true,
    });
    expect(deliveries.map(({ subject, from }) => [subject, from])).toEqual([
      ["Please", "us@x.example"],
      ["Please", "us@x.example"],
    ]);
  });
});

describe("slack and webhook", () => {
  const agent = [
    PEOPLE,
    "config:",
    "  notificationChannel: [slack, webhook]",
    "  notificationConfig:",
    "    slack: { webhookUrl: $env.SLACK }",
    "    webhook: { webhookUrl: 'https://${env.HOST}/hook?t=${env.TOKEN}&n=${input.n}' }",
  ].join("\n");

  test("have one shared link each", () => {
    expect(told({ agent })).toEqual(["slack to - for -", "webhook to - for -"]);
  });

  test("keep their addresses with the environment's values named, not contained", () => {
    const env = { SLACK: "https://hooks.slack.com/services/s3cret", HOST: "h.example", TOKEN: "s3cret" };
    const request = prepare({ agent, env, input: { n: "5" } });
    expect(request.deliveries.map(({ webhookUrl }) => webhookUrl)).toEqual([
      [{ env: "SLACK" }],
      ["https://", { env: "HOST" }, "/hook?t=", { env: "TOKEN" }, "&n=5"],
    ]);
    expect(JSON.stringify(request)).not.toContain("s3cret");
  });

  test("take no input for the name of a variable", () => {
    const evil = "${env.TOKEN}\u0001x:TOKEN\u0001";
    const { deliveries } = prepare({ agent, env: { TOKEN: "s3cret" }, input: { n: evil } });
    expect(deliveries[1]?.webhookUrl).toEqual([
      "https://",
      { env: "HOST" },
      "/hook?t=",
      { env: "TOKEN" },
      `&n=${evil}`,
    ]);
  });
});

describe("slack through its bot", () => {
  const config = (options: string) => `config: { notificationChannel: slack, notificationConfig: { ${options} } }`;

  test.each<[string, string, string[]]>([
    [
      "each approver that Slack can know, by a message of their own",
      "inputs: { approvers: [ana@x.example, U0123ABCD, legal-team] }\nconfig: { notificationChannel: slack }",
      ["slack to ana@x.example for ana@x.example", "slack to U0123ABCD for U0123ABCD"],
    ],
    [
      "nobody, which fails where it can be seen, where Slack can know no approver",
      "inputs: { approvers: [legal-team] }\nconfig: { notificationChannel: slack }",
      ["slack to - for -"],
    ],
    ["a channel: its link is shared", `${PEOPLE}\n${config("to: C0123ABCD")}`, ["slack to C0123ABCD for -"]],
    ["a channel by its name", config("to: '#releases'"), ["slack to #releases for -"]],
    [
      "channels and people, whose link is their own where they are approvers",
      `${PEOPLE}\n${config("to: [C0123ABCD, ANA@X.example, eve@x.example]")}`,
      ["slack to C0123ABCD for -", `slack to ANA@X.example for ${ANA}`, "slack to eve@x.example for -"],
    ],
    [
      "a person where nobody is named: the link is theirs",
      config("to: U0123ABCD"),
      ["slack to U0123ABCD for U0123ABCD"],
    ],
    [
      "its webhook alone, where it has one: `to` is then of e-mail",
      `${PEOPLE}\n${config("webhookUrl: https://hooks.slack.com/x, to: ana@x.example")}`,
      ["slack to - for -"],
    ],
  ])("goes to %s", (_whom, agent, deliveries) => {
    expect(told({ agent })).toEqual(deliveries);
  });

  test("has no webhook's address, not even an empty one", () => {
    const { deliveries } = prepare({ agent: config("to: C0123ABCD") });
    expect(deliveries).toEqual([{ channel: "slack", approver: null, to: "C0123ABCD" }]);
  });
});

describe("discord", () => {
  const discord = (options: string) =>
    `${PEOPLE}\nconfig: { notificationChannel: discord, notificationConfig: ${options} }`;

  test("is told in each channel of `to`, by a shared link", () => {
    expect(told({ agent: discord('{ to: ["1290000000000000001", $env.CHANNEL] }'), env: { CHANNEL: "7" } })).toEqual([
      "discord to 1290000000000000001 for -",
      "discord to 7 for -",
    ]);
  });

  test("is told by webhook where there is one, whatever `to` says for others", () => {
    const request = prepare({
      agent: discord("{ to: ana@x.example, webhookUrl: $env.HOOK }"),
      env: { HOOK: "s3cret" },
    });
    expect(request.deliveries).toEqual([{ channel: "discord", approver: null, webhookUrl: [{ env: "HOOK" }] }]);
  });
});

test("several channels are each told", () => {
  const agent = [
    PEOPLE,
    "config:",
    "  notificationChannel: [email, slack]",
    "  notificationConfig: { webhookUrl: https://hooks.slack.com/x }",
  ].join("\n");
  expect(told({ agent })).toEqual([`email to ${ANA} for ${ANA}`, `email to ${BO} for ${BO}`, "slack to - for -"]);
});

test("a channel's own baseUrl goes before the one that stands for all, for its links alone", () => {
  const request = prepare({
    agent: `${PEOPLE}
config:
  notificationChannel: [email, slack]
  notificationConfig:
    email: { baseUrl: "https://mail.example.com/" }
    slack: { webhookUrl: "https://hooks.slack.com/x" }`,
  });
  expect(request.deliveries.map(({ channel, baseUrl }) => [channel, baseUrl])).toEqual([
    ["email", "https://mail.example.com"],
    ["email", "https://mail.example.com"],
    ["slack", undefined],
  ]);
});
