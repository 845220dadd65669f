/** Keeps a page true while it is looked at: told by a socket that something has changed, it fetches the page anew. */
import { liveWords } from "../words/live-words.ts";
import { connect } from "./live/connect.ts";
import { signatureOf } from "./live/signature.ts";
import { takeOver } from "./live/take-over.ts";
import { isBeingFilledIn } from "./live/typed.ts";

const words = liveWords.live;
const place = document.querySelector("[data-live]");
const address = place?.getAttribute("data-live");

/** Between two looks, in milliseconds: what happens together is looked at together. */
const PAUSE_MS = 400;

if (place !== null && address !== null && address !== undefined) keepTrue(place, address);

function keepTrue(status: Element, path: string): void {
  let isLooking = false;
  let isDue = false;

  async function look(): Promise<void> {
    isDue = true;
    if (isLooking) return;
    isLooking = true;
    while (isDue) {
      isDue = false;
      const page = await fetchPage();
      if (page === null) say(words.stale);
      else meet(page);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    isLooking = false;
  }

  function meet(page: Document): void {
    const [shown, fresh] = [document.querySelector("main"), page.querySelector("main")];
    if (shown === null || fresh === null || signatureOf(shown) === signatureOf(fresh)) return;
    if (isBeingFilledIn(shown)) offer(page);
    else show(page);
  }

  /** Nothing is taken from under the hands of somebody who is filling in a form. */
  function offer(page: Document): void {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words.show;
    button.addEventListener("click", () => show(page));
    status.replaceChildren(bar(`${words.changed} ${words.keeps}`, button));
  }

  function show(page: Document): void {
    takeOver(page);
    say("", page.title);
    if (page.querySelector("[data-live]") === null) connection.end();
  }

  /** @param aloud - for those who hear the page */
  function say(text: string, aloud = ""): void {
    const heard = document.createElement("span");
    heard.className = "aloud";
    heard.textContent = aloud;
    status.replaceChildren(...(text === "" ? [] : [bar(text)]), ...(aloud === "" ? [] : [heard]));
  }

  const connection = connect(path, {
    /** Also at first: something may have changed since the page was made. */
    open: () => {
      if (status.textContent === words.stale) say("");
      void look();
    },
    changed: () => void look(),
    stale: () => say(words.stale),
  });
}

function bar(text: string, ...beside: readonly Element[]): Element {
  const said = document.createElement("p");
  said.textContent = text;
  const element = document.createElement("div");
  element.className = "bar";
  element.replaceChildren(said, ...beside);
  return element;
}

/** `null` where what comes is no page that could stand here: another place, or a fault that passes. */
async function fetchPage(): Promise<Document | null> {
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" });
    const isPage = answer.headers.get("content-type")?.startsWith("text/html") === true;
    if (answer.redirected || answer.status >= 500 || !isPage) return null;
    // Its style is the one that is there, and its nonce that of another page.
    const text = (await answer.text()).replace(/<style.*?<\/style>/s, "");
    return new DOMParser().parseFromString(text, "text/html");
  } catch {
    return null;
  }
}
