/** An ensemble in TypeScript, written inside a test. */
import { defineEnsemble, type EnsembleContext, EnsembleError } from "countersign/ensemble";
import { startTest, type TestOptions } from "../../src/testkit/start-test.ts";

export type Code = (ctx: EnsembleContext) => unknown;

/** Each run is gone through again after every step. */
export function play(run: Code, options: TestOptions = {}) {
  const ensemble = defineEnsemble({ name: "sketch", run: (ctx) => run(ctx) });
  return startTest(ensemble, { replayEveryStep: true, ...options });
}

/** What the code is thrown by its call, as it may catch it. */
export async function refused(
  run: Code,
  options?: TestOptions,
): Promise<{ code: string; message: string; step: string | null }> {
  const { run: ended } = await play(async (ctx) => {
    try {
      await run(ctx);
      return "nothing was refused";
    } catch (error) {
      if (!(error instanceof EnsembleError)) throw error;
      const { code, message, step } = error;
      return { code, message, step };
    }
  }, options);
  return (ended.output ?? { code: ended.error?.code, message: ended.error?.message, step: null }) as never;
}
