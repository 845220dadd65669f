/** What a test of an ensemble does: start it, answer for people, and see what ran. */
import { inject } from "vitest";
import type { Approval } from "../../../src/contract/approval.ts";
import type { Run } from "../../../src/contract/run.ts";
import { Client, decide, type DecisionInput } from "../../support/client.ts";
import { eventually, eventuallyThere } from "../../support/eventually.ts";
import { KEYS } from "../../support/settings.ts";
import { Partners } from "./partners.ts";

export class Stage {
  readonly client: Client;
  readonly partners: Partners;

  constructor(workerUrl: string, partnersUrl: string) {
    this.client = new Client(workerUrl, KEYS.main);
    this.partners = new Partners(partnersUrl);
  }

  /** Starts a run; gives its id. */
  async start(ensemble: string, input: object): Promise<string> {
    return (await this.client.startRun(ensemble, input)).id;
  }

  /** The approval for which the agent waits now, as its owner shows it once everybody has been told. */
  async asked(runId: string, agent: string): Promise<Approval> {
    const listed = await eventuallyThere(() => this.#openOne(runId, agent), {
      what: `${agent} asks in ${runId}`,
      every: 20,
    });
    return eventually(
      () => this.client.getApproval(listed.id),
      ({ deliveries }) => deliveries.every(({ status }) => status !== "pending"),
      { what: `everybody is told of ${listed.id}`, every: 10 },
    );
  }

  /** Lists follow a moment later: only the owner says what is still open. */
  async #openOne(runId: string, agent: string): Promise<Approval | undefined> {
    const listed = await this.client.listApprovals({ run: runId, status: "pending" });
    const owned = await Promise.all(listed.map(({ id }) => this.client.getApproval(id)));
    return owned.find((one) => one.agent === agent && one.status === "pending");
  }

  /** Answers through a link: the approver's own where one is named. Gives the status it led to. */
  async answer({ id }: Approval, { approver, ...decision }: DecisionInput): Promise<string> {
    const link = await this.client.mintLink(id, approver);
    return (await decide(link, decision)).status;
  }

  ended(runId: string): Promise<Run> {
    return this.client.waitForEnd(runId);
  }
}

/** Of the shipped examples. */
export function examples(): Stage {
  return new Stage(inject("examplesUrl"), inject("partnersUrl"));
}

/** Of the reference's ensembles. */
export function reference(): Stage {
  return new Stage(inject("referenceUrl"), inject("partnersUrl"));
}

/** Which agents did what, in the order of the run: `draft`, `publish (skipped)`. */
export function walked({ steps }: Run): readonly string[] {
  return steps.map(({ path, status }) => (status === "completed" ? path : `${path} (${status})`));
}

/** From asking to expiry, in seconds. */
export function secondsToAnswer({ createdAt, expiresAt }: Approval): number {
  return (Date.parse(expiresAt ?? "") - Date.parse(createdAt)) / 1_000;
}
