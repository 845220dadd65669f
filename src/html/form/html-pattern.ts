/** A JSON Schema pattern as HTML understands patterns. */

/**
 * HTML matches the whole value and reads the pattern with the `v` flag; JSON Schema searches inside the value with `u`
 * (https://html.spec.whatwg.org/#the-pattern-attribute). `undefined` where the two cannot agree: the server checks anyway.
 */
export function htmlPattern(pattern: string): string | undefined {
  const whole = `.*(?:${pattern}).*`;
  try {
    return new RegExp(whole, "v").source;
  } catch {
    return undefined;
  }
}
