/** `operation: data`: a D1 database or a KV namespace, by the name of its binding. */
import { operationOptions } from "../contract/operation-options.ts";
import type { Json } from "../kernel/json.ts";
import { checkOptions, requireTogether } from "./check-options.ts";
import { requireD1, requireKv } from "./data/binding.ts";
import { runSql } from "./data/run-sql.ts";
import { deleteValue, getValue, listKeys, putValue } from "./data/key-value.ts";
import type { Operation, OperationPorts, OperationRequest } from "./operation.ts";

export const data: Operation = {
  options: operationOptions.data,
  defaultTimeoutMs: 30_000,
  run,
};

async function run(request: OperationRequest, ports: OperationPorts): Promise<Json> {
  const options = checkOptions(operationOptions.data, request.config);
  requireTogether("data", options);
  const { operation, binding, sql = "", params = [], key = "", value } = options;
  const found = ports.binding(binding);
  switch (operation) {
    case "query":
    case "execute":
      return runSql(requireD1(found, binding), { operation, sql, params });
    case "get":
      return getValue(requireKv(found, binding), key);
    case "put":
      return putValue(requireKv(found, binding), key, value);
    case "delete":
      return deleteValue(requireKv(found, binding), key);
    case "list":
      return listKeys(requireKv(found, binding), key);
    default:
      return operation satisfies never;
  }
}
