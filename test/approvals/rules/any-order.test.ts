/** Any answers in any order, against a plain model of contract §2. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { End } from "../../../src/approvals/approval-state.ts";
import type { Answerer } from "../../../src/approvals/answerer.ts";
import { type Decidable, decide, expire } from "../../../src/approvals/decide.ts";
import { key, NOW, open, personal, run, shared } from "./states.ts";

const NAMES = ["ana", "bo", "cy", "di", "eve"];

interface Try {
  readonly answerer: Answerer;
  readonly approved: boolean;
  /** Milliseconds since the one before. */
  readonly after: number;
}

interface Policy {
  readonly approvers: readonly string[];
  readonly minApprovals: number;
  readonly rejectionsNeeded: number;
  readonly lifetime: number | null;
}

const spelled = fc.constantFrom(...NAMES).chain((name) => fc.constantFrom(name, name.toUpperCase(), ` ${name} `));
const claimed = fc.option(spelled, { nil: null });
const answerer: fc.Arbitrary<Answerer> = fc.oneof(
  fc.tuple(spelled, claimed).map(([owner, name]) => personal(owner, name)),
  claimed.map(shared),
  claimed.map((name) => key("ci", name)),
  claimed.map((name) => run("run_1", name)),
);
const tries = fc.array(fc.record<Try>({ answerer, approved: fc.boolean(), after: fc.nat(30) }), { maxLength: 14 });
const policy: fc.Arbitrary<Policy> = fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 4 }).chain((approvers) =>
  fc.record({
    approvers: fc.constant(approvers),
    minApprovals: fc.integer({ min: 1, max: Math.max(1, approvers.length === 0 ? 4 : approvers.length) }),
    rejectionsNeeded: fc.integer({ min: 1, max: 4 }),
    lifetime: fc.option(fc.nat(200), { nil: null }),
  }),
);

/** The rules once more, as plainly as they are told: who has approved, who has rejected, and how it ended. */
class Model {
  readonly #policy: Policy;
  readonly yes = new Set<string>();
  readonly no = new Set<string>();
  end: string | null = null;

  constructor(asked: Policy) {
    this.#policy = asked;
  }

  answer({ answerer: who, approved }: Try, elapsed: number): string {
    const { approvers, minApprovals, rejectionsNeeded, lifetime } = this.#policy;
    if (this.end === null && lifetime !== null && elapsed >= lifetime) this.end = "timeout";
    if (this.end !== null) return "approval-over";
    const name = this.#nameOf(who);
    if (name === null) return "approver-not-allowed";
    if (this.yes.has(name) || this.no.has(name)) return "already-answered";
    (approved ? this.yes : this.no).add(name);
    const outOf = approvers.length === 0 ? Infinity : approvers.length;
    if (this.yes.size >= minApprovals) this.end = "approved";
    else if (this.no.size >= rejectionsNeeded || outOf - this.no.size < minApprovals) this.end = "rejected";
    return "recorded";
  }

  #nameOf(who: Answerer): string | null {
    const said = who.claimed?.trim().toLowerCase() ?? null;
    if (who.kind === "personal") {
      const owner = who.approver.trim().toLowerCase();
      return said === null || said === owner ? owner : null;
    }
    if (this.#policy.approvers.length > 0) return said !== null && this.#policy.approvers.includes(said) ? said : null;
    return said ?? (who.kind === "shared" ? "anonymous" : who.kind === "key" ? "ci" : "run_1");
  }
}

/** What an approval is to those who only see its rules. */
class Approval {
  state: Decidable;

  constructor({ lifetime, ...facts }: Policy) {
    this.state = open({ ...facts, expiresAt: lifetime === null ? null : NOW + lifetime });
  }

  answer({ answerer: who, approved }: Try, elapsed: number): string {
    const end = this.state.end ?? expire(this.state, NOW + elapsed);
    this.state = { ...this.state, end };
    const decided = decide(this.state, who, { approved }, NOW + elapsed);
    if (decided.kind === "refused") return decided.refusal.code;
    this.state = { ...this.state, answers: [...this.state.answers, decided.answer], end: decided.end };
    return "recorded";
  }
}

/** Personal links are made for named approvers only, where some are named. */
function isPossible({ approvers }: Policy, { answerer: who }: Try): boolean {
  return who.kind !== "personal" || approvers.length === 0 || approvers.includes(who.approver.trim().toLowerCase());
}

const RUNS = { numRuns: 3_000 };

test("every answer and the end are the model's, and the end never changes", () => {
  fc.assert(
    fc.property(policy, tries, (asked, all) => {
      const model = new Model(asked);
      const approval = new Approval(asked);
      let elapsed = 0;
      let final: End | null = null;
      for (const one of all.filter((candidate) => isPossible(asked, candidate))) {
        elapsed += one.after;
        expect(approval.answer(one, elapsed)).toBe(model.answer(one, elapsed));
        expect(approval.state.end?.status ?? null).toBe(model.end);
        if (final !== null) expect(approval.state.end).toBe(final);
        final = approval.state.end;
      }
    }),
    RUNS,
  );
});

test("approved means at least minApprovals different approvers approved; nobody counts twice", () => {
  fc.assert(
    fc.property(policy, tries, (asked, all) => {
      const approval = new Approval(asked);
      for (const one of all.filter((candidate) => isPossible(asked, candidate))) approval.answer(one, 0);
      const { answers, end } = approval.state;
      const names = answers.map(({ approver }) => approver.trim().toLowerCase());
      const yes = new Set(
        answers.filter(({ approved }) => approved).map(({ approver }) => approver.trim().toLowerCase()),
      );
      expect(new Set(names).size).toBe(names.length);
      expect(end?.status === "approved").toBe(yes.size >= asked.minApprovals && end?.status !== "timeout");
      if (asked.approvers.length > 0) expect(names.every((name) => asked.approvers.includes(name))).toBe(true);
    }),
    RUNS,
  );
});

test("the same answers in another order end alike where no rejection is among them", () => {
  fc.assert(
    fc.property(
      policy,
      tries.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      (asked, [all, shuffled]) => {
        const ends = [all, shuffled].map((order) => {
          const approval = new Approval({ ...asked, lifetime: null });
          for (const one of order.filter((candidate) => isPossible(asked, candidate))) {
            approval.answer({ ...one, approved: true }, 0);
          }
          return approval.state.end?.status;
        });
        expect(ends[0]).toBe(ends[1]);
      },
    ),
    RUNS,
  );
});
