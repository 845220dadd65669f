/** Sets points in time in the reader's own zone. */

export function showTimes(within: ParentNode): void {
  for (const element of within.querySelectorAll<HTMLTimeElement>("time[datetime]:not([title])")) showInOwnZone(element);
}

/** What the server wrote, in its zone, stays as the title. */
function showInOwnZone(element: HTMLTimeElement): void {
  const at = Date.parse(element.dateTime);
  // A day is the same day everywhere.
  if (Number.isNaN(at) || !element.dateTime.includes("T")) return;
  element.title = element.textContent;
  element.textContent = new Intl.DateTimeFormat(element.lang === "" ? "en-GB" : element.lang, {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(at);
}
