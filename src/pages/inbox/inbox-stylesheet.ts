/** What the inbox adds to the stylesheet; it too holds no character that hono/jsx escapes. */
const SOURCE = `
.inbox { display: grid; gap: 1.25rem; }
.tabs { display: flex; gap: .25rem 1rem; flex-wrap: wrap; font-size: .9375rem; border-bottom: 1px solid var(--line); }
.tabs a { padding: .625rem 0; color: var(--soft); text-decoration: none; }
.tabs a[aria-current] { color: var(--ink); font-weight: 600; box-shadow: 0 2px 0 var(--accent); }
.count { margin-left: .375rem; padding: .0625rem .5rem; border-radius: 1rem; background: var(--accent-tint); color: var(--accent); font-size: .8125rem; font-weight: 600; }
.picks .row { grid-template-columns: auto minmax(0, 1fr); gap: 0; padding: 0 1.125rem 0 0; }
.picks .row:has(:checked) { background: var(--accent-tint); }
.picks .row:focus-within, .picks .at { box-shadow: inset 3px 0 0 var(--accent); }
.picks .row:first-child { border-radius: 16px 16px 0 0; }
.picks .row:last-child { border-radius: 0 0 16px 16px; }
.picks .row:only-child { border-radius: 16px; }
.pick { display: grid; place-content: start center; padding-top: .9375rem; width: 3.25rem; cursor: pointer; }
span.pick { cursor: default; }
.pick input { width: 1.375rem; height: 1.375rem; min-height: 0; accent-color: var(--accent); cursor: pointer; }
.what { display: grid; gap: .25rem; padding: .875rem 0; grid-column: 2; }
.what a, .named a { color: inherit; font-weight: 600; text-decoration: none; width: fit-content; }
.what a:hover, .named a:hover { text-decoration: underline; }
.done .what { padding-left: 1.125rem; }
.facts { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.urgent { color: var(--no); font-weight: 600; }
.several { display: grid; gap: 1rem; background: var(--bg); padding: .75rem 0; }
.pick-form:has(:checked) .several { position: sticky; bottom: 0; }
.pick-form:has(:checked) .several .hint { display: none; }
.apart { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; }
.apart button { padding-inline: .5rem; white-space: nowrap; }
.empty { justify-items: center; text-align: center; gap: .5rem; padding-block: 3.5rem; color: var(--soft); }
.empty svg { width: 2.5rem; height: 2.5rem; color: var(--accent); }
.slim { max-width: 44rem; }
.named { display: grid; gap: 1rem; }
.named li { display: grid; gap: .125rem; border-left: 2px solid var(--line); padding-left: 1rem; }
button.full { background: var(--no); color: var(--on-no); }
button.full:hover { background: var(--no); }
.narrow-down .filters { margin: .5rem 0 0; }
dialog { border: 1px solid var(--line); border-radius: 16px; background: var(--sheet); color: var(--ink); padding: 1.5rem; width: min(26rem, 92vw); }
dialog::backdrop { background: rgb(0 0 0 / .4); }
.keys { display: grid; gap: .5rem; margin: 1rem 0 1.5rem; }
.keys div { display: grid; grid-template-columns: 4.5rem 1fr; }
kbd { font: .8125rem ui-monospace, Menlo, Consolas, monospace; border: 1px solid var(--field); border-radius: 6px; padding: .125rem .4375rem; }
@media (min-width: 44rem) {
  .several { grid-template-columns: minmax(0, 1fr) auto; align-items: center; }
  .tabs { gap: .25rem 1.5rem; font-size: 1rem; }
  .apart { grid-template-columns: 11rem 11rem; gap: 2.5rem; }
}
`;

export const INBOX_STYLESHEET = SOURCE.trim().replaceAll(/\s+/g, " ");
