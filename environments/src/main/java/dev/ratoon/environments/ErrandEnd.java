package dev.ratoon.environments;

/** How an errand ended. Nothing of it runs any more. */
public sealed interface ErrandEnd {
    /** By itself. What the kernel killed, for its memory for example, has 128 and the signal. */
    record Exited(int code) implements ErrandEnd {}

    /** It took longer than it may. */
    record OutOfTime() implements ErrandEnd {}

    /**
     * It took more than it may.
     *
     * @param words of what, for people
     */
    record OutOfBounds(String words) implements ErrandEnd {}

    /**
     * Its end is not its own: this process is being stopped, or its walls did not stand.
     *
     * @param words for people
     */
    record Lost(String words) implements ErrandEnd {}
}
