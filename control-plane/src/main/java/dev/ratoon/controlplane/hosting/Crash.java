package dev.ratoon.controlplane.hosting;

/**
 * Whether this process ends because something broke under it, and not because somebody wants it to:
 * then its sandboxes go on, as after its own death, and the next start adopts them.
 */
public final class Crash {
    private static volatile boolean noted;

    private Crash() {}

    public static void note() {
        noted = true;
    }

    static boolean isNoted() {
        return noted;
    }
}
