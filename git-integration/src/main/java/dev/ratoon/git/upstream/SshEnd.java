package dev.ratoon.git.upstream;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.RemoteWords;
import dev.ratoon.git.Source;
import dev.ratoon.git.ssh.SshProgram;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;

/** In words how git on a host ended that did not end well: mostly in its own. */
record SshEnd(Source.Ssh at) {
    private static final Set<Integer> NO_PROGRAM = Set.of(126, 127);

    TransportException of(TransportException thrown, SshProgram there) {
        SshProgram.End end = there.end();
        List<String> said = RemoteWords.of(end.said());
        if (isStill(thrown) || (said.isEmpty() && !isFailure(end))) {
            return thrown;
        }
        return new TransportException(thrown.getMessage(), trouble(thrown, end, said));
    }

    private GitTrouble trouble(TransportException thrown, SshProgram.End end, List<String> said) {
        String words = "%s (%s)".formatted(String.join(" ", said), exit(end)).strip();
        if (end.exit().filter(NO_PROGRAM::contains).isPresent()) {
            return GitTrouble.external(
                    "%s runs no git for you: %s".formatted(at.host(), words), thrown);
        }
        if (thrown instanceof NoRemoteRepositoryException) {
            return GitTrouble.user(
                    "%s does not show %s to your key: %s. Check the address, or ask for the right to read it."
                            .formatted(at.host(), at.normalForm(), words),
                    thrown);
        }
        return GitTrouble.external(
                "%s broke off (%s): %s. Try again later."
                        .formatted(
                                at.normalForm(),
                                RemoteWords.plain(String.valueOf(thrown.getMessage())),
                                words),
                thrown);
    }

    /** For somebody who may read there. */
    Push.NoRight noRight(SshProgram there) {
        List<String> words = new ArrayList<>();
        words.add("%s does not let you push to %s.".formatted(at.host(), at.normalForm()));
        words.addAll(RemoteWords.of(there.end().said()));
        return new Push.NoRight(words);
    }

    private static boolean isFailure(SshProgram.End end) {
        return end.exit().filter(code -> code != 0).isPresent();
    }

    private static boolean isStill(Throwable thrown) {
        return Stream.iterate(thrown, one -> one != null, Throwable::getCause)
                .anyMatch(one -> one instanceof InterruptedIOException);
    }

    private static String exit(SshProgram.End end) {
        return end.exit().map(code -> "exit code " + code).orElse("without an exit code");
    }
}
