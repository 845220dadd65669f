/** `countersign simulate`: a run played to its end on this machine, with scripted people and a clock that leaps. */
import { type Command, Option } from "commander";
import { EXIT } from "./exit-codes.ts";
import { collect } from "./json-option.ts";
import type { Finish } from "./program.ts";
import type { PlayOptions } from "./simulate/play.ts";
import { parseAnswer, parseTimeout, type ScriptedAnswer } from "./simulate/script.ts";

const AFTER = `
Nothing leaves this machine: agents that go outside (http, think, email, data, notify) get what --answer says, or a word
on what would have been called. Scripts of \`code\` agents and the work of steps in TypeScript do run, unless they have an
--answer. The interpreter and the rules of approvals are those of the Worker. A request that nobody answers runs into its
time limit, at once.

Answers are given in their order: the first to the request that is open, the next to the same while it stays open, then to
the next round. Without a name the next approver answers.

Examples:
  countersign simulate ensembles/hello-approval.yaml --input '{"message":"Hi"}' --approve approve
  countersign simulate ensembles/two-of-three.yaml --input '{"payee":"Ana","amount":120}' \\
      --approve approve=ana@example.com --reject approve=bo@example.com:'too dear'
  countersign simulate ensembles/two-of-three.yaml --input @payment.json --timeout approve --json
  countersign simulate ensembles/content-approval.yaml --input '{"topic":"tides"}' --answer draft='"A fine text"' \\
      --env CMS_URL=https://cms.example.com --reject review=:'name the moon' --approve review

Exit status: 0 played to its end; 1 mistakes in document or input, or the run failed; 2 the command was not understood.`;

interface Options extends PlayOptions {
  readonly json?: true;
  readonly graph?: true;
}

export function addSimulateCommand(program: Command, finish: Finish): void {
  const answers: ScriptedAnswer[] = [];
  const script = (parse: (text: string) => ScriptedAnswer) => (text: string) => void answers.push(parse(text));
  program
    .command("simulate")
    .summary("play a run with scripted people and a fake clock")
    .description("Plays a run to its end, with scripted people and a fake clock, and tells what happened.")
    .argument("<file>", "the document")
    .option("--input <json>", "the run's input, or @FILE")
    .option(
      "--approve <agent[=who[:comment]]>",
      "somebody approves",
      script((text) => parseAnswer("approve", text)),
    )
    .option(
      "--reject <agent[=who[:reason]]>",
      "somebody rejects",
      script((text) => parseAnswer("reject", text)),
    )
    .option("--timeout <agent>", "nobody answers this request", script(parseTimeout))
    .option("--values <agent=json>", "what is filled into the request's form on approval", collect)
    .option("--env <name=value>", "a value of the environment", collect)
    .option("--answer <agent=json>", "what comes back to an agent", collect)
    .option("--at <time>", "when the run starts (ISO 8601)")
    .addOption(new Option("--json", "print one JSON object, for programs").conflicts("graph"))
    .option("--graph", "draw the way that it took as a Mermaid flowchart")
    .addHelpText("after", AFTER)
    .action(async (file: string, options: Options) => {
      // The interpreter is loaded by those who use it: other commands start in half the time.
      const [{ play }, { tell }, { drawWay }] = await Promise.all([
        import("./simulate/play.ts"),
        import("./simulate/tell.ts"),
        import("./graph/draw-way.ts"),
      ]);
      const simulation = await play(file, options, answers);
      if (options.graph === true) console.log(drawWay(simulation.run));
      else console.log(options.json === true ? JSON.stringify(simulation, null, 2) : tell(simulation));
      finish(simulation.run.status === "failed" ? EXIT.wrong : EXIT.ok);
    });
}
