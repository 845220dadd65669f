/** Whatever happens to an approval in whatever order, it comes out as the plain rules say, and stays so. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { personKey } from "../../../src/kernel/people.ts";
import type { ApprovalRequest } from "../../../src/contract/approval-request.ts";
import { DrivenMachine } from "./driven-machine.ts";
import { type Person, PlainApproval } from "./plain-approval.ts";
import type { Asked } from "./plain-status.ts";
import { NOW } from "./states.ts";
import { asked, type Comer, type Event, type Happened, isClaim, type Known, SECOND, story } from "./story.ts";

function known({ door, name }: Comer, { seats }: PlainApproval): Known {
  if (typeof name !== "number") return { door, name };
  const seat = seats[name % Math.max(1, seats.length)];
  return { door, name: (name > 4 ? seat?.who : (seat?.standIn ?? seat?.who)) ?? "ana@example.com" };
}

function happenedTo(model: PlainApproval, one: Event): Happened {
  return one.kind === "answer" || one.kind === "delegate" ? { ...one, comer: known(one.comer, model) } : one;
}

function inModel(model: PlainApproval, happened: Happened, now: number): string {
  switch (happened.kind) {
    case "answer":
      return model.answer(plainly(happened.comer), happened.yes, now);
    case "delegate":
      if (happened.comer.door === "key") return "no way";
      return model.delegate(withoutClaim(happened.comer), personKey(happened.to), now);
    case "reassign":
      return model.reassign(personKey(happened.from), personKey(happened.to), now);
    case "extend":
      return model.extend(now + happened.byMs * SECOND, now);
    case "resend":
      return model.resend(now);
    case "withdraw":
      return model.withdraw(now);
    case "ring":
      model.ring(now);
      return "rang";
    case "lose":
      model.lose(happened.person, now);
      return "lost";
    default:
      return happened satisfies never;
  }
}

function plainly({ door, name }: Known): Person {
  const isKnown = !isClaim({ door, name });
  const shown = isKnown ? (name ?? "ana@example.com") : name;
  return {
    proved: door === "sent link" || door === "chat",
    name: shown === null ? null : personKey(shown),
    nameless: door === "key" ? "ci" : "anonymous",
  };
}

function withoutClaim(who: Known): Person {
  return isClaim(who) ? { ...plainly(who), name: null } : plainly(who);
}

function requestOf(facts: Asked, told: readonly string[]): ApprovalRequest {
  return {
    workspace: "main",
    runId: "run_1",
    ensemble: "orders",
    agent: "approve",
    prompt: "Pay?",
    dataJson: "{}",
    metadataJson: "null",
    formJson: null,
    baseUrl: "https://countersign.example",
    ...facts,
    deliveries: told.map((to) => ({ channel: "email", approver: to, to })),
  };
}

function seatsOf(seats: readonly { who: string; standIn: string | null; groups: Set<string> }[]) {
  return seats.map(({ who, standIn, groups }) => [who, standIn, [...groups].toSorted()]);
}

/** Everything that must stay as it is once the approval is over. */
function lasting(machine: DrivenMachine) {
  const { end, answers, seats } = machine.state;
  return { end, answers, seats, asking: machine.asking, closing: machine.closing };
}

test("every step is answered, and ends, as the plain rules say; and nothing changes once it is over", () => {
  fc.assert(
    fc.property(asked, story, (facts, all) => {
      const told = facts.approvers.length === 0 ? ["ana@example.com"] : facts.approvers;
      const machine = new DrivenMachine(requestOf(facts, told));
      const model = new PlainApproval(facts, NOW, told);
      let final: ReturnType<typeof lasting> | null = null;
      for (const { event: planned, afterMs } of all) {
        const happened = happenedTo(model, planned);
        machine.now += afterMs;
        expect([happened, machine.do(happened)]).toEqual([happened, inModel(model, happened, machine.now)]);
        const { seats, answers, end } = machine.state;
        expect(end === null ? null : { status: end.status, at: end.at }).toEqual(model.end);
        expect(
          seats.map(({ approver, delegate, groups }) => [
            personKey(approver),
            delegate === null ? null : personKey(delegate),
            groups.toSorted(),
          ]),
        ).toEqual(seatsOf(model.seats));
        expect(
          answers.map(({ approver, onBehalfOf, approved }) =>
            [onBehalfOf ?? approver, approved].map(String).map(personKey),
          ),
        ).toEqual(model.answers.map(({ of, yes }) => [of, String(yes)]));
        expect([machine.count("approval.reminded"), machine.count("approval.escalated")]).toEqual([
          model.reminded,
          model.escalated,
        ]);
        if (final !== null) expect(lasting(machine)).toEqual(final);
        if (end !== null) final ??= lasting(machine);
      }
      if (final !== null) expect(new Set(final.closing).size).toBe(final.closing.length);
    }),
    { numRuns: 3_000 },
  );
}, 60_000);
