package dev.ratoon.git.pack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a pack from end to end, keeping nothing of it, to learn what unpacking would cost: how many
 * objects, how large, and how much memory the deltas need. Only then is it given to JGit, which
 * believes what a pack says of itself.
 */
public final class PackScan implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int HASH = 20;
    private static final int OFS_DELTA = 6;
    private static final int REF_DELTA = 7;
    private static final int BLOB = 3;

    /** Two numbers of at most ten bytes: what a delta begins with. */
    private static final int DELTA_HEAD = 20;

    private final PackBounds bounds;
    private final CountingInput in;
    private final Inflater inflater = new Inflater();
    private final byte[] packed = new byte[16 << 10];
    private final byte[] plain = new byte[32 << 10];

    private long[] offsets = new long[0];
    private long[] sizes = new long[0];
    private int[] parents = new int[0];
    private int[] children = new int[0];
    private long unpacked;
    private long thin;
    private long whole;

    private PackScan(InputStream in, PackBounds bounds) {
        this.in = new CountingInput(in);
        this.bounds = bounds;
    }

    /** How much memory unpacking it takes at the most. */
    public static long memory(Path pack, PackBounds bounds) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(pack), 64 << 10);
                var scan = new PackScan(in, bounds)) {
            scan.all();
            return scan.memory();
        }
    }

    private void all() throws IOException {
        int count = header();
        offsets = new long[count];
        sizes = new long[count];
        parents = new int[count];
        children = new int[count];
        for (int i = 0; i < count; i++) {
            offsets[i] = in.position();
            entry(i);
        }
    }

    private int header() throws IOException {
        byte[] header = in.readNBytes(HEADER);
        if (header.length < HEADER || header[0] != 'P' || header[3] != 'K') {
            throw broken("it is no pack");
        }
        long count = 0;
        for (int i = 8; i < HEADER; i++) {
            count = (count << 8) | (header[i] & 0xff);
        }
        if (count > bounds.objects()) {
            throw new PackRefused(
                    PackRefused.Why.OBJECTS,
                    Long.toString(count),
                    Integer.toString(bounds.objects()));
        }
        return (int) count;
    }

    private void entry(int i) throws IOException {
        int one = next();
        int type = one >> 4 & 7;
        long size = one & 15;
        for (int shift = 4; (one & 0x80) != 0; shift += 7) {
            one = next();
            size += (long) (one & 0x7f) << shift;
            if (shift > 53 || size < 0) {
                throw broken("an object has no size");
            }
        }
        bounded(size);
        parents[i] = -1;
        if (type == OFS_DELTA) {
            parents[i] = base(i);
            children[parents[i]]++;
        } else if (type == REF_DELTA && in.readNBytes(HASH).length < HASH) {
            throw broken("it is cut off");
        }
        boolean delta = type == OFS_DELTA || type == REF_DELTA;
        byte[] begin = inflate(size);
        long made = delta ? result(begin) : size;
        bounded(made);
        sizes[i] = made;
        unpacked += made;
        if (unpacked > bounds.unpacked()) {
            throw large(PackRefused.Why.UNPACKED, unpacked, bounds.unpacked());
        }
        if (type == REF_DELTA) {
            // Its base is somewhere else, and as large as may be; chains of these cannot be told.
            thin = held(Math.addExact(thin, held(made) + held(size) + held(begins(begin))));
        } else if (!delta && type != BLOB) {
            whole = Math.max(whole, made);
        }
    }

    private void bounded(long size) {
        if (size > bounds.object()) {
            throw large(PackRefused.Why.OBJECT, size, bounds.object());
        }
    }

    private int base(int i) throws IOException {
        int one = next();
        long back = one & 0x7f;
        while ((one & 0x80) != 0) {
            one = next();
            back = ((back + 1) << 7) | (one & 0x7f);
            if (back < 0) {
                break;
            }
        }
        int base = Arrays.binarySearch(offsets, 0, i, offsets[i] - back);
        if (base < 0) {
            throw broken("a delta has no base");
        }
        return base;
    }

    /** Passes over the object, and returns what it begins with. */
    private byte[] inflate(long size) throws IOException {
        byte[] begin = new byte[0];
        long made = 0;
        int peeked = 0;
        inflater.reset();
        try {
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    peeked = in.peek(packed);
                    if (peeked <= 0) {
                        throw broken("it is cut off");
                    }
                    inflater.setInput(packed, 0, peeked);
                    in.passOver(peeked);
                }
                int n = inflater.inflate(plain);
                if (n == 0 && inflater.needsDictionary()) {
                    throw broken("an object is packed in another way");
                }
                if (begin.length < DELTA_HEAD && n > 0) {
                    int had = begin.length;
                    int more = Math.min(n, DELTA_HEAD - had);
                    begin = Arrays.copyOf(begin, had + more);
                    System.arraycopy(plain, 0, begin, had, more);
                }
                made += n;
                if (made > size) {
                    throw broken("an object is larger than it says");
                }
            }
        } catch (DataFormatException e) {
            throw broken("an object cannot be unpacked");
        }
        in.giveBack(packed, inflater.getRemaining(), peeked);
        if (made != size) {
            throw broken("an object is smaller than it says");
        }
        return begin;
    }

    private static long begins(byte[] delta) {
        return number(delta, 0)[0];
    }

    private static long result(byte[] delta) {
        return number(delta, (int) number(delta, 0)[1])[0];
    }

    /** The number that stands there, and where it ends. */
    private static long[] number(byte[] delta, int at) {
        long value = 0;
        int next = at;
        for (int shift = 0; shift < 63; shift += 7) {
            if (next >= delta.length) {
                throw broken("a delta is cut off");
            }
            int one = delta[next++];
            value |= (long) (one & 0x7f) << shift;
            if ((one & 0x80) == 0) {
                return new long[] {value, next};
            }
        }
        throw broken("a delta has no size");
    }

    /**
     * While an object's deltas are unpacked JGit holds it, and those that it is made from as long
     * as they have further deltas.
     */
    private long memory() {
        long most = held(whole);
        long[] held = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            int parent = parents[i];
            if (parent >= 0) {
                held[i] = held[parent] + (children[parent] > 1 ? sizes[parent] : 0);
                most = Math.max(most, held(held[i] + sizes[parent] + 2 * held(sizes[i])));
            }
        }
        return held(most + thin);
    }

    /** Refused as soon as it is too much, so that no sum of what a pack claims runs over. */
    private long held(long bytes) {
        if (bytes > bounds.memory()) {
            throw large(PackRefused.Why.MEMORY, bytes, bounds.memory());
        }
        return bytes;
    }

    private int next() throws IOException {
        int one = in.read();
        if (one < 0) {
            throw broken("it is cut off");
        }
        return one;
    }

    private static PackRefused large(PackRefused.Why why, long found, long most) {
        return new PackRefused(why, Bytes.words(found), Bytes.words(most));
    }

    private static PackRefused broken(String what) {
        return new PackRefused(PackRefused.Why.UNSOUND, what, "none");
    }

    @Override
    public void close() {
        inflater.end();
    }
}
