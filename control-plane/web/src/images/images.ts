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

type Sized = { name: string; type: string; size: number };

/** Those that can be added to what is there already, and words on the first that cannot. Pure. */
export function fitting<F extends Sized>(files: F[], there: Attached[]): { take: F[]; why?: string } {
  const take: F[] = [];
  let bytes = there.reduce((sum, one) => sum + one.bytes, 0);
  for (const file of files) {
    const why = refusal(file, there.length + take.length, bytes);
    if (why !== undefined) {
      return { take, why };
    }
    take.push(file);
    bytes += file.size;
  }
  return { take };
}

function refusal(file: Sized, count: number, bytes: number): string | undefined {
  if (!TYPES.includes(file.type)) {
    return `${file.name} is no PNG, JPEG, WebP or GIF. Save it as one of these.`;
  }
  if (file.size > LARGEST) {
    return `${file.name} has ${megabytes(file.size)} MB; an image has at most ${megabytes(LARGEST)}. Make it smaller.`;
  }
  if (count >= MOST) {
    return `A message has at most ${MOST} images. Send the others after it.`;
  }
  if (bytes + file.size > LARGEST_TOGETHER) {
    return `Together the images have at most ${megabytes(LARGEST_TOGETHER)} MB. Send some after it.`;
  }
  return undefined;
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
  return said === false ? "The harness said that it takes no images." : undefined;
}
