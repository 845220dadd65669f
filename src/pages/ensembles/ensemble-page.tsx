/** One ensemble: what it is for, what it looks like, and a form to start it. */
import type { Visitor } from "../../access/visitor.ts";
import { graphOfPlan } from "../../ensembles/graph/graph-of-plan.ts";
import type { Plan } from "../../ensembles/plan.ts";
import { renderDocument } from "../../html/document.tsx";
import { TextBlock, Text } from "../../html/text.tsx";
import { words } from "../../html/words/words.ts";
import { Diagram } from "../diagram/diagram.tsx";
import type { LayOut } from "../diagram/lay-out.ts";
import { Frame } from "../frame.tsx";
import { type StartAttempt, StartForm, StartNotice } from "./start-form.tsx";

interface EnsemblePageProps {
  readonly nonce: string;
  readonly holder: Visitor;
  readonly plan: Plan;
  /** Sent along, so that a form that is sent twice starts one run. */
  readonly once: string;
  /** `null` where nothing was sent yet. */
  readonly attempt: StartAttempt | null;
  readonly layOut: LayOut;
}

export function renderEnsemble({ nonce, holder, plan, once, attempt, layOut }: EnsemblePageProps): string {
  const { ensemble, description, agents } = plan;
  return renderDocument(
    <Frame title={ensemble} nonce={nonce} holder={holder} place="ensembles">
      {attempt !== null && <StartNotice plan={plan} problem={attempt.problem} />}
      <div class="cols starting">
        <article class="sheet">
          <div class="lead">
            <h1>
              <Text value={ensemble} />
            </h1>
            {description !== undefined && <TextBlock value={description} />}
            <p class="jump">
              <a href="#start">{words.ensembles.start}</a>
            </p>
            <p>
              <a href={`/runs?ensemble=${encodeURIComponent(ensemble)}`}>{words.ensembles.runs}</a>
            </p>
          </div>
          <section aria-labelledby="plan">
            <h2 id="plan">{words.ensembles.plan}</h2>
            {agents.length === 0 ? (
              <p class="soft">{words.ensembles.noPlan}</p>
            ) : (
              <Diagram
                graph={graphOfPlan(plan)}
                title={words.diagram.ofEnsemble(ensemble)}
                stateOf={null}
                layOut={layOut}
              />
            )}
          </section>
        </article>
        <StartForm plan={plan} holder={holder} once={once} attempt={attempt} />
      </div>
    </Frame>,
  );
}
