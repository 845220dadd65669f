/** Sends what a part of the harness tries, one after the other, and keeps what was wrong with the answers. */
import { faultsOf, nameOf } from "./check-answer.ts";
import type { RawAnswer, RawRequest } from "./raw-request.ts";
import type { Target } from "./target.ts";

/** Keys that are none; whoever has one of these has none. */
export function wrongKeys(key: string, other: string): readonly (string | undefined)[] {
  return [
    undefined,
    "",
    "Bearer ",
    "Basic dGVzdDp0ZXN0",
    `Bearer ${key.slice(0, -1)}`,
    `Bearer ${key}x`,
    `Bearer ${key.toUpperCase()}`,
    `Bearer ${"k".repeat(8_000)}`,
    `Bearer ${key} ${other}`,
  ];
}

export class Probe {
  readonly target: Target;
  readonly problems: string[] = [];
  requests = 0;

  constructor(target: Target) {
    this.target = target;
  }

  /** @param statuses - those that are right; `null`: any, but no failure of ours */
  async expect(request: RawRequest, statuses: readonly number[] | null): Promise<RawAnswer> {
    this.requests += 1;
    try {
      const answer = await this.target.send(request);
      this.problems.push(...faultsOf(request, answer, statuses));
      return answer;
    } catch (error) {
      this.problems.push(`${nameOf(request)}: no answer: ${String(error)}`);
      return { status: 0, headers: {}, text: "", took: 0 };
    }
  }

  blame(what: string): void {
    this.problems.push(what);
  }

  /** That nobody has answered, and nothing has ended. */
  async expectOpen(approvalId: string): Promise<void> {
    const { status, approvals } = await this.target.client.getApproval(approvalId);
    if (status !== "pending" || approvals.length > 0)
      this.blame(`something was decided: ${status} ${JSON.stringify(approvals)}`);
  }
}

/** Without what differs by itself: the ids that were asked for, a page's nonce, and times. */
export function masked({ status, headers, text }: RawAnswer, ids: readonly string[]): string {
  const told = ids.reduce((rest, id) => rest.replaceAll(id, "ID"), text);
  const same = told.replaceAll(/nonce="[^"]*"/g, "").replaceAll(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME");
  return `${status} ${headers["content-type"] ?? ""}\n${same}`;
}
