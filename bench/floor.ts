/** The floors, called as the product is. */
import { call } from "./http-client.ts";

export class Floor {
  readonly #url: string;

  constructor(url: string) {
    this.#url = `${url}/bench`;
  }

  async callObject(id: string): Promise<void> {
    await call({ method: "POST", url: `${this.#url}/object/${id}`, body: { approved: true, feedback: "fine" } });
  }

  async createToWaiting(id: string): Promise<void> {
    await call({ method: "POST", url: `${this.#url}/workflow/${id}`, body: { input: { message: "How are you?" } } });
  }

  async sendEvent(id: string): Promise<void> {
    await call({
      method: "POST",
      url: `${this.#url}/workflow/${id}/event`,
      body: { approved: true, feedback: "fine" },
    });
  }

  async untilCompleted(id: string): Promise<void> {
    await call({ method: "GET", url: `${this.#url}/workflow/${id}` });
  }
}
