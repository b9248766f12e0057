package dev.ratoon.environments.local;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Waits for the end of a process that is not this one's child, through the system's own handle of
 * it: the JDK asks every second. Blocks a thread of the system's.
 */
final class ProcessEnd {
    /** One number everywhere. */
    private static final long PIDFD_OPEN = 434;

    private static final short READABLE = 1;

    private static final Linker LINKER = Linker.nativeLinker();

    /** Variadic: without saying so the arguments go elsewhere on some processors. */
    private static final MethodHandle SYSCALL =
            call(
                    "syscall",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG),
                    Linker.Option.firstVariadicArg(1));

    private static final MethodHandle POLL =
            call(
                    "poll",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT));

    private static final MethodHandle CLOSE =
            call("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private ProcessEnd() {}

    static void await(Life life) {
        try {
            int handle = (int) (long) SYSCALL.invokeExact(PIDFD_OPEN, life.pid(), 0L);
            if (handle < 0) {
                // An old kernel, or it is gone already.
                ProcessHandle.of(life.pid())
                        .filter(_ -> life.lasts())
                        .ifPresent(lasting -> lasting.onExit().join());
                return;
            }
            try (Arena arena = Arena.ofConfined()) {
                // Now that the number cannot become another's: is it still the one?
                MemorySegment asked = arena.allocate(8, 4);
                asked.set(ValueLayout.JAVA_INT, 0, handle);
                asked.set(ValueLayout.JAVA_SHORT, 4, READABLE);
                while (life.lasts() && (int) POLL.invokeExact(asked, 1L, -1) <= 0) {
                    // A signal to this process ended the call, not the wait.
                }
            } finally {
                int _ = (int) CLOSE.invokeExact(handle);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("the system's own calls failed", e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle call(
            String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().find(name).orElseThrow(), descriptor, options);
    }
}
