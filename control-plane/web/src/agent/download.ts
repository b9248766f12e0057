import { getText } from "../api/text";
import type { LogEvent } from "../api/types";

const PAGE = 1000;

/** The whole log as lines of JSON, asked for page by page. */
export async function everything(agent: string): Promise<Blob> {
  const parts: string[] = [];
  let after = 0;
  while (true) {
    const page = JSON.parse(await getText(`/api/agents/${agent}/events?after=${after}&limit=${PAGE}`)) as {
      events: LogEvent[];
      last: number;
    };
    for (const event of page.events) {
      parts.push(`${JSON.stringify(event)}\n`);
      after = event.seq;
    }
    if (page.events.length === 0 || after >= page.last) {
      return new Blob(parts, { type: "application/x-ndjson" });
    }
  }
}
