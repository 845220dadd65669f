/** The way to the next page of a list, with the same filters. */
import { words } from "../html/words/words.ts";

interface NextPageProps {
  readonly path: string;
  readonly filters: Readonly<Record<string, string | undefined>>;
  readonly cursor: string | null;
}

export function NextPage({ path, filters, cursor }: NextPageProps) {
  if (cursor === null) return null;
  const query = new URLSearchParams({ cursor });
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) query.set(name, value);
  return (
    <p>
      <a href={`${path}?${query.toString()}`} rel="next">
        {words.pages.older}
      </a>
    </p>
  );
}
