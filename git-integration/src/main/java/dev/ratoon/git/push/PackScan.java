package dev.ratoon.git.push;

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
final class PackScan implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int HASH = 20;
    private static final int OFS_DELTA = 6;
    private static final int REF_DELTA = 7;
    private static final int BLOB = 3;

    /** Two numbers of at most ten bytes: what a delta begins with. */
    private static final int DELTA_HEAD = 20;

    private final PushLimits limits;
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

    private PackScan(InputStream in, PushLimits limits) {
        this.in = new CountingInput(in);
        this.limits = limits;
    }

    /** How much memory unpacking it takes at the most; throws what it is refused for. */
    static long memory(Path pack, PushLimits limits) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(pack), 64 << 10);
                var scan = new PackScan(in, limits)) {
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
        if (count > limits.objects()) {
            throw large(
                    "The push brings %d objects, and %d are the most: push fewer commits at a time."
                            .formatted(count, limits.objects()));
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
        if (unpacked > limits.unpacked()) {
            throw large(
                    "The push unpacks to more than %s: push fewer commits at a time."
                            .formatted(Bytes.words(limits.unpacked())));
        }
        if (type == REF_DELTA) {
            // Its base is somewhere else, and as large as may be; chains of these cannot be told.
            thin += made + size + begins(begin);
        } else if (!delta && type != BLOB) {
            whole = Math.max(whole, made);
        }
    }

    private void bounded(long size) {
        if (size > limits.object()) {
            throw large(
                    "The push brings a file of %s, and %s is the most: keep it elsewhere, and out of the commits."
                            .formatted(Bytes.words(size), Bytes.words(limits.object())));
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
        long most = whole;
        long[] held = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            int parent = parents[i];
            if (parent >= 0) {
                held[i] = held[parent] + (children[parent] > 1 ? sizes[parent] : 0);
                most = Math.max(most, held[i] + sizes[parent] + 2 * sizes[i]);
            }
        }
        long needed = most + thin;
        if (needed > limits.memory()) {
            throw large(
                    "The push is packed so tightly that unpacking it takes %s of memory, and %s is the most: git -c pack.window=0 push --no-thin, or fewer commits at a time."
                            .formatted(Bytes.words(needed), Bytes.words(limits.memory())));
        }
        return needed;
    }

    private int next() throws IOException {
        int one = in.read();
        if (one < 0) {
            throw broken("it is cut off");
        }
        return one;
    }

    private static Refusal.Thrown large(String words) {
        return new Refusal.Thrown(Refusal.size(words));
    }

    private static Refusal.Thrown broken(String what) {
        return new Refusal.Thrown(
                Refusal.fsck("What was sent is no sound pack (" + what + "): push again."));
    }

    @Override
    public void close() {
        inflater.end();
    }
}
