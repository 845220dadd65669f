/** The links that preselect an answer on the page; opening one decides nothing. */

export function actionUrl(url: string, action: "approve" | "reject"): string {
  return `${url}${url.includes("?") ? "&" : "?"}action=${action}`;
}
