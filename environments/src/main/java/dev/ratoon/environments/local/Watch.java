package dev.ratoon.environments.local;

import dev.ratoon.environments.SandboxName;
import java.util.OptionalInt;

/**
 * Notices the end of processes, by one wait of the system's for each: on a virtual thread for those
 * that this process started, on a thread of the system's for those that it adopted.
 */
final class Watch {
    /** One run of a sandbox; a later one may have the same name. */
    record Watched(SandboxName name, Doors doors) {}

    interface Heard {
        /** How it ended is known only of a process that this one started. */
        void ended(Watched watched, Side side, OptionalInt exit);
    }

    private final Heard heard;

    Watch(Heard heard) {
        this.heard = heard;
    }

    void over(Watched watched, Side side, Process process) {
        Thread.ofVirtual()
                .name("watch-" + watched.name() + "-" + side.word())
                .start(
                        () -> {
                            try {
                                heard.ended(watched, side, OptionalInt.of(process.waitFor()));
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    /** Of one that an earlier process started. */
    void over(Watched watched, Side side, Life life) {
        Thread.ofPlatform()
                .daemon()
                .name("watch-" + watched.name() + "-" + side.word())
                .start(
                        () -> {
                            ProcessEnd.await(life);
                            heard.ended(watched, side, OptionalInt.empty());
                        });
    }
}
