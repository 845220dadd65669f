/** A form that posts. It says for whom its page was made: what somebody typed comes back to nobody else. */
import { type Child, createContext, useContext } from "hono/jsx";

/** The name of the field that says so. */
export const MADE_FOR = "made-for";

/** `null` where a page is anybody's who holds its link. */
const MadeFor = createContext<string | null>(null);

export const MadeForProvider = MadeFor.Provider;

interface PostFormProps {
  readonly action: string;
  readonly enctype?: "multipart/form-data" | undefined;
  readonly autocomplete?: "off";
  readonly class?: string;
  readonly "aria-label"?: string;
  readonly children: Child;
}

/** The field stands last: what a form begins with can matter. */
export function PostForm({ children, ...attributes }: PostFormProps) {
  const madeFor = useContext(MadeFor);
  return (
    <form method="post" {...attributes}>
      {children}
      {madeFor !== null && <input type="hidden" name={MADE_FOR} value={madeFor} />}
    </form>
  );
}
