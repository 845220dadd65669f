/** Which keys the inbox knows; shown by its script, since without it there are none. */
import { words } from "../../html/words/words.ts";

export function KeyHelp() {
  return (
    <dialog id="keys" aria-labelledby="keys-heading">
      <h2 id="keys-heading">{words.keys.heading}</h2>
      <dl class="keys">
        {words.keys.help.map(([key, what]) => (
          <div>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" class="plain">
          {words.keys.close}
        </button>
      </form>
    </dialog>
  );
}
