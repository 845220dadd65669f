/** Plays a run to its end with the test kit: people answer as scripted, and where nobody does, time passes. */
import type { Approval } from "../../contract/approval.ts";
import type { Run } from "../../contract/run.ts";
import type { AuditEntry } from "../../contract/audit.ts";
import { CountersignError } from "../../kernel/errors.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { EnsembleTest } from "../../testkit/ensemble-test.ts";
import { startTest } from "../../testkit/start-test.ts";
import type { Call, Stub } from "../../testkit/stubs.ts";
import { echoStubs } from "./echo-stubs.ts";
import type { ScriptedAnswer } from "./script.ts";

export interface SimulationWishes {
  readonly file: string;
  readonly input: JsonObject;
  readonly env: Readonly<Record<string, string>>;
  readonly answers: readonly ScriptedAnswer[];
  /** What is filled into forms, by agent. */
  readonly values: Readonly<Record<string, JsonObject>>;
  /** What comes back to agents, by agent. */
  readonly stubs: Readonly<Record<string, Stub>>;
  readonly startedAt?: string;
}

export interface Simulation {
  readonly run: Run;
  readonly calls: readonly Call[];
  /** As people saw them while they were open. */
  readonly approvals: readonly Approval[];
  readonly trail: readonly AuditEntry[];
  /** What the reader should know beside the run: answers that were refused or never used. */
  readonly notes: readonly string[];
  /** When it stopped, ISO 8601. */
  readonly endedAt: string;
}

/** The longest rest that is waited out. */
const LONGEST_WAIT_MS = 366 * 86_400_000;

export async function simulate(wishes: SimulationWishes): Promise<Simulation> {
  const test = await startTest(wishes.file, {
    input: wishes.input,
    env: wishes.env,
    operations: echoStubs(),
    agents: wishes.stubs,
    ...(wishes.startedAt === undefined ? {} : { startedAt: wishes.startedAt }),
  });
  const play = new Play(test, wishes);
  await play.toTheEnd();
  return play.result();
}

class Play {
  readonly #test: EnsembleTest;
  readonly #wishes: SimulationWishes;
  readonly #left: ScriptedAnswer[];
  readonly #ignored = new Set<string>();
  readonly #seen = new Map<string, Approval>();
  readonly #notes: string[] = [];

  constructor(test: EnsembleTest, wishes: SimulationWishes) {
    this.#test = test;
    this.#wishes = wishes;
    this.#left = [...wishes.answers];
  }

  async toTheEnd(): Promise<void> {
    for (let open = this.#open(); open.length > 0 || (await this.#isWoken()); open = this.#open()) {
      if (open.length === 0 || (await this.#someoneAnswers(open))) continue;
      const ends = open.flatMap(({ expiresAt }) => (expiresAt === undefined ? [] : [Date.parse(expiresAt)]));
      if (ends.length === 0) {
        this.#notes.push("The run waits without end: nobody answers, and no time limit is set.");
        return;
      }
      await this.#test.pass(Math.min(...ends) - Date.parse(this.#test.now));
    }
  }

  result(): Simulation {
    const { run, trail, now } = this.#test;
    const unused = this.#left.map(({ written }) => `${written} was not used: there was no such request open.`);
    return {
      run,
      calls: this.#test.calls(),
      approvals: [...this.#seen.values()],
      trail,
      notes: [...this.#notes, ...unused],
      endedAt: now,
    };
  }

  /** Where nobody is asked and the run rests all the same, time passes until it moves; false where it never does. */
  async #isWoken(): Promise<boolean> {
    const test = this.#test;
    if (test.run.status !== "suspended") return false;
    const before = JSON.stringify(test.steps);
    const patience = Date.parse(test.now) + LONGEST_WAIT_MS;
    for (let due = test.nextDue; due !== null && Date.parse(due) <= patience; due = test.nextDue) {
      await test.pass(Math.max(0, Date.parse(due) - Date.parse(test.now)));
      if (JSON.stringify(test.steps) !== before) return true;
    }
    this.#notes.push("The run waits for an event, and nobody sends one here.");
    return false;
  }

  #open(): readonly Approval[] {
    const { open } = this.#test;
    for (const approval of open) this.#seen.set(approval.id, approval);
    return open;
  }

  /** Gives the first answer that fits an open request; false where none does. */
  async #someoneAnswers(open: readonly Approval[]): Promise<boolean> {
    for (const approval of open) {
      if (this.#ignored.has(approval.id)) continue;
      const path = this.#pathOf(approval);
      const answer = this.#left.find(({ target }) => target === path || target === approval.agent);
      if (answer === undefined) continue;
      this.#left.splice(this.#left.indexOf(answer), 1);
      if (answer.kind === "timeout") this.#ignored.add(approval.id);
      else await this.#give(path, approval, { ...answer, kind: answer.kind });
      return true;
    }
    return false;
  }

  async #give(path: string, approval: Approval, answer: PersonsDecision): Promise<void> {
    const { who = nextApprover(approval), comment, kind } = answer;
    const values = approval.agent === null ? undefined : this.#wishes.values[approval.agent];
    const said = {
      ...(who === undefined ? {} : { as: who }),
      ...(comment === undefined ? {} : { feedback: comment }),
      ...(comment === undefined || kind === "approve" ? {} : { reason: comment }),
      ...(values === undefined || kind === "reject" ? {} : { values }),
    };
    try {
      await (kind === "approve" ? this.#test.approve(path, said) : this.#test.reject(path, said));
    } catch (error) {
      if (!(error instanceof CountersignError)) throw error;
      this.#notes.push(`${answer.written} was refused: ${inWords(error)}`);
    }
  }

  #pathOf({ id, agent }: Approval): string {
    return this.#test.steps.find(({ approvalId }) => approvalId === id)?.path ?? agent ?? id;
  }
}

type PersonsDecision = ScriptedAnswer & { readonly kind: "approve" | "reject" };

/** Who answers where the script names nobody: the first approver who has not. */
function nextApprover({ approvers, approvals }: Approval): string | undefined {
  return approvers.find((name) => approvals.every(({ approver }) => approver !== name));
}

function inWords({ message, extras }: CountersignError): string {
  const details = (extras.errors ?? []).map((error) => `${error.path}: ${error.message}`);
  return [message, ...details].join(" ");
}
