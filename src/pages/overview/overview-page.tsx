/** How approvals go: charts drawn here as SVG, each with its numbers in words. */
import type { Visitor } from "../../access/visitor.ts";
import { renderDocument } from "../../html/document.tsx";
import { formatNumber } from "../../html/values/format-number.ts";
import { words } from "../../html/words/words.ts";
import { formatDuration } from "../../kernel/duration.ts";
import type { AnswerTimes, Overview } from "../../ledger/overview.ts";
import { Frame } from "../frame.tsx";
import { shortDuration } from "../short-duration.ts";
import { BarChart } from "./bar-chart.tsx";
import { AwaitedPeople, QuickAnswerers } from "./people.tsx";

interface OverviewPageProps {
  readonly nonce: string;
  readonly holder: Visitor;
  readonly overview: Overview;
  readonly days: number;
  readonly now: number;
}

export function renderOverview({ nonce, holder, overview, days, now }: OverviewPageProps): string {
  const { outcomes, times, open, quick } = overview;
  const ended = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  return renderDocument(
    <Frame title={words.pages.places.overview} nonce={nonce} holder={holder} place="overview">
      <h1 class="over">{words.pages.places.overview}</h1>
      {ended === 0 && open.count === 0 ? (
        <div class="sheet">
          <div class="lead">
            <p>
              <strong>{words.overview.empty}</strong>
            </p>
            <p class="soft">{words.overview.emptyWhat}</p>
          </div>
        </div>
      ) : (
        <div class="panels">
          <div class="panel">
            <AwaitedPeople open={open} now={now} />
            {holder.scopes.includes("admin") && <QuickAnswerers people={quick} />}
          </div>
          <div class="panel">
            <section class="sheet" aria-labelledby="times">
              <h2 id="times">{words.overview.times}</h2>
              <Since days={days} overview={overview} ended={ended} />
              <Times times={times} />
            </section>
            <section class="sheet" aria-labelledby="outcomes">
              <h2 id="outcomes">{words.overview.outcomes}</h2>
              {ended === 0 ? <p class="soft">{words.overview.noOutcomes}</p> : <Outcomes outcomes={outcomes} />}
            </section>
          </div>
        </div>
      )}
    </Frame>,
  );
}

interface SinceProps {
  readonly days: number;
  readonly overview: Overview;
  readonly ended: number;
}

function Since({ days, overview: { isWhole }, ended }: SinceProps) {
  const whole = words.overview.since(days);
  const text = isWhole ? whole : `${whole}; ${words.overview.newest(formatNumber(ended))}`;
  return <p class="hint">{`${text}. ${words.overview.timesWhat}`}</p>;
}

function Times({ times: { half, nineTenths, counts } }: { readonly times: AnswerTimes }) {
  if (half === null || nineTenths === null) return <p class="soft">{words.overview.noTimes}</p>;
  const bars = counts.map(({ upTo, count }) => ({
    label: upTo === null ? words.overview.longer : words.overview.upTo(formatDuration(upTo)),
    count,
    tone: "good" as const,
    icon: null,
  }));
  return (
    <>
      <dl class="figures">
        <div>
          <dt>{words.overview.half}</dt>
          <dd>{shortDuration(half)}</dd>
        </div>
        <div>
          <dt>{words.overview.nineTenths}</dt>
          <dd>{shortDuration(nineTenths)}</dd>
        </div>
      </dl>
      <BarChart caption={words.overview.times} bars={bars} />
    </>
  );
}

function Outcomes({ outcomes }: Pick<Overview, "outcomes">) {
  const { approved, rejected, timeout, cancelled } = words.overview.outcome;
  return (
    <BarChart
      caption={words.overview.outcomes}
      bars={[
        { label: approved, count: outcomes.approved, tone: "good", icon: "approved" },
        { label: rejected, count: outcomes.rejected, tone: "no", icon: "rejected" },
        { label: timeout, count: outcomes.timeout, tone: "off", icon: "waiting" },
        { label: cancelled, count: outcomes.cancelled, tone: "off", icon: "stopped" },
      ]}
    />
  );
}
