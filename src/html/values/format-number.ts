/** Numbers for people: as their reader writes them, long ones in groups, but only where they count something. */
import { currentLocale } from "../../kernel/locale.ts";

const GROUP = /\B(?=(?:\d{3})+$)/g;
const NAMES_A_THING = /(?:id|no|nr|num|number|code|zip|postcode|phone|year|port|version|key|ref|timestamp)$/i;

/**
 * Grouped from five digits on; a field whose name says that it identifies something stays as it is. Where nothing is
 * known of the reader, groups are set apart by narrow spaces, which nobody takes for a decimal sign.
 */
export function formatNumber(value: number, name = ""): string {
  const text = String(value);
  const locale = currentLocale();
  if (!/^-?\d+(?:\.\d+)?$/.test(text) || NAMES_A_THING.test(name)) return text;
  return locale === null ? formatNeutrally(text) : formatIn(locale, text);
}

function formatNeutrally(text: string): string {
  const [whole = "", fraction] = text.split(".");
  if (!/^-?\d{5,}$/.test(whole)) return text;
  const grouped = whole.replace(GROUP, "\u202f");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** All digits of it: as a text it is not rounded. */
function formatIn(locale: string, text: string): string {
  const format = new Intl.NumberFormat(locale, { useGrouping: "min2", maximumFractionDigits: 20 });
  return format.format(text as Intl.StringNumericLiteral);
}
