/** The pages about the API. */

export const apiWords = {
  api: {
    title: "API",
    lead: "Made from the OpenAPI document of this deployment,",
    document: "/api/openapi.json",
    contents: "Contents",
    key: "Needs an API key, as Authorization: Bearer KEY.",
    noKey: "Needs no API key.",
    parameters: "Parameters",
    body: "Body",
    optionalBody: "Body (may be left out)",
    answers: "Answers",
    example: "Example",
    shapes: "Shapes",
    members: "Members",
    name: "Name",
    where: "In",
    type: "Type",
    meaning: "Meaning",
    status: "Status",
    required: "required",
    anything: "anything",
    listOf: (type: string) => `list of ${type}`,
    mapOf: (type: string) => `object of ${type}`,
    fallback: (value: string) => `Default: ${value}.`,
  },
} as const;
