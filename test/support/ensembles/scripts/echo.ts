/** Gives back what it was given. */
export default function echo(context: { readonly input: unknown }): unknown {
  return context.input;
}
