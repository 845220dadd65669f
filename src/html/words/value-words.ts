/** How data is laid out, and how two versions of it are compared. */
import { plural } from "./plural.ts";

export const valueWords = {
  values: {
    nothing: "nothing",
    emptyText: "empty text",
    emptyObject: "no fields",
    emptyList: "no entries",
    yes: "Yes",
    no: "No",
    hiddenCharacter: "a hidden character",
    fields: (count: number) => plural(count, "field", "fields"),
    entries: (count: number) => plural(count, "entry", "entries"),
    table: (count: number) => `Table, ${plural(count, "row", "rows")}`,
    restOfText: (count: string) => `Show the remaining ${count === "1" ? "character" : `${count} characters`}`,
    token: (count: string) => `(${count} characters)`,
    textLeftOut: (count: string) => `… ${count} more characters are left out here.`,
    fieldsLeftOut: (count: string) => `… ${count} more fields are left out here.`,
    entriesLeftOut: (count: string) => `… ${count} more entries are left out here.`,
    folded: (size: string) => `${size} nested deeper; see the whole as JSON.`,
    large: (size: string) =>
      `This is a lot of data (${size}). Only its first part is laid out here; wherever something is left out, it says so.`,
    asWritten: "As it was written",
    noDifference: "no difference",
    image: (text: string) => `Picture: ${text}`,
    download: (size: string) => `Get the whole as JSON (${size})`,
    whole: (size: string) => `See the whole as JSON (${size})`,
  },

  difference: {
    added: "Now:",
    removed: "Before:",
    unchanged: (count: number) => plural(count, "unchanged line", "unchanged lines"),
    more: (count: number) => `… and ${plural(count, "more change", "more changes")}.`,
    moreLines: (count: number) => `… and ${plural(count, "more line", "more lines")}.`,
  },
} as const;
