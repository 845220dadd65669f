/** The run that asks, by its id: a link for those who may see its page. */
import { Text } from "../html/text.tsx";
import { useReader } from "./reader.ts";

export function RunReference({ runId }: { readonly runId: string }) {
  const { runPath } = useReader();
  const id = <Text value={runId} />;
  return runPath === null ? (
    <span class="mono">{id}</span>
  ) : (
    <a class="mono" href={runPath(runId)}>
      {id}
    </a>
  );
}
