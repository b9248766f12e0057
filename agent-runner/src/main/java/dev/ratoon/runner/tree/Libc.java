package dev.ratoon.runner.tree;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The calls that Java has no word for. Only Linux; each returns what the C function does. */
@SuppressWarnings("restricted") // whoever starts this JVM allows it native access
public final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int BE_SUBREAPER = 36;
    private static final int NO_HANG = 1;
    private static final int SET_DUMPABLE = 4;

    private static final MethodHandle KILL = handle("kill", INT, INT, INT);
    private static final MethodHandle CLOSE = handle("close", INT, INT);
    private static final MethodHandle WAITPID =
            handle("waitpid", INT, INT, ValueLayout.ADDRESS, INT);
    private static final MethodHandle PIPE = handle("pipe2", INT, ValueLayout.ADDRESS, INT);
    private static final MethodHandle PRCTL =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("prctl"),
                    FunctionDescriptor.of(INT, INT, LONG, LONG, LONG, LONG),
                    Linker.Option.firstVariadicArg(1));

    private Libc() {}

    /** A call whose arguments and result are plain. */
    public static MethodHandle handle(String name, ValueLayout result, ValueLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    /** To a process, or, with a negative number, to a group. */
    public static int kill(long pid, int signal) {
        try {
            return (int) KILL.invokeExact((int) pid, signal);
        } catch (Throwable e) {
            throw failed("kill", e);
        }
    }

    public static int close(int descriptor) {
        try {
            return (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw failed("close", e);
        }
    }

    /** A pipe's two ends, closed in every child. */
    public static int[] pipe() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(INT, 2);
            if ((int) PIPE.invokeExact(ends, CLOSE_ON_EXEC) != 0) {
                throw new IllegalStateException("no pipe can be made: too many open files?");
            }
            return ends.toArray(INT);
        } catch (Throwable e) {
            throw failed("pipe2", e);
        }
    }

    /** From now on orphans below this process become its children, and can be found. */
    static void adoptOrphans() {
        try {
            int _ = (int) PRCTL.invokeExact(BE_SUBREAPER, 1L, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw failed("prctl", e);
        }
    }

    /** From now on no other process of the same user reads the memory of this one. */
    public static void hideMemory() {
        try {
            if ((int) PRCTL.invokeExact(SET_DUMPABLE, 0L, 0L, 0L, 0L) != 0) {
                throw new IllegalStateException("the memory of this process cannot be hidden");
            }
        } catch (Throwable e) {
            throw failed("prctl", e);
        }
    }

    /** Takes note of a dead child's end. */
    static void reap(long pid) {
        try {
            int _ = (int) WAITPID.invokeExact((int) pid, MemorySegment.NULL, NO_HANG);
        } catch (Throwable e) {
            throw failed("waitpid", e);
        }
    }

    /** What a call threw that was not its result. */
    public static IllegalStateException failed(String call, Throwable why) {
        if (why instanceof IllegalStateException already) {
            return already;
        }
        return new IllegalStateException(call + " cannot be called", why);
    }
}
