/** Dependencies point one way: each folder of src may import what its row names, and nothing else of src. */
const MAY_IMPORT = {
  kernel: [],
  contract: ["kernel"],
  expressions: ["kernel"],
  ensembles: ["kernel", "contract", "expressions"],
  authoring: ["kernel", "contract", "ensembles"],
  access: ["kernel", "contract"],
  receipts: ["kernel", "contract"],
  notifications: ["kernel", "contract"],
  ledger: ["kernel", "contract", "access", "notifications"],
  operations: ["kernel", "contract", "expressions", "notifications"],
  settings: ["kernel", "access", "receipts", "notifications", "operations"],
  approvals: ["kernel", "contract", "access", "receipts", "notifications", "ledger"],
  runs: [
    "kernel",
    "contract",
    "expressions",
    "ensembles",
    "authoring",
    "access",
    "notifications",
    "ledger",
    "operations",
    "approvals",
  ],
  html: ["kernel", "contract"],
  http: ["kernel", "contract"],
  api: [
    "kernel",
    "contract",
    "expressions",
    "ensembles",
    "access",
    "receipts",
    "ledger",
    "operations",
    "approvals",
    "runs",
    "http",
    "html",
  ],
  "request-page": ["kernel", "contract", "approvals", "http", "html"],
  callback: ["kernel", "contract", "access", "ledger", "approvals", "runs", "http", "html", "request-page"],
  chat: ["kernel", "contract", "notifications", "approvals", "http", "html"],
  pages: ["kernel", "contract", "ensembles", "access", "ledger", "approvals", "runs", "http", "html", "request-page"],
  mcp: ["kernel", "contract", "ensembles", "access", "ledger", "approvals", "runs", "http", "html"],
  entrypoint: ["kernel", "contract", "ledger", "approvals", "runs", "http"],
  workflow: ["kernel", "contract"],
  project: ["kernel", "ensembles", "authoring"],
  client: ["kernel", "contract"],
  react: ["contract", "client"],
  testkit: [
    "kernel",
    "contract",
    "expressions",
    "ensembles",
    "authoring",
    "receipts",
    "notifications",
    "ledger",
    "operations",
    "approvals",
    "runs",
    "project",
  ],
  cli: ["kernel", "contract", "expressions", "ensembles", "runs", "html", "project", "client", "testkit"],
};

/** Objects and doors are instantiated with the environment, so they may read it: by src/config.ts and src/settings. */
const MAY_READ_CONFIG = [
  "approvals",
  "ledger",
  "runs",
  "api",
  "callback",
  "chat",
  "mcp",
  "entrypoint",
  "pages",
  "http",
];

/** What the build made of src/html/assets, for the pages that name it and the route that sends it. */
const MAY_IMPORT_ASSETS = ["html", "http"];

/** What the platform instantiates, and the durable step that speaks its own errors. */
const PLATFORM_FILES =
  "^src/(approvals/hitl-state|entrypoint/approvals|ledger/ledger|mcp/mcp-session|receipts/keyring|runs/ensemble-run|runs/workflow-durable)\\.ts$";

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "known-folders",
      comment: "a new folder under src needs a row in MAY_IMPORT",
      severity: "error",
      from: { path: "^src/[^/]+/", pathNot: `^src/(${[...Object.keys(MAY_IMPORT), "generated"].join("|")})/` },
      to: {},
    },
    ...Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
      name: `${folder}-imports`,
      severity: "error",
      from: { path: `^src/${folder}/` },
      to: {
        path: "^src/",
        pathNot: [
          `^src/(${[folder, ...allowed].join("|")})/`,
          ...(MAY_READ_CONFIG.includes(folder) ? ["^src/(config\\.ts$|settings/)", "^src/generated/"] : []),
          ...(MAY_IMPORT_ASSETS.includes(folder) ? ["^src/generated/assets\\.ts$"] : []),
        ],
      },
    })),
    {
      name: "platform-only-where-it-instantiates",
      severity: "error",
      from: { path: "^src/", pathNot: PLATFORM_FILES },
      to: { path: "^cloudflare:" },
    },
    {
      name: "no-parser-in-the-worker",
      comment: "yaml and jsep are for the build",
      severity: "error",
      from: { path: "^src/worker\\.ts$" },
      to: { path: "node_modules/(yaml|jsep|@jsep-plugin)", reachable: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ["import", "default"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs"],
    },
  },
};
