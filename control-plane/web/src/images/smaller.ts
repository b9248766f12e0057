import { type Attached, room, tooLarge, unfit } from "./images";

interface Size {
  width: number;
  height: number;
}

/** An image that was drawn anew. */
export interface Drawn {
  bytes: Blob;
  from: Size;
  to: Size;
}

/** Draws an image upright, with sides that have at most so many pixels. */
export type Draw = (file: Blob, side: number, type: string, quality: number) => Promise<Drawn>;

/** What can be sent, and what was done to it; or why it cannot. */
export type Prepared = { file: File; told?: string } | { why: string };

const PNG = "image/png";
const JPEG = "image/jpeg";

/** Models look at some 1,500 pixels a side: more than that is tried first, and less only where it must be. */
const TRIES = [
  { side: 2048, type: JPEG, quality: 0.9 },
  { side: 1536, type: JPEG, quality: 0.85 },
  { side: 1024, type: JPEG, quality: 0.8 },
];

/** One that is larger than what can be sent is made smaller. A GIF is not: it may move. */
export async function prepared(chosen: File, there: Attached[], draw: Draw = drawn): Promise<Prepared> {
  const why = unfit(chosen, there);
  if (why !== undefined) {
    return { why };
  }
  const most = room(there);
  const made = chosen.size > most && chosen.type !== "image/gif" ? await smaller(chosen, most, draw) : undefined;
  const refused = tooLarge(made?.file ?? chosen, there);
  return refused === undefined ? (made ?? { file: chosen }) : { why: refused };
}

async function smaller(chosen: File, most: number, draw: Draw): Promise<{ file: File; told: string } | undefined> {
  // Text stays sharp in a PNG.
  const tries = chosen.type === PNG ? [{ side: 2048, type: PNG, quality: 1 }, ...TRIES] : TRIES;
  for (const { side, type, quality } of tries) {
    const made = await draw(chosen, side, type, quality).catch(() => undefined);
    if (made === undefined) {
      return undefined;
    }
    if (made.bytes.size <= most) {
      const file = new File([made.bytes], named(chosen, made.bytes.type), { type: made.bytes.type });
      const told = `${chosen.name} was made smaller: ${sized(made.to, file)}, from ${sized(made.from, chosen)}.`;
      return { file, told };
    }
  }
  return undefined;
}

const sized = (size: Size, bytes: Blob): string =>
  `${size.width} × ${size.height} pixels and ${(bytes.size / 1_000_000).toFixed(1)} MB`;

function named(chosen: File, type: string): string {
  return type === chosen.type ? chosen.name : chosen.name.replace(/(\.[a-z]+)?$/i, type === PNG ? ".png" : ".jpg");
}

async function drawn(file: Blob, side: number, type: string, quality: number): Promise<Drawn> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    const { width, height } = bitmap;
    const scale = Math.min(1, side / Math.max(width, height));
    const to = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
    const canvas = document.createElement("canvas");
    canvas.width = to.width;
    canvas.height = to.height;
    const pen = canvas.getContext("2d");
    if (pen === null) {
      throw new Error("nothing can be drawn here");
    }
    if (type === JPEG) {
      // It knows nothing transparent, which would come out black.
      pen.fillStyle = "white";
      pen.fillRect(0, 0, to.width, to.height);
    }
    pen.imageSmoothingQuality = "high";
    pen.drawImage(bitmap, 0, 0, to.width, to.height);
    const bytes = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
    if (bytes === null) {
      throw new Error("it is too large to be drawn");
    }
    return { bytes, from: { width, height }, to };
  } finally {
    bitmap.close();
  }
}
