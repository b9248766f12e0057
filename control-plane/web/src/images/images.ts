/** An image beside a message, as the log has it. */
export interface SentImage {
  sha256: string;
  name: string;
  type: string;
  bytes: number;
}

/** One that is uploaded and not sent yet. */
export interface Attached {
  id: string;
  name: string;
  type: string;
  bytes: number;
}

/** What may be beside a message; the server holds to the same, and to what the bytes are. */
export const TYPES = ["image/png", "image/jpeg", "image/webp", "image/gif"];
export const MOST = 4;
export const LARGEST = 3_932_160;
export const LARGEST_TOGETHER = 6 * 1024 * 1024;

/** How many bytes the next one may have. Pure. */
export function room(there: Attached[]): number {
  return Math.min(LARGEST, LARGEST_TOGETHER - there.reduce((sum, one) => sum + one.bytes, 0));
}

/** Why a file cannot be added whatever its size, if so. Pure. */
export function unfit(file: { name: string; type: string }, there: Attached[]): string | undefined {
  if (!TYPES.includes(file.type)) {
    return `${file.name} is no PNG, JPEG, WebP or GIF. Save it as one of these.`;
  }
  return there.length >= MOST ? `A message has at most ${MOST} images. Send the others after it.` : undefined;
}

/** Why a file is too large beside those that are there, if so. Pure. */
export function tooLarge(file: { name: string; size: number }, there: Attached[]): string | undefined {
  if (file.size > LARGEST) {
    return `${file.name} has ${megabytes(file.size)} MB; an image has at most ${megabytes(LARGEST)}. Make it smaller.`;
  }
  return file.size > room(there)
    ? `Together the images have at most ${megabytes(LARGEST_TOGETHER)} MB. Send some after it.`
    : undefined;
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

/** What this browser keeps of a draft; what is no such thing is passed over. Pure. */
export function parsed(kept: string): Attached[] {
  try {
    const all: unknown = kept === "" ? [] : JSON.parse(kept);
    return Array.isArray(all) ? all.filter(isAttached).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function isAttached(one: unknown): one is Attached {
  const { id, name, type, bytes } = (one ?? {}) as Record<string, unknown>;
  const isOurs = typeof id === "string" && /^[0-9a-f]{64}$/.test(id);
  return isOurs && typeof name === "string" && TYPES.includes(type as string) && typeof bytes === "number";
}

/** What a message of the log says; one of a type that we do not show is left out. Pure. */
export function sentImages(payload: unknown): SentImage[] | undefined {
  if (!Array.isArray(payload)) {
    return undefined;
  }
  const all = payload.filter((one): one is SentImage => {
    const { sha256, name, type } = (one ?? {}) as Record<string, unknown>;
    return typeof sha256 === "string" && typeof name === "string" && TYPES.includes(type as string);
  });
  return all.length === 0 ? undefined : all;
}

/** As the API takes them beside a message. Pure. */
export const wanted = (images: Attached[]): { id: string; name: string }[] =>
  images.map(({ id, name }) => ({ id, name }));

/** Why there can be none, if so: before a harness runs by what is known of it, then by what it says. Pure. */
export function whyNone(harness: { title: string; images: boolean } | undefined, said?: boolean): string | undefined {
  if (harness !== undefined && !harness.images) {
    return `${harness.title} takes no images. Another harness does.`;
  }
  return said === false ? "This harness takes no images." : undefined;
}
