/** The registry of operations. To add one: its options in contract/operation-options.ts, a file here, a line below. */
import type { OperationName } from "../contract/operation-options.ts";
import { code } from "./code.ts";
import { data } from "./data.ts";
import { email } from "./email.ts";
import { http } from "./http.ts";
import { notify } from "./notify.ts";
import type { Operation } from "./operation.ts";
import { think } from "./think.ts";

export const operations: Readonly<Record<OperationName, Operation>> = { code, data, email, http, notify, think };
