/** Numbers for people: long ones in groups of three, but only where they count something. */

const GROUP = /\B(?=(?:\d{3})+$)/g;
const NAMES_A_THING = /(?:id|no|nr|num|number|code|zip|postcode|phone|year|port|version|key|ref|timestamp)$/i;

/** Grouped by narrow spaces from five digits on; a field whose name says that it identifies something stays as it is. */
export function formatNumber(value: number, name = ""): string {
  const [whole = "", fraction] = String(value).split(".");
  if (!/^-?\d{5,}$/.test(whole) || NAMES_A_THING.test(name)) return String(value);
  const grouped = whole.replace(GROUP, "\u202f");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
