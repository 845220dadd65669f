/** The beginning of a response's body: a stranger's server does not decide how much is read. */

const MAX_BYTES = 64 * 1024;

/** At most 64 KiB as text; the rest is cancelled, not read. Rejects when the connection breaks or the signal aborts. */
export async function readBounded(response: Response): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let left = MAX_BYTES;
  while (left > 0) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value.subarray(0, left), { stream: true });
    left -= value.byteLength;
  }
  await reader.cancel().catch(() => undefined);
  return text;
}
