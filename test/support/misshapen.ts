/** How an answer differs in shape from the one that a page shows: the same members of the same types, whatever the values. */

/** The places that differ; none where the shapes are the same. Of a list, what is shown must be among what came. */
export function misshapen(shown: unknown, came: unknown, path = "answer"): string[] {
  if (kindOf(shown) !== kindOf(came)) return [`${path}: shown is ${kindOf(shown)}, and ${kindOf(came)} came`];
  if (Array.isArray(shown) && Array.isArray(came)) return misshapenList(shown, came, path);
  if (!isMapping(shown) || !isMapping(came)) return [];
  const keys = [...new Set([...Object.keys(shown), ...Object.keys(came)])];
  return keys.flatMap((key) => misshapen(shown[key], came[key], `${path}.${key}`));
}

function misshapenList(shown: readonly unknown[], came: readonly unknown[], path: string): string[] {
  if (shown.length === 0) return came.length === 0 ? [] : [`${path}: shown is an empty list, and ${came.length} came`];
  return shown.flatMap((element, index) => {
    const misfits = came.map((candidate) => misshapen(element, candidate, `${path}[${index}]`));
    return misfits.some((misfit) => misfit.length === 0) ? [] : (misfits[0] ?? [`${path}: nothing came`]);
  });
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
