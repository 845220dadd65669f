/** Places where the product is broken on purpose, one at a time, and what has to notice. */

export interface Edit {
  /** Stands there exactly once. */
  readonly from: string;
  readonly to: string;
}

export interface Break {
  readonly name: string;
  /** What is wrong then. */
  readonly what: string;
  readonly file: string;
  readonly edits: readonly Edit[];
  /** The harness that has to notice, and how it is run. */
  readonly by: readonly string[];
  /** What it has to say. */
  readonly says: RegExp;
}

const FAULTS = ["test/faults/harness/faults.ts", "--seed", "5", "--runs", "16", "--kills", "2", "--settle", "40"];

function hostile(part: string): readonly string[] {
  return ["test/hostile/harness/hostile.ts", "--seed", "5", "--cases", "600", "--only", part];
}

export const BREAKS: readonly Break[] = [
  {
    name: "no-wake",
    what: "no outbox row to wake the run",
    file: "src/approvals/desk.ts",
    edits: [{ from: 'if (runId !== null) return [{ kind: "wake" }];', to: "if (runId !== null) return [];" }],
    by: FAULTS,
    says: /is not over: (?:running|suspended)/,
  },
  {
    name: "decides-twice",
    what: "decides though it is over already",
    file: "src/approvals/decide.ts",
    edits: [{ from: 'if (state.end !== null) return refuse({ code: "approval-over", end: state.end });', to: "" }],
    by: FAULTS,
    says: /the outcome by the answers on record|the end that the answer/,
  },
  {
    name: "another-key",
    what: "a new `Idempotency-Key` for each attempt",
    file: "src/runs/do-work.ts",
    edits: [
      {
        from: "idempotencyKey: `${params.runId}.${place.path}`,",
        to: "idempotencyKey: `${params.runId}.${place.path}.${crypto.randomUUID()}`,",
      },
    ],
    by: FAULTS,
    says: /different keys in calls of/,
  },
  {
    name: "silent-end",
    what: "the ledger is not told how an approval ended",
    file: "src/approvals/attempts.ts",
    edits: [
      {
        from: "const receipt = stored.state.end === null ? null : await ports.receipt();",
        to: 'if (stored.state.end !== null) return { status: "delivered" };\n  const receipt = null;',
      },
    ],
    by: FAULTS,
    says: /hitl_\w+ is still open/,
  },
  {
    name: "another-message",
    what: "a new id for each attempt of a step that tells a program",
    file: "src/operations/channel-port.ts",
    edits: [
      {
        from: 'deliveryId: idempotencyKey.replaceAll(".", "_"),',
        to: 'deliveryId: `${idempotencyKey.replaceAll(".", "_")}_${crypto.randomUUID()}`,',
      },
    ],
    by: FAULTS,
    says: /ids of what a step told/,
  },
  {
    name: "unsaid-news",
    what: "news of the outcome count as delivered, and are not sent",
    file: "src/approvals/attempts.ts",
    edits: [
      {
        from: "  return target.channel.sendOutcome(outcome, target.destination, ref, channelPort(row, { facts }, ports));",
        to: '  return outcome.status === "cancelled" ? NO_OUTCOME : { status: "delivered" };',
      },
    ],
    by: FAULTS,
    says: /outcome: called delivered to .*never arrived/,
  },
  {
    name: "poorer-list",
    what: "the ledger is not told whom an approval has told",
    file: "src/approvals/listed-approval.ts",
    edits: [
      {
        from: "const view = approvalView(stored, request, listEffects(sql));",
        to: "const view = { ...approvalView(stored, request, listEffects(sql)), deliveries: [] };",
      },
    ],
    by: FAULTS,
    says: /what the ledger lists as deliveries/,
  },
  {
    name: "loose-chain",
    what: "a line's hash does not cover the line before",
    file: "src/ledger/audit-chain.ts",
    edits: [{ from: "JSON.stringify([previous, seq,", to: "JSON.stringify([previous.slice(64), seq," }],
    by: FAULTS,
    says: /the trail is broken at line 1/,
  },
  {
    name: "every-workspace",
    what: "an approval is given to every workspace",
    file: "src/approvals/desk.ts",
    edits: [{ from: "return stored?.facts.workspace === workspace ? stored : null;", to: "return stored;" }],
    by: hostile("routes"),
    says: /another workspace gets 20\d/,
  },
  {
    name: "one-trail",
    what: "each workspace's export of the trail is that of `main`",
    file: "src/api/audit-routes.ts",
    edits: [
      {
        from: "auditFile(ledgerOf(env.LEDGER, holder.workspace), query.format)",
        to: 'auditFile(ledgerOf(env.LEDGER, holder.workspace === "" ? "" : "main"), query.format)',
      },
    ],
    by: hostile("routes"),
    says: /\/api\/audit\/export: shows a quiet workspace/,
  },
  {
    name: "short-secret",
    what: "of a link's secret the first eight characters count",
    file: "src/approvals/store/token-store.ts",
    edits: [
      { from: "sha256Hex(secret),", to: "sha256Hex(secret.slice(0, 8))," },
      { from: "sha256Hex(secret);", to: "sha256Hex(secret.slice(0, 8));" },
    ],
    by: hostile("fuzzing"),
    says: /(?:200|403) is not documented/,
  },
  {
    name: "get-decides",
    what: "opening a link with `?action=approve` approves",
    file: "src/callback/add-callback.ts",
    edits: [
      {
        from: "const view = await link.inspect(openerOf(c));",
        to: 'if (c.req.query("action") === "approve") await link.decide({ approved: true }, null);\n  const view = await link.inspect(openerOf(c));',
      },
    ],
    by: hostile("scanners"),
    says: /a scanner has decided/,
  },
  {
    name: "slack-as-it-is",
    what: "Slack's texts are not escaped",
    file: "src/notifications/slack/escape-slack.ts",
    edits: [{ from: "return ENTITIES[character] ?? character;", to: "return character;" }],
    by: hostile("injection"),
    says: /Slack would read </,
  },
  {
    name: "logged-link",
    what: "the link that somebody is sent stands in the log",
    file: "src/approvals/attempts.ts",
    edits: [
      {
        from: "  return channel.send(\n    {\n      occasion,",
        to: "  console.log(url);\n  return channel.send(\n    {\n      occasion,",
      },
    ],
    by: hostile("secrets"),
    says: /the log tells a mailed link/,
  },
  {
    name: "unasked-answer",
    what: "an MCP client's answer counts though nothing was shown",
    file: "src/mcp/ask-person.ts",
    edits: [
      {
        from: 'answer.kind === "missing" || asked?.hash !== question.hash',
        to: 'answer.kind === "missing" || asked?.hash === ""',
      },
    ],
    by: hostile("models"),
    says: /something was decided: approved/,
  },
  {
    name: "any-page-watches",
    what: "a page of any site may open a socket",
    file: "src/http/require-own-socket.ts",
    edits: [
      {
        from: 'if (c.req.header("origin") !== new URL(c.req.url).origin) {',
        to: 'if (c.req.header("origin") === "") {',
      },
    ],
    by: hostile("sockets"),
    says: /evil\.example"\}: 101, not 403/,
  },
  {
    name: "closed-binding",
    what: "a service binding without props has a workspace",
    file: "src/entrypoint/approvals.ts",
    edits: [
      {
        from: "const parsed = Props.safeParse(props);",
        to: 'const parsed = Props.safeParse({ workspace: "main", name: "anybody", ...Object(props) });',
      },
    ],
    by: hostile("bindings"),
    says: /CLOSED\.decide\(.* gives/,
  },
];
