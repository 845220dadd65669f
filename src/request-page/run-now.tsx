/** How the run goes on after the decision. While it moves, the script `run-now` looks again. */
import { isRunOver } from "../contract/run.ts";
import type { RunSince } from "../contract/link-view.ts";
import { Moment } from "../html/moment.tsx";
import { Script } from "../html/script.tsx";
import { words } from "../html/words/words.ts";

interface RunNowProps {
  readonly run: RunSince;
  readonly now: number;
}

export function RunNow({ run: { status, finishedAt }, now }: RunNowProps) {
  return (
    <section aria-labelledby="run" id="run-now" data-moves={isRunOver(status) ? undefined : "yes"}>
      <h2 id="run">{words.run.heading}</h2>
      <p role="status">
        {words.run.status[status]}
        {finishedAt !== undefined && (
          <>
            {" "}
            <Moment at={finishedAt} now={now} />
          </>
        )}
      </p>
      {!isRunOver(status) && <Script name="run-now" />}
    </section>
  );
}
