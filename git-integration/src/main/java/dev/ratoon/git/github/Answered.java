package dev.ratoon.git.github;

/** What came of a question to GitHub. */
public sealed interface Answered<T> {
    record With<T>(T value) implements Answered<T> {}

    record Not<T>(Trouble trouble) implements Answered<T> {}
}
