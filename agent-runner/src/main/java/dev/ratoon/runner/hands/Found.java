package dev.ratoon.runner.hands;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.ratoon.runner.tree.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * A file that is held on to as it was found, a link as the link itself: what others put in its
 * place afterwards changes nothing. A link that is held can be connected to as little as any other
 * file that is no socket.
 */
@SuppressWarnings("restricted") // whoever starts this JVM allows it native access
record Found(int descriptor) implements AutoCloseable {
    /** O_PATH, O_NOFOLLOW and O_CLOEXEC; the middle one has a number of its own on ARM. */
    private static final int FLAGS =
            0x20_0000
                    | 0x8_0000
                    | (System.getProperty("os.arch").equals("aarch64") ? 0x8000 : 0x2_0000);

    private static final MethodHandle OPEN =
            Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow("open"),
                            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                            Linker.Option.firstVariadicArg(2));

    static Found at(Path path) throws IOException {
        int descriptor = open(path);
        if (descriptor < 0) {
            throw new IOException("there is no " + path);
        }
        return new Found(descriptor);
    }

    private static int open(Path path) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) OPEN.invokeExact(arena.allocateFrom(path.toString()), FLAGS);
        } catch (Throwable e) {
            throw Libc.failed("open", e);
        }
    }

    /** By which the kernel finds this file and no other. */
    Path path() {
        return Path.of("/proc/self/fd", String.valueOf(descriptor));
    }

    @Override
    public void close() {
        int _ = Libc.close(descriptor);
    }
}
