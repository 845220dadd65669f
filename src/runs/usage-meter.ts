/**
 * What the attempts of one step used of language models. Kept beside the attempts, not recorded between them: where the
 * run is evicted in the middle of a step, earlier attempts are not counted.
 */
import type { TokenUsage } from "../contract/run.ts";

export class UsageMeter {
  #total: TokenUsage | null = null;

  add({ inputTokens, outputTokens }: TokenUsage): void {
    const before = this.#total ?? { inputTokens: 0, outputTokens: 0 };
    this.#total = {
      inputTokens: before.inputTokens + inputTokens,
      outputTokens: before.outputTokens + outputTokens,
    };
  }

  /** Nothing where nothing was used. */
  total(): { readonly usage?: TokenUsage } {
    return this.#total === null ? {} : { usage: this.#total };
  }
}
