import { page } from "./reading";

/** The whole log as lines of JSON, asked for page by page. */
export async function everything(agent: string): Promise<Blob> {
  const parts: string[] = [];
  let after = 0;
  while (true) {
    const { events } = await page(agent, "after", after);
    for (const event of events) {
      parts.push(`${JSON.stringify(event)}\n`);
      after = event.seq;
    }
    if (events.length === 0) {
      return new Blob(parts, { type: "application/x-ndjson" });
    }
  }
}
