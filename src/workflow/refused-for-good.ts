/** Refusals that would come again however often one asks: the engine is told not to try again. */

const FINAL = /^(bad-request|request-invalid|idempotency-conflict|not-found): /;

/** The same, but that a refusal for good has the name by which the Workflows engine knows it. */
export async function asking<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Error) || !FINAL.test(error.message)) throw error;
    const refused = new Error(error.message, { cause: error });
    refused.name = "NonRetryableError";
    throw refused;
  }
}
