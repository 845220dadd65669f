/**
 * The one stylesheet.
 *
 * Invariant: it holds none of the characters that hono/jsx escapes (ampersand, angle brackets, quotes), so that it can
 * be the child of a `<style>` element as it is; a test checks it.
 */
const SOURCE = `
:root { color-scheme: light dark; --bg: #f5f5f1; --sheet: #fff; --ink: #1d211f; --soft: #5b635f; --line: #dfe1db; --field: #858d88;
  --tint: #f5f5f1; --accent: #0b6a53; --on-accent: #fff; --accent-tint: #e6f2ed; --no: #a5281b; --on-no: #fff; --no-tint: #fbecea; }
@media (prefers-color-scheme: dark) {
  :root { --bg: #111413; --sheet: #191d1c; --ink: #e6eae8; --soft: #a0aaa5; --line: #303634; --field: #79827d;
    --tint: #212625; --accent: #66d1b1; --on-accent: #06251c; --accent-tint: #17302a; --no: #ff9c8f; --on-no: #3a0f0a; --no-tint: #3a201d; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--bg); color: var(--ink); font: 1rem/1.6 system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, Ubuntu, Cantarell, Helvetica Neue, Arial, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, p, dl, dd, ul, ol, figure, fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
ul, ol { list-style: none; }
h1 { font-size: clamp(1.45rem, 1.1rem + 1.7vw, 2.1rem); line-height: 1.22; letter-spacing: -.018em; font-weight: 650; text-wrap: balance; }
h2 { font-size: 1.125rem; line-height: 1.35; font-weight: 650; letter-spacing: -.005em; }
h3 { font-size: .875rem; font-weight: 650; color: var(--soft); }
a { color: var(--accent); text-underline-offset: .2em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 6px; }
.soft, .hint { color: var(--soft); }
.hint, .small { font-size: .875rem; line-height: 1.5; }
.text { white-space: pre-wrap; unicode-bidi: plaintext; max-width: 70ch; }
mark { background: var(--no-tint); color: var(--no); border-radius: 4px; padding: 0 .25em; font: .8em ui-monospace, Menlo, Consolas, monospace; }
svg { width: 1.25em; height: 1.25em; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.page { max-width: 70rem; margin: 0 auto; padding: 1.25rem 1rem 4rem; }
.page.narrow { max-width: 48rem; }
.brand { display: flex; align-items: center; gap: .5rem; color: var(--soft); font-size: .9375rem; font-weight: 600; }
.top { display: flex; flex-wrap: wrap; gap: .75rem 2rem; align-items: center; margin-bottom: 1.25rem; }
.top nav { display: flex; flex: 1 1 20rem; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; justify-content: space-between; }
.top nav ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.top nav a { display: block; white-space: nowrap; text-decoration: none; color: var(--soft); padding: .5rem 0; }
.top nav a[aria-current] { color: var(--ink); font-weight: 600; box-shadow: 0 2px 0 var(--accent); }
.top nav form { display: flex; gap: .75rem; align-items: center; }
button.bare { min-height: 0; width: auto; background: none; border: 0; color: var(--accent); font-size: .875rem; padding: .5rem 0; white-space: nowrap; }
aside form { gap: .75rem; }
aside button { font-size: .9375rem; min-height: 48px; }
.inline { display: flex; flex-wrap: wrap; gap: .125rem 1rem; color: var(--soft); }
.inline div { display: flex; gap: .375rem; min-width: 0; }
.inline dt { white-space: nowrap; }
.brand svg { color: var(--accent); }
.cols { display: grid; gap: 1.5rem; align-items: start; }
.sheet { background: var(--sheet); border: 1px solid var(--line); border-radius: 16px; padding: 1.5rem 1.125rem; display: grid; gap: 2rem; min-width: 0; }
.sheet section { display: grid; gap: 1rem; min-width: 0; }
.lead { display: grid; gap: .875rem; }
.state { display: flex; align-items: center; gap: .5rem; font-size: .875rem; font-weight: 600; color: var(--accent); }
.state.no { color: var(--no); }
.state.off { color: var(--soft); }
.state svg { width: 1.5rem; height: 1.5rem; }
aside { display: grid; gap: 1.5rem; padding: 0 1.125rem; min-width: 0; font-size: .9375rem; }
aside dl { display: grid; gap: 1rem 1.5rem; }
aside .fields { gap: 1rem; }
aside .fields .row { border: 0; padding: 0; }
aside dt { font-size: .8125rem; color: var(--soft); }
aside .mono { font-size: .75rem; }
.near { white-space: nowrap; }
aside section { display: grid; gap: 1rem; border-top: 1px solid var(--line); padding-top: 1.5rem; }
.mono, pre { font: .8125rem/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.notice { background: var(--accent-tint); border-left: 4px solid var(--accent); border-radius: 4px 12px 12px 4px; padding: 1rem 1.25rem; display: grid; gap: .5rem; margin-bottom: 1.25rem; }
.notice.no { background: var(--no-tint); border-color: var(--no); }
.live { position: sticky; bottom: 0; }
.live .bar { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; justify-content: space-between; padding: .75rem 1.25rem; margin-bottom: .75rem; background: var(--sheet); border: 1px solid var(--field); border-left: 4px solid var(--accent); border-radius: 4px 12px 12px 4px; }
.live .bar button { width: auto; }
.aloud { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.notice ul { display: grid; gap: .25rem; }
.sheet .notice { margin: 0; }
.fields { display: grid; }
.fields .row { display: grid; gap: .125rem; align-items: baseline; padding: .6875rem 0; border-top: 1px solid var(--line); }
.fields .row:first-child { border-top: 0; padding-top: 0; }
.fields dt { color: var(--soft); font-size: .875rem; }
.fields .fields { font-size: .9375rem; }
.list { display: grid; gap: .5rem; padding-left: 1.25rem; list-style: disc; }
.wide { overflow-x: auto; border: 1px solid var(--line); border-radius: 10px; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; font-variant-numeric: tabular-nums; }
th, td { text-align: start; vertical-align: top; padding: .5rem .875rem; border-top: 1px solid var(--line); min-width: 6rem; overflow-wrap: break-word; }
th { border: 0; background: var(--tint); color: var(--soft); font-size: .8125rem; font-weight: 600; }
.num { text-align: end; font-variant-numeric: tabular-nums; }
summary { cursor: pointer; color: var(--accent); font-size: .9375rem; padding: .375rem 0; width: fit-content; border-radius: 6px; }
details[open] summary { margin-bottom: .25rem; }
details.sheet { display: block; padding-block: .75rem; }
details.sheet[open] { padding-bottom: 1.5rem; }
details.sheet form { margin-top: 1rem; }
.nested { border-left: 2px solid var(--line); padding-left: 1rem; container-type: inline-size; }
.nested .nested .nested { padding-left: .625rem; }
pre { margin: 0; padding: 1rem; background: var(--tint); border-radius: 10px; overflow: auto; max-height: 32rem; white-space: pre-wrap; }
.answer { gap: 1.5rem; }
form { display: grid; gap: 1.5rem; }
.field { display: grid; gap: .375rem; }
label, legend { font-weight: 600; font-size: .9375rem; padding: 0; }
legend { margin-bottom: 1rem; }
label .soft, legend .soft { font-weight: 400; }
input, select, textarea { font: inherit; font-weight: 400; color: inherit; background: var(--sheet); border: 1px solid var(--field); border-radius: 10px; padding: .625rem .75rem; min-height: 48px; width: 100%; }
textarea { resize: vertical; min-height: 6.5rem; max-height: 36rem; field-sizing: content; }
[aria-invalid=true] { border-color: var(--no); box-shadow: 0 0 0 1px var(--no); }
.wrong { color: var(--no); font-size: .875rem; font-weight: 600; }
.tick { display: flex; gap: .75rem; align-items: center; min-height: 48px; }
.tick input { width: 1.375rem; height: 1.375rem; min-height: 0; flex: none; accent-color: var(--accent); }
.choices { display: grid; gap: 2rem; }
.choice { display: grid; gap: .875rem; align-content: space-between; padding: 1.25rem 1.125rem; border: 1px solid var(--line); border-radius: 14px; }
.choice.come { border: 2px solid var(--accent); background: var(--accent-tint); }
.choice.come.no { border-color: var(--no); background: var(--no-tint); }
.choice .words { display: grid; gap: .5rem; }
button { font: inherit; font-weight: 650; font-size: 1.0625rem; min-height: 56px; width: 100%; border-radius: 12px; border: 2px solid var(--accent); background: var(--accent); color: var(--on-accent); cursor: pointer; display: flex; align-items: center; justify-content: center; gap: .5rem; padding: .5rem 1rem; }
button.no { background: var(--sheet); color: var(--no); border-color: var(--no); }
button:hover { filter: brightness(1.08); }
button.no:hover { background: var(--no-tint); }
.come button.no { background: var(--no); color: var(--on-no); }
.come ~ .choice button.yes { background: var(--sheet); color: var(--accent); }
button[hidden] { display: none; }
.people { display: grid; gap: .5rem; }
.people li { display: flex; gap: .875rem; align-items: baseline; }
.people svg { width: 1rem; height: 1rem; align-self: center; color: var(--soft); }
.people .yes svg { color: var(--accent); }
.people .nay svg { color: var(--no); }
.log { display: grid; gap: 1.25rem; }
.log .entry { display: grid; gap: .375rem; border-left: 2px solid var(--line); padding-left: 1rem; }
.face { position: relative; display: grid; place-items: center; flex: none; width: 2rem; height: 2rem; border-radius: 50%; background: var(--tint); border: 1px solid var(--line); color: var(--soft); font-size: .75rem; font-weight: 650; align-self: center; }
.people li .soft { display: block; }
.people .face svg { position: absolute; right: -.375rem; bottom: -.375rem; background: var(--sheet); border-radius: 50%; }
.people .yes .face { background: var(--accent-tint); color: var(--accent); border-color: var(--accent); }
.people .nay .face { background: var(--no-tint); color: var(--no); border-color: var(--no); }
.md { display: grid; gap: .75rem; max-width: 70ch; unicode-bidi: plaintext; min-width: 0; }
.md p, .md li { white-space: pre-wrap; min-width: 0; }
.md ul { list-style: disc; padding-inline-start: 1.25rem; }
.md ol { list-style: decimal; padding-inline-start: 1.5rem; }
.md li ul, .md li ol { margin-top: .25rem; }
.md blockquote { margin: 0; border-left: 3px solid var(--line); padding-left: 1rem; color: var(--soft); }
.md code { font: .875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--tint); border-radius: 4px; padding: .1em .3em; }
.md hr { border: 0; border-top: 1px solid var(--line); width: 100%; margin: 0; }
.next { display: grid; gap: 1rem; }
.next dt { font-weight: 600; font-size: .9375rem; }
.next .approved dt { color: var(--accent); }
.next .rejected dt { color: var(--no); }
.next ul { display: grid; gap: .25rem; }
.next div { border-left: 3px solid var(--line); padding-left: 1rem; }
.next .approved { border-color: var(--accent); }
.next .rejected { border-color: var(--no); }
.difference.mono li { padding-block: 0; }
.difference.mono .gap { padding-block: .125rem; }
.difference.mono .text { max-width: none; }
.changes { display: grid; gap: 1.75rem; }
.sheet .change { gap: .5rem; }
.difference { border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.difference li { display: grid; grid-template-columns: 2.25rem minmax(0, 1fr); align-items: baseline; padding: .3125rem .875rem .3125rem 0; }
.difference .sign { text-align: center; font-weight: 700; }
.difference .added { background: var(--accent-tint); }
.difference .added .sign { color: var(--accent); }
.difference .removed { background: var(--no-tint); }
.difference .removed .sign { color: var(--no); }
.difference .gap { display: block; padding: .25rem .875rem .25rem 2.25rem; background: var(--tint); color: var(--soft); font-size: .8125rem; }
.difference .text { min-height: 1.6em; }
ins { text-decoration: underline 2px; text-underline-offset: .2em; font-weight: 600; }
del { text-decoration: line-through; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.ticks { display: grid; gap: 0 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 12rem), 1fr)); }
.ticks .tick { font-weight: 400; }
.field legend { margin-bottom: .375rem; }
fieldset[aria-invalid=true] { box-shadow: none; }
fieldset[aria-invalid=true] .tick input { outline: 1px solid var(--no); }
.sheet .last { gap: 1.5rem; }
.two { display: grid; gap: .875rem; }
button.plain { background: var(--sheet); color: var(--accent); }
.quote { border-radius: 10px; background: var(--tint); padding: .75rem 1rem; }
.kept { display: grid; gap: 1rem; }
.jump a { display: flex; align-items: center; justify-content: center; min-height: 48px; border: 2px solid; border-radius: 12px; padding: .375rem 1rem; font-weight: 600; text-align: center; text-decoration: none; }
@media (max-width: 60rem) { .top nav, .top nav ul { column-gap: .875rem; } }
@media (max-width: 44rem) {
  .top nav { flex: 1 0 100%; }
  .top nav ul { gap: 0 .875rem; font-size: .875rem; }
}
@media (min-width: 60rem) {
  .page { padding: 2rem 2rem 6rem; }
  .cols { grid-template-columns: minmax(0, 1fr) 17rem; grid-template-rows: auto 1fr; column-gap: 3rem; }
  .cols .answer { grid-column: 1; }
  .sheet { padding: 2.5rem; gap: 2.5rem; }
  aside { padding: 2.5rem 0 0; grid-column: 2; grid-row: 1 / span 2; }
}
@media (min-width: 44rem) {
  .top { align-items: start; }
  .top .brand { padding: .5rem 0; }
  .jump a { display: inline; border: 0; padding: 0; font-weight: 400; text-decoration: underline; }
  .sheet { padding: 2.25rem; }
  .sheet .fields .row { grid-template-columns: 11rem minmax(0, 1fr); gap: 1.25rem; }
  .sheet .nested .fields .row { grid-template-columns: minmax(0, 1fr); gap: .125rem; }
  @container (min-width: 22rem) { .sheet .nested .fields .row { grid-template-columns: 9rem minmax(0, 1fr); gap: 1.25rem; } }
  .choices { grid-template-columns: 1fr 1fr; gap: 2.5rem; }
  .two { grid-template-columns: max-content 1fr; gap: 1rem; }
}
`;

export const STYLESHEET = SOURCE.trim().replaceAll(/\s+/g, " ");
