package dev.ratoon.controlplane.start;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/**
 * From here on every file of this process is its owner's alone, whoever makes it: the log that a
 * library rotates as much as our own. Java has no word for umask, the system has.
 */
final class OwnerOnly {
    private static final int NOTHING_FOR_OTHERS = 0077;

    private OwnerOnly() {}

    @SuppressWarnings("restricted")
    static void fromNowOn() {
        var linker = Linker.nativeLinker();
        var umask = linker.defaultLookup().find("umask");
        if (umask.isEmpty()) {
            return;
        }
        try {
            int _ =
                    (int)
                            linker.downcallHandle(
                                            umask.get(),
                                            FunctionDescriptor.of(
                                                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                                    .invokeExact(NOTHING_FOR_OTHERS);
        } catch (Throwable e) {
            throw new IllegalStateException("umask never fails", e);
        }
    }
}
