/** What goes wrong, when: all of it follows from the seed and from what happens, whatever the order in which it happens. */
import { createHash } from "node:crypto";
import type { Happening } from "./moments.ts";

/** What becomes of one request on its way out. `lost`: done, but the answer does not come back. */
export type Fate = "pass" | "hang" | "close" | "busy" | "broken" | "lost";

/** A number from 0 to 1 for a place in the schedule, the same whenever it is asked for. */
export function chance(seed: number, ...place: readonly (string | number)[]): number {
  const hash = createHash("sha256").update([seed, ...place].join("\u0000"));
  return hash.digest().readUIntBE(0, 6) / 2 ** 48;
}

/** So often the same request meets with a fault, so that everything comes to an end. */
const FAULTS_EACH = 3;

const FATES: readonly (readonly [Fate, number])[] = [
  ["lost", 0.1],
  ["close", 0.05],
  ["busy", 0.05],
  ["broken", 0.05],
  ["hang", 0.05],
];

/** @param nth - how often this request was made before */
export function fateOf(seed: number, request: string, nth: number): Fate {
  if (nth >= FAULTS_EACH) return "pass";
  let rest = chance(seed, "fate", request, nth);
  for (const [fate, share] of FATES) {
    if (rest < share) return fate;
    rest -= share;
  }
  return "pass";
}

/** For how long the Worker lives before kill number `kill`, in milliseconds: mostly short. */
export function lifetime(seed: number, kill: number): number {
  return 150 + 4_500 * chance(seed, "life", kill) ** 2;
}

export type KillMoment =
  | { readonly kind: "time" }
  | { readonly kind: Happening; readonly nth: number; readonly delay: number };

/** What a kill waits for within the lifetime: nothing, a request on its way out, or an answer just given. */
export function momentOf(seed: number, kill: number): KillMoment {
  const share = chance(seed, "moment", kill);
  if (share < 0.4) return { kind: "time" };
  const nth = 1 + Math.floor(8 * chance(seed, "nth", kill));
  if (share < 0.7) return { kind: "request", nth, delay: 0 };
  return { kind: "answer", nth: Math.ceil(nth / 3), delay: 12 * chance(seed, "delay", kill) };
}
