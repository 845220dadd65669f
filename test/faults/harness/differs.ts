/** A sentence on what is not as it should be; none where it is. */
export function differs(what: string, is: unknown, expected: unknown): string[] {
  const [found, wanted] = [JSON.stringify(is), JSON.stringify(expected)];
  return found === wanted ? [] : [`${what}: ${found}, expected ${wanted}`];
}
