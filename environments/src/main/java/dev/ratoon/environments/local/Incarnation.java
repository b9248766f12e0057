package dev.ratoon.environments.local;

import dev.ratoon.environments.SandboxName;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The files of one incarnation: all that is known of it, also by the next control plane. */
record Incarnation(SandboxName name, Path directory) {
    /** Shared by both sides, and by nobody else. */
    Path link() {
        return directory.resolve("link");
    }

    /** The sockets to the control plane and its gateways; the runner's alone. */
    Path doors() {
        return directory.resolve("doors");
    }

    /** A directory, so that the runner can remove the key from it. */
    Path keys() {
        return directory.resolve("key");
    }

    Path firstKey() {
        return keys().resolve("first-key");
    }

    /** What stands in the sandbox's /etc and is not the machine's. */
    Path etc() {
        return directory.resolve("etc");
    }

    Path record() {
        return directory.resolve("record");
    }

    /** There once it is over; says why. */
    Path ended() {
        return directory.resolve("ended");
    }

    /** The process that was started, written by itself before it becomes anything. */
    Path process(Side side) {
        return directory.resolve(side.word() + ".pid");
    }

    /** The first process in the side's namespaces, as this machine numbers it. */
    Path init(Side side) {
        return directory.resolve(side.word() + ".init");
    }

    Path filter(Side side) {
        return directory.resolve(side.word() + ".filter");
    }

    /** There when this process hears what it prints: an errand, which does not outlive it. */
    Path heard() {
        return directory.resolve("heard");
    }

    /** What the side printed, its first mebibyte. */
    Path log(Side side) {
        return directory.resolve(side.word() + ".log");
    }

    boolean exists() {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
    }
}
