package dev.ratoon.environments.local;

import java.nio.file.Path;

/** One thing in the sandbox's file system, which is empty otherwise. */
sealed interface Mount {
    /** Where it is in the sandbox. */
    String to();

    record ReadOnly(Path from, String to) implements Mount {}

    record Writable(Path from, String to) implements Mount {}

    record Link(String target, String to) implements Mount {}

    /** Files in memory, gone with the sandbox. */
    record Memory(long bytes, String to) implements Mount {}
}
