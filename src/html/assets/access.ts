/**
 * Where Cloudflare Access wants somebody to sign in again, it sends their form away to its own site. The page's policy
 * does not let a form go there, and the browser says so to nobody: the page tells, with all that was filled in.
 */
import { accessWords } from "../words/access-words.ts";

const words = accessWords.access;

document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
  if (effectiveDirective === "form-action") tell();
});

function tell(): void {
  document.querySelector("#access-over")?.remove();
  const notice = document.createElement("div");
  notice.id = "access-over";
  notice.className = "notice no";
  notice.setAttribute("role", "alert");
  notice.append(element("strong", words.over), element("p", words.what), signInLink());
  document.querySelector("main")?.prepend(notice);
  notice.scrollIntoView({ block: "nearest" });
}

function signInLink(): Element {
  const link = document.createElement("a");
  link.href = location.pathname.startsWith("/sign-") ? "/" : location.href;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = words.signIn;
  const line = document.createElement("p");
  line.append(link);
  return line;
}

function element(name: "strong" | "p", text: string): Element {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
