/** Runs the parts of the harness one after the other, against one Worker. */
import { attackBinding } from "./binding.ts";
import { attackEvents } from "./events.ts";
import { fuzz } from "./fuzz.ts";
import { attackInbox } from "./inbox.ts";
import { injectTexts } from "./injection.ts";
import { attackRoutes } from "./matrix.ts";
import { attackMcp } from "./mcp.ts";
import type { Part } from "./report.ts";
import { letScannersLook } from "./scanners.ts";
import { lookForSecrets } from "./secrets.ts";
import { attackSockets } from "./sockets.ts";
import { Target } from "./target.ts";
import { measureRefusals } from "./timing.ts";

export interface PartOptions {
  readonly seed: number;
  readonly cases: number;
}

export interface NamedPart {
  readonly name: string;
  readonly run: (target: Target, options: PartOptions) => Promise<Part>;
}

/** The last looks at what all the others have left behind. */
export const PARTS: readonly NamedPart[] = [
  { name: "routes", run: attackRoutes },
  { name: "models", run: attackMcp },
  { name: "bindings", run: attackBinding },
  { name: "several", run: attackInbox },
  { name: "sockets", run: attackSockets },
  { name: "events", run: attackEvents },
  { name: "fuzzing", run: fuzz },
  { name: "scanners", run: letScannersLook },
  { name: "injection", run: injectTexts },
  { name: "secrets", run: lookForSecrets },
  { name: "times", run: measureRefusals },
];

export async function runHostile(
  { parts, ...options }: PartOptions & { readonly parts: readonly NamedPart[] },
  tell: (part: Part) => void,
): Promise<void> {
  const target = await Target.open();
  try {
    for (const { run } of parts) tell(await run(target, options));
    tell({ name: "answers", figures: target.statuses, problems: target.leaks });
  } finally {
    await target.close();
  }
}
