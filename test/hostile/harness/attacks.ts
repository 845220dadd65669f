/** What people write into texts that others are shown, by what it would do where it were not taken as text. */

export interface TextAttack {
  readonly name: string;
  readonly text: string;
}

/** Where links that are not ours lead. */
export const EVIL = "evil.example";

export const ATTACKS: readonly TextAttack[] = [
  { name: "a script", text: "<script>alert(1)</script>" },
  { name: "an attribute's end", text: `"><img src=x onerror=alert(1)>` },
  { name: "an attribute's end in single quotes", text: `'><svg onload=alert(1)>` },
  { name: "the end of all there may be", text: "</textarea></title></style></script><script>alert(1)</script>" },
  { name: "a comment's end", text: "--><iframe src=https://evil.example/></iframe>" },
  { name: "an HTML link", text: "<a href=https://evil.example/>Approve</a>" },
  { name: "a script as a link", text: "[Approve](javascript:alert(1)) javascript:alert(1)" },
  { name: "data as a link", text: "[Approve](data:text/html;base64,PHNjcmlwdD4=)" },
  { name: "a template", text: "${7*7} {{7*7}} #{7*7} <%= 7*7 %>" },
  { name: "entities", text: "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62;" },
  { name: "everybody in Slack", text: "<!channel> <!here> <!everyone> @channel @here" },
  { name: "somebody in Slack", text: "<@U012345> <#C012345> <!subteam^S012345>" },
  { name: "a link in Slack", text: "<https://evil.example/|Approve> &lt;https://evil.example|Approve&gt;" },
  { name: "a code block's end in Slack", text: "``` `x` ``` <!channel>" },
  { name: "everybody in Discord", text: "@everyone @here <@&1290000000000000001> <@1290000000000000001>" },
  { name: "a link in Discord", text: "[Approve](https://evil.example/) <https://evil.example/>" },
  { name: "a code block's end in Discord", text: "```\n@everyone [a](https://evil.example/)\n```" },
  { name: "markup", text: "**bold** __u__ ~~s~~ ||hidden|| > quote\n# head\n- list\n1. one" },
  { name: "a mention in Teams", text: "<at>Everyone</at> {{DATE(2026-01-01T00:00:00Z)}}" },
  { name: "a picture", text: "![x](https://evil.example/pixel.png)" },
  { name: "a mail's header", text: "Hi\r\nBcc: eve@evil.example\r\n\r\nbody" },
  { name: "a mail's header, folded", text: "Hi\n Subject: other\n\tX-A: b" },
  { name: "an encoded word", text: "=?utf-8?B?PHNjcmlwdD4=?= =?utf-8?Q?=0D=0ABcc:_eve?=" },
  { name: "an HTTP header", text: "x\r\nSet-Cookie: a=b\r\nLocation: https://evil.example/" },
  { name: "a right-to-left override", text: "invoice\u202efdp.exe\u2066a\u2069" },
  { name: "a null byte", text: "a\u0000b\u0007\u001b[31mred" },
  { name: "half a surrogate pair", text: "a\ud800b\udc00c" },
  { name: "invisible tags", text: "a\u{e0041}\u{e0042}b\u200b" },
  { name: "a formula", text: `=HYPERLINK("https://evil.example/","Approve")` },
  { name: "SQL", text: `'; DROP TABLE approvals; --` },
  { name: "a prototype", text: "__proto__" },
];
