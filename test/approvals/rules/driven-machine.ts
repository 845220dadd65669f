/** The machine as it is, over storage in memory and with a clock that the test moves; its messages stay in the outbox. */
import { createApprovalMachine } from "../../../src/approvals/approval-machine.ts";
import { personKey } from "../../../src/kernel/people.ts";
import type { Credential } from "../../../src/approvals/port.ts";
import { finishEffect, listEffects } from "../../../src/approvals/store/outbox-store.ts";
import { mintToken } from "../../../src/approvals/store/token-store.ts";
import type { ApprovalRequest } from "../../../src/contract/approval-request.ts";
import { memoryStorage } from "../../../src/testkit/memory-storage.ts";
import { NOW } from "./states.ts";
import { type Happened, isClaim, type Known, SECOND } from "./story.ts";

export class DrivenMachine {
  now = NOW;
  readonly #storage = memoryStorage();
  readonly #machine = createApprovalMachine({
    sql: this.#storage.sql,
    transaction: this.#storage.transactionSync,
    now: () => this.now,
    objectId: "ab".repeat(32),
    callbackPath: () => "/callback",
    canMail: () => true,
  });

  constructor(request: ApprovalRequest) {
    this.#machine.open(request);
  }

  do(happened: Happened): string {
    const { workspace, keyName } = { workspace: "main", keyName: "ci" };
    switch (happened.kind) {
      case "answer": {
        const { comer: who, yes } = happened;
        const claimed = isClaim(who) ? who.name : null;
        return codeOf(this.#machine.decide({ ...this.#credential(who), given: { approved: yes }, claimed }));
      }
      case "delegate": {
        const credential = this.#credential(happened.comer);
        if (credential.by !== "link" && credential.by !== "chat") return "no way";
        return codeOf(this.#machine.delegate({ ...credential, to: happened.to }));
      }
      case "reassign":
        return codeOf(this.#machine.reassign({ workspace, keyName, from: happened.from, to: happened.to }));
      case "extend":
        return codeOf(this.#machine.extend({ workspace, keyName, expiresAt: this.now + happened.byMs * SECOND }));
      case "resend":
        return codeOf(this.#machine.resend({ workspace, keyName, approver: null }));
      case "withdraw":
        return this.#machine.cancel({ workspace, actor: "key:ci", reason: "no more" }).status;
      case "ring":
        this.#machine.settleTime();
        return "rang";
      case "lose":
        return this.#lose(happened.person);
      default:
        return happened satisfies never;
    }
  }

  get state() {
    const stored = this.#machine.load();
    if (stored === null) throw new Error("it was never opened");
    return stored.state;
  }

  /** Messages to people about an open approval, arrived or not. */
  get asking(): number {
    return listEffects(this.#storage.sql).filter(({ effect }) => effect.kind === "notify").length;
  }

  /** What is done once, at the end. */
  get closing(): readonly string[] {
    const kinds = listEffects(this.#storage.sql).map(({ effect }) => effect);
    return kinds.flatMap((effect) => {
      if (effect.kind === "wake") return ["wake"];
      return effect.kind === "news" ? [`${effect.audience} ${personKey(effect.delivery.to ?? "")}`] : [];
    });
  }

  count(type: string): number {
    return this.#storage.sql.exec("SELECT 1 FROM events WHERE type = ?", type).toArray().length;
  }

  #credential({ door, name }: Known): Exclude<Credential, { by: "run" }> {
    switch (door) {
      case "sent link":
      case "made link": {
        const token = { approver: (name ?? "ana@example.com").trim(), verified: door === "sent link", madeBy: "test" };
        return { by: "link", secret: mintToken(this.#storage.sql, token, this.now) };
      }
      case "shared link":
        return {
          by: "link",
          secret: mintToken(this.#storage.sql, { approver: null, verified: false, madeBy: "test" }, 0),
        };
      case "chat": {
        const email = name ?? "ana@example.com";
        return { by: "chat", channel: "slack", person: { id: `U-${personKey(email)}`, email } };
      }
      case "key":
        return { by: "key", workspace: "main", keyName: "ci" };
      default:
        return door satisfies never;
    }
  }

  #lose(lost: string): string {
    const rows = listEffects(this.#storage.sql).filter(
      ({ effect }) => effect.kind === "notify" && personKey(effect.delivery.approver ?? "") === lost,
    );
    for (const { id } of rows) finishEffect(this.#storage.sql, id, "failed", "no such mailbox");
    const last = rows.at(-1);
    if (last !== undefined) {
      this.#machine.recordDelivery({ row: last, result: { status: "failed", error: "no such mailbox" } });
    }
    return "lost";
  }
}

function codeOf(answer: { readonly kind: string; readonly code?: string }): string {
  if (answer.kind === "refused") return answer.code ?? "";
  return answer.kind === "not-allowed" ? "approver-not-allowed" : answer.kind;
}
