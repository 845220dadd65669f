/** A small bar chart whose rows are a table: numbers and words for everybody, bars for those who see. */
import { Icon, type IconName } from "../../html/icon.tsx";
import { words } from "../../html/words/words.ts";

export interface Bar {
  readonly label: string;
  readonly count: number;
  readonly tone: "good" | "no" | "off";
  /** Says the same as the label. */
  readonly icon: IconName | null;
}

interface BarChartProps {
  readonly caption: string;
  readonly bars: readonly Bar[];
}

const PERCENT = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });
const COUNT = new Intl.NumberFormat("en");

export function BarChart({ caption, bars }: BarChartProps) {
  const total = bars.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <table class="chart">
      <caption class="spoken">{caption}</caption>
      <tbody>
        {bars.map(({ label, count, tone, icon }) => (
          <tr>
            <th scope="row" class={tone}>
              {icon !== null && <Icon name={icon} />} {label}
            </th>
            <td class="bar">
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" class={tone}>
                <rect class="all" width={100} height={10} />
                <rect class="part" width={widthOf(count, most)} height={10} />
              </svg>
            </td>
            <td class="num">
              {count === 0 ? "0" : words.overview.share(COUNT.format(count), PERCENT.format(count / total))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What there is at all can be seen. */
function widthOf(count: number, most: number): number {
  return count === 0 ? 0 : Math.max(1, Math.round((count / most) * 1_000) / 10);
}
