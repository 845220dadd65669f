/** Addresses as options take them: one, or a list. */

export function addressList(addresses: string | readonly string[] | undefined): readonly string[] {
  if (addresses === undefined) return [];
  return typeof addresses === "string" ? [addresses] : addresses;
}
