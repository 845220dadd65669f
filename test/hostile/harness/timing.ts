/** How long a refusal takes where a secret is nearly right, and where it is wholly wrong. */
import { KEYS } from "../../support/settings.ts";
import type { RawRequest } from "./raw-request.ts";
import type { Part } from "./report.ts";
import type { PartOptions } from "./run-hostile.ts";
import type { Target } from "./target.ts";

/** Far wider than what is seen: what is shown is that no digit costs what a request costs. */
const BOUND = 1.5;

/** Told, and held against a generous bound; that the comparison is constant in time is for `test/access`. */
export async function measureRefusals(target: Target, { cases }: PartOptions): Promise<Part> {
  const rounds = Math.min(1_500, Math.max(100, Math.round(cases / 50)));
  const { approvalId } = await target.client.startAndSuspend("publish", { key: "timed" });
  const token = (await target.client.mintLink(approvalId)).split("/").at(-1) ?? "";
  const link = await compare(target, rounds, [
    { path: `/callback/${lastChanged(token)}` },
    { path: `/callback/${token.slice(0, 70)}ffffffff-ffff-4fff-8fff-ffffffffffff` },
  ]);
  const key = await compare(target, rounds, [
    { path: "/api/runs", headers: { authorization: `Bearer ${lastChanged(KEYS.main)}` } },
    { path: "/api/runs", headers: { authorization: `Bearer ${"~".repeat(KEYS.main.length)}` } },
  ]);
  const problems = [link, key].filter(({ ratio }) => ratio > BOUND || ratio < 1 / BOUND);
  return {
    name: "answer times",
    figures: { rounds, "link, nearly right to wholly wrong": told(link), "key, the same": told(key) },
    problems: problems.map(({ ratio }) => `nearly right secrets take ${ratio.toFixed(2)} times as long`),
  };
}

interface Times {
  readonly near: number;
  readonly far: number;
  readonly ratio: number;
}

/** Medians of two requests that are sent in turn. */
async function compare(target: Target, rounds: number, [near, far]: readonly [RawRequest, RawRequest]): Promise<Times> {
  const times: { near: number[]; far: number[] } = { near: [], far: [] };
  for (let round = 0; round < rounds; round += 1) {
    times.near.push((await target.send(near)).took);
    times.far.push((await target.send(far)).took);
  }
  const medians = { near: median(times.near), far: median(times.far) };
  return { ...medians, ratio: medians.near / medians.far };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function told({ near, far, ratio }: Times): string {
  return `${near.toFixed(2)} ms to ${far.toFixed(2)} ms, ratio ${ratio.toFixed(3)}`;
}

function lastChanged(secret: string): string {
  return secret.slice(0, -1) + (secret.endsWith("0") ? "1" : "0");
}
