package dev.ratoon.git.upstream;

import dev.ratoon.git.FolderTooLarge;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Pace;
import dev.ratoon.git.RemoteWords;
import java.io.EOFException;
import java.io.InterruptedIOException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.TransportException;

/** In words what breaks off a conversation with a repository of somebody else. */
final class Broken {
    private Broken() {}

    /**
     * Of what was thrown.
     *
     * @param what like {@code cannot be read}
     */
    static GitTrouble of(String name, String what, Throwable thrown) {
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            switch (one) {
                case GitTrouble ours -> {
                    return ours;
                }
                case FolderTooLarge large -> {
                    return GitTrouble.user(
                            "%s has %s: have it divided there.".formatted(name, large.words()),
                            thrown);
                }
                case Pace.TooSlow slow -> {
                    return GitTrouble.external(
                            "%s %s: try again later.".formatted(name, slow.words()), thrown);
                }
                case InterruptedIOException _ -> {
                    return GitTrouble.external(
                            name + " stopped answering: try again later.", thrown);
                }
                case CorruptObjectException corrupt -> {
                    return GitTrouble.external(
                            "What %s sends does not stand git's own check (%s): have it repaired there."
                                    .formatted(name, corrupt.getMessage()),
                            thrown);
                }
                case EOFException _ -> {
                    return GitTrouble.external(
                            name + " broke off in the middle: try again later.", thrown);
                }
                default -> {}
            }
        }
        String words =
                thrown instanceof TransportException && thrown.getCause() != null
                        ? String.valueOf(thrown.getCause().getMessage())
                        : String.valueOf(thrown.getMessage());
        return GitTrouble.external(
                "%s %s (%s): try again later.".formatted(name, what, RemoteWords.plain(words)),
                thrown);
    }
}
