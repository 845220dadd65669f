/** `countersign graph`: an ensemble as a picture, written in Mermaid. */
import type { Command } from "commander";
import { EXIT } from "./exit-codes.ts";
import type { Finish } from "./program.ts";
import { UsageError } from "./usage-error.ts";

const AFTER = `
GitHub, GitLab and most Markdown viewers draw a code block that starts with \`\`\`mermaid; so does https://mermaid.live.
Hexagons ask people; solid arrows are the way on, with what it depends on; dotted ones the way round or back.

An ensemble in TypeScript is drawn as a run went through it: countersign simulate --graph.

Examples:
  countersign graph ensembles/two-of-three.yaml
  (echo '\`\`\`mermaid'; countersign graph ensembles/two-of-three.yaml; echo '\`\`\`') > two-of-three.md

Exit status: 0 drawn; 1 the document has mistakes; 2 no such file.`;

export function addGraphCommand(program: Command, finish: Finish): void {
  program
    .command("graph")
    .summary("draw an ensemble as a Mermaid flowchart")
    .description("Draws an ensemble as a Mermaid flowchart: agents, conditions, gates, groups, ways back, time limits.")
    .argument("<file>", "the document")
    .addHelpText("after", AFTER)
    .action(async (file: string) => {
      const [{ requirePlan }, { drawPlan }] = await Promise.all([
        import("./require-plan.ts"),
        import("./graph/draw-plan.ts"),
      ]);
      const { plan } = await requirePlan(file);
      if (plan.code !== undefined) throw new UsageError(inTypeScript(file));
      console.log(drawPlan(plan));
      finish(EXIT.ok);
    });
}

function inTypeScript(file: string): string {
  return `${file} is TypeScript: what it does shows only when it runs. countersign simulate ${file} --graph draws the way that a run takes`;
}
