/** Points in time on a page: in the reader's own zone, and how far away they are now. */
import { relativeTime } from "../relative-time.ts";

const HOUR = 3_600_000;

for (const element of document.querySelectorAll("time[datetime]")) showInOwnZone(element);
keepTrue();

function showInOwnZone(element: Element): void {
  const at = Date.parse(element.getAttribute("datetime") ?? "");
  if (Number.isNaN(at)) return;
  const shown = element.textContent;
  element.textContent = new Intl.DateTimeFormat(element.closest("[lang]")?.getAttribute("lang") ?? "en", {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(at);
  element.setAttribute("title", shown);
}

/** As often as it can change: by the second for what is near, otherwise by the half minute. */
function keepTrue(): void {
  const now = Date.now();
  let nearest = Infinity;
  for (const element of document.querySelectorAll("[data-time]")) {
    const at = Number(element.getAttribute("data-time"));
    nearest = Math.min(nearest, Math.abs(at - now));
    const words = relativeTime(at, now);
    if (element.textContent !== words) element.textContent = words;
  }
  setTimeout(keepTrue, nearest < HOUR ? 1_000 : 30_000);
}
