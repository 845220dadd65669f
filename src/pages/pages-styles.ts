/** What only the pages of a workspace need beside the one stylesheet; under the same rule for its characters. */

const SOURCE = `
.filters { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; margin: 1.25rem 0; }
.filters label { display: grid; gap: .25rem; font-size: .8125rem; flex: 1 1 9rem; }
.filters label:has(select) { flex-basis: 12rem; }
.filters button { width: auto; min-height: 48px; font-size: .9375rem; padding: .5rem 1.25rem; }
.rows { background: var(--sheet); border: 1px solid var(--line); border-radius: 16px; }
.rows .row { display: grid; gap: .25rem; padding: .875rem 1.125rem; border-top: 1px solid var(--line); }
.rows .row:first-child { border-top: 0; }
.plan { display: grid; gap: .5rem; }
.diagram { overflow: auto; border-radius: 12px; background: var(--tint); padding: .5rem; }
.diagram.high { max-height: 46rem; }
.diagram svg { display: block; margin: 0 auto; width: auto; height: auto; max-width: 100%; fill: initial; stroke: none; }
.diagram.vast svg { max-width: none; }
.diagram text { font-size: 12px; fill: var(--soft); }
.diagram .name { font-size: 13.5px; font-weight: 650; fill: var(--ink); }
.diagram .shape { fill: var(--sheet); stroke: var(--field); stroke-width: 1.25; }
.diagram .terminal .shape { fill: none; stroke: var(--line); stroke-width: 1.5; }
.diagram .team .shape { fill: none; stroke: var(--field); }
.diagram .agent .shape { fill: var(--sheet); stroke: var(--field); }
.diagram .asks .shape { fill: var(--accent-tint); stroke: var(--accent); stroke-width: 2.25; stroke-linejoin: round; }
.diagram .asks.no .shape { fill: var(--no-tint); stroke: var(--no); }
.diagram .work.no .shape { stroke: var(--no); }
.diagram .ahead .shape, .diagram .unreached .shape, .diagram .skipped .shape { stroke-width: 1.25; fill: var(--tint); }
.diagram .asks.ahead .shape, .diagram .asks.unreached .shape, .diagram .asks.skipped .shape { stroke-width: 2.25; }
.diagram .unreached .name, .diagram .skipped .name { fill: var(--soft); }
.diagram .running .shape, .diagram .suspended .shape { stroke: var(--accent); stroke-width: 3; }
.diagram .icon { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.diagram .no .icon { stroke: var(--no); }
.diagram .off .how .icon { stroke: var(--soft); }
.diagram .how text { fill: var(--accent); font-weight: 600; }
.diagram .how .long { font-size: 10.5px; }
.diagram .no .how text { fill: var(--no); }
.diagram .off .how text { fill: var(--soft); }
.diagram .badge circle { fill: var(--sheet); stroke: var(--accent); stroke-width: 2; }
.diagram .no .badge circle { stroke: var(--no); }
.diagram .gate { stroke: var(--accent); stroke-width: 4; stroke-linecap: round; }
.diagram .line { fill: none; stroke: var(--field); stroke-width: 1.5; }
.diagram .if .line { stroke-dasharray: 6 5; }
.diagram .back .line { stroke-dasharray: 1.5 5; stroke-width: 2; stroke-linecap: round; }
.diagram .head { fill: var(--field); }
.diagram .when { paint-order: stroke; stroke: var(--tint); stroke-width: 5; stroke-linejoin: round; }
.diagram a { text-decoration: none; }
.diagram a:hover .name, .diagram a:focus-visible .name { text-decoration: underline; }
.legend { display: grid; gap: .25rem 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr)); margin: .5rem 0 1rem; }
.legend li { display: flex; gap: .75rem; align-items: center; }
.sample { width: 2.5rem; color: var(--field); stroke-width: 1.5; }
.sample.asks, .sample.gate { color: var(--accent); stroke-width: 2.5; }
.sample.gate { stroke-width: 4; }
.sample.if { stroke-dasharray: 6 5; }
.sample.back { stroke-dasharray: 1.5 5; stroke-width: 2; }
.steps .entry { scroll-margin-top: 1rem; padding-block: .125rem; }
.steps .entry:target { border-color: var(--accent); border-left-width: 4px; }
.steps .head { display: flex; flex-wrap: wrap; gap: .125rem 1rem; align-items: baseline; }
.steps .head .state { font-size: .8125rem; gap: .375rem; align-self: center; }
.steps .head .state svg { width: 1.125rem; height: 1.125rem; }
.steps .took { margin-left: auto; color: var(--soft); font-size: .875rem; font-variant-numeric: tabular-nums; }
.steps .folds { display: flex; flex-wrap: wrap; gap: 0 1.25rem; align-items: baseline; font-size: .875rem; }
.steps .folds details { min-width: 0; }
.steps .folds details[open] { flex: 1 0 100%; }
.steps summary { padding: .25rem 0; font-size: .875rem; }
.steps form { display: block; }
.steps button.bare { display: inline; padding: .25rem 0; font-weight: 400; min-height: 2rem; text-decoration: underline; text-underline-offset: .2em; }
.over { margin-bottom: 1.25rem; }
.rows .actor { color: var(--soft); text-decoration: none; }
.rows .actor:hover { text-decoration: underline; }
.rows .row p { max-width: 70ch; }
.panels, .panel { display: grid; gap: 1.5rem; align-items: start; align-content: start; min-width: 0; }
.panels .sheet { gap: 1.25rem; }
.figures { display: flex; flex-wrap: wrap; gap: 1rem 3rem; }
.figures dt { color: var(--soft); font-size: .8125rem; }
.figures dd { font-size: 1.5rem; font-weight: 650; letter-spacing: -.01em; line-height: 1.3; }
.chart { font-size: .875rem; }
.chart th, .chart td { background: none; border: 0; padding: .25rem 0; min-width: 0; vertical-align: middle; color: var(--ink); font-size: .875rem; white-space: nowrap; }
.chart th { font-weight: 400; padding-right: 1rem; }
.chart th svg { width: 1rem; height: 1rem; vertical-align: -.15em; color: var(--accent); }
.chart th.no svg { color: var(--no); }
.chart th.off svg { color: var(--soft); }
.chart .num { padding-left: 1rem; color: var(--soft); }
.chart .bar { width: 100%; }
.chart .bar svg { display: block; width: 100%; height: .75rem; stroke: none; border-radius: 4px; }
.chart .all { fill: var(--tint); }
.chart .part { fill: var(--accent); }
.chart .no .part { fill: var(--no); }
.chart .off .part { fill: var(--field); }
.waits { display: grid; gap: 1rem; }
.waits li { display: grid; gap: .125rem; }
.waits .head { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; align-items: baseline; }
@media (min-width: 60rem) {
  .panels { grid-template-columns: 1fr 1fr; }
  .cols.starting { grid-template-columns: minmax(0, 1fr) minmax(0, 24rem); column-gap: 1.5rem; }
  .cols.starting .jump { display: none; }
  .cols.starting .answer { grid-column: 2; grid-row: 1; padding: 2rem; }
}
@media (min-width: 44.001rem) { .diagram.on-narrow { display: none; } }
@media (max-width: 44rem) {
  .diagram { margin-inline: -.75rem; padding: .25rem; }
  .diagram.on-wide { display: none; }
}
`;

export const PAGES_STYLES = SOURCE.trim().replaceAll(/\s+/g, " ");
