/** Every word that a page shows: all of them are in this folder. */
import { answeredWords } from "./answered-words.ts";
import { diagramWords } from "./diagram-words.ts";
import { ensemblesWords } from "./ensembles-words.ts";
import { inboxWords } from "./inbox-words.ts";
import { apiWords } from "./api-words.ts";
import { formWords } from "./form-words.ts";
import { nextWords } from "./next-words.ts";
import { liveWords } from "./live-words.ts";
import { openWords } from "./open-words.ts";
import { pagesWords } from "./pages-words.ts";
import { overviewWords } from "./overview-words.ts";
import { problemWords } from "./problem-words.ts";
import { timeWords } from "./time-words.ts";
import { valueWords } from "./value-words.ts";

export const words = {
  product: "Countersign",

  ...valueWords,
  ...formWords,
  ...nextWords,
  ...openWords,
  ...answeredWords,
  ...problemWords,
  ...pagesWords,
  ...timeWords,
  ...diagramWords,
  ...ensemblesWords,
  ...overviewWords,
  ...liveWords,
  ...inboxWords,
  ...apiWords,
} as const;
