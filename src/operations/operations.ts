/** The registry of operations. To add one: its options in contract/operation-options.ts, a file here, a line below. */
import type { OperationName } from "../contract/operation-options.ts";
import { code } from "./code.ts";
import { http } from "./http.ts";
import type { Operation } from "./operation.ts";

export const operations: Partial<Record<OperationName, Operation>> = { code, http };
