package dev.ratoon.runner.hands;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.ratoon.runner.tree.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The master's side of a pseudo terminal. Threads: one reads, one writes, any closes; nothing waits
 * in the kernel for longer than a second, so that a close is noticed.
 */
@SuppressWarnings("restricted") // whoever starts this JVM allows it native access
final class Pseudoterminal implements AutoCloseable {
    private static final MethodHandle OPEN = Libc.handle("posix_openpt", JAVA_INT, JAVA_INT);
    private static final MethodHandle GRANT = Libc.handle("grantpt", JAVA_INT, JAVA_INT);
    private static final MethodHandle UNLOCK = Libc.handle("unlockpt", JAVA_INT, JAVA_INT);
    private static final MethodHandle NAME =
            Libc.handle("ptsname_r", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle READ =
            Libc.handle("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITE =
            Libc.handle("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle POLL =
            Libc.handle("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle IOCTL =
            Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow("ioctl"),
                            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                            Linker.Option.firstVariadicArg(2));
    private static final int READ_WRITE = 2;
    private static final int NO_CONTROLLING_TERMINAL = 0x100;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final long SET_SIZE = 0x5414;
    private static final long FOREGROUND_GROUP = 0x540F;
    private static final short READABLE = 1;
    private static final short WRITABLE = 4;
    private static final int LOOK_EVERY = 1000;
    private static final int CHUNK = 4096;

    private final int master;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment incoming = arena.allocate(CHUNK);
    private final MemorySegment outgoing = arena.allocate(CHUNK);
    private final Object using = new Object();
    private int users;
    private boolean closed;

    private Pseudoterminal(int master) {
        this.master = master;
    }

    static Pseudoterminal open() throws IOException {
        try {
            int master =
                    (int) OPEN.invokeExact(READ_WRITE | NO_CONTROLLING_TERMINAL | CLOSE_ON_EXEC);
            if (master < 0) {
                throw new IOException("there is no terminal left (or no /dev/ptmx)");
            }
            if ((int) GRANT.invokeExact(master) != 0 || (int) UNLOCK.invokeExact(master) != 0) {
                Libc.close(master);
                throw new IOException("a terminal cannot be unlocked");
            }
            return new Pseudoterminal(master);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Libc.failed("posix_openpt", e);
        }
    }

    /** The file that a process opens as its terminal. */
    String name() throws IOException {
        try (Arena own = Arena.ofConfined()) {
            MemorySegment name = own.allocate(128);
            if ((int) NAME.invokeExact(master, name, name.byteSize()) != 0) {
                throw new IOException("a terminal has no name");
            }
            return name.getString(0);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Libc.failed("ptsname_r", e);
        }
    }

    void resize(int columns, int rows) {
        if (!enter()) {
            return;
        }
        try (Arena own = Arena.ofConfined()) {
            MemorySegment size = own.allocate(8, 2);
            size.set(JAVA_SHORT, 0, (short) rows);
            size.set(JAVA_SHORT, 2, (short) columns);
            int _ = (int) IOCTL.invokeExact(master, SET_SIZE, size);
        } catch (Throwable e) {
            throw Libc.failed("ioctl", e);
        } finally {
            leave();
        }
    }

    /** The group of processes that the keyboard belongs to; 0 when there is none. */
    int foreground() {
        if (!enter()) {
            return 0;
        }
        try (Arena own = Arena.ofConfined()) {
            MemorySegment group = own.allocate(JAVA_INT);
            int result = (int) IOCTL.invokeExact(master, FOREGROUND_GROUP, group);
            return result == 0 ? group.get(JAVA_INT, 0) : 0;
        } catch (Throwable e) {
            throw Libc.failed("ioctl", e);
        } finally {
            leave();
        }
    }

    int read(byte[] into, int most) {
        try {
            if (!enterWhen(READABLE)) {
                return -1;
            }
            try {
                long read = (long) READ.invokeExact(master, incoming, (long) Math.min(CHUNK, most));
                if (read > 0) {
                    MemorySegment.copy(incoming, 0, MemorySegment.ofArray(into), 0, read);
                }
                return (int) read;
            } finally {
                leave();
            }
        } catch (Throwable e) {
            throw Libc.failed("read", e);
        }
    }

    void write(byte[] bytes) throws IOException {
        int written = 0;
        while (written < bytes.length) {
            int some = Math.min(CHUNK, bytes.length - written);
            long wrote = writeSome(bytes, written, some);
            if (wrote <= 0) {
                throw new IOException("the terminal is closed");
            }
            written += (int) wrote;
        }
    }

    private long writeSome(byte[] bytes, int from, int length) {
        try {
            if (!enterWhen(WRITABLE)) {
                return -1;
            }
            try {
                MemorySegment.copy(MemorySegment.ofArray(bytes), from, outgoing, 0, length);
                return (long) WRITE.invokeExact(master, outgoing, (long) length);
            } finally {
                leave();
            }
        } catch (Throwable e) {
            throw Libc.failed("write", e);
        }
    }

    /** Waits until it is ready, and keeps it from being closed; false when it is closed. */
    private boolean enterWhen(short ready) throws Throwable {
        while (enter()) {
            int result;
            try (Arena own = Arena.ofConfined()) {
                MemorySegment poll = own.allocate(8, 4);
                poll.set(JAVA_INT, 0, master);
                poll.set(JAVA_SHORT, 4, ready);
                result = (int) POLL.invokeExact(poll, 1L, LOOK_EVERY);
            } catch (Throwable e) {
                leave();
                throw e;
            }
            if (result > 0) {
                return true;
            }
            leave();
        }
        return false;
    }

    private boolean enter() {
        synchronized (using) {
            if (!closed) {
                users++;
            }
            return !closed;
        }
    }

    private void leave() {
        synchronized (using) {
            users--;
            free();
        }
    }

    @Override
    public void close() {
        synchronized (using) {
            if (!closed) {
                closed = true;
                free();
            }
        }
    }

    /** Not while somebody uses it: the number could be another file's by then. */
    private void free() {
        if (closed && users == 0 && arena.scope().isAlive()) {
            Libc.close(master);
            arena.close();
        }
    }
}
