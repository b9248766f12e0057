package dev.ratoon.controlplane.life;

import org.jspecify.annotations.Nullable;

/**
 * Its files are out of reach, and all that its runner knew. The next sandbox begins on another
 * volume.
 *
 * @param volume the new one's number
 * @param turn that this cut: nobody is left who could say how it ended
 * @param words of what it is made anew, what is missing and where that is
 */
public record WorkspaceReplaced(int volume, @Nullable Integer turn, String words)
        implements ObservedEvent.Beyond {}
