/** `/api/openapi.json` and `/api/docs`: the API as it describes itself, for programs and for people. */
import { renderDocument } from "../../html/document.tsx";
import { sendPage } from "../../http/send-page.ts";
import { openApiDocument } from "../open-api.ts";
import type { Api } from "../route.ts";
import { DocsPage } from "./docs-page.tsx";

export function addDocs(api: Api): void {
  api.get("/api/openapi.json", (c) => c.json(openApiDocument(api)));
  api.get("/api/docs", (c) =>
    sendPage(c, (nonce) =>
      renderDocument(<DocsPage document={openApiDocument(api)} origin={new URL(c.req.url).origin} nonce={nonce} />),
    ),
  );
}
