/** What the Worker knows of language models. */

export interface ModelSettings {
  /** AI_BASE_URL: of an OpenAI-compatible server, such as `https://api.openai.com/v1`. */
  readonly baseUrl: string | undefined;
  /** AI_API_KEY: local servers want none. */
  readonly apiKey: string | undefined;
  /** AI_MODEL: asked where an agent names none. */
  readonly model: string | undefined;
  /** The binding AI. */
  readonly workersAi: Ai | undefined;
}
