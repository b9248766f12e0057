package dev.ratoon.git.ssh;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.RemoteWords;
import dev.ratoon.git.Source;
import dev.ratoon.git.SshPublicKey;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.security.KeyPair;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.jspecify.annotations.Nullable;

/** In words why no program was started on a host: looked at before the connection is closed. */
final class SshTrouble {
    private final Source.Ssh at;
    private final HostKeyCheck check;
    private final boolean speaksSsh;
    private final boolean isLoggedIn;

    SshTrouble(Source.Ssh at, ClientSession session, HostKeyCheck check) {
        this.at = at;
        this.check = check;
        this.speaksSsh = session.getServerVersion() != null;
        this.isLoggedIn = session.isAuthenticated();
    }

    static GitTrouble unreachable(Source.Ssh at, IOException thrown) {
        if (isLate(thrown)) {
            return GitTrouble.external(at.host() + " does not answer: try again later.", thrown);
        }
        // Whoever hangs up at once is gone before the connection is ours.
        return causes(thrown).noneMatch(one -> one instanceof SocketException)
                ? noSsh(at)
                : GitTrouble.external(
                        "%s cannot be reached at port %d (%s): try later."
                                .formatted(at.host(), at.port(), said(thrown)),
                        thrown);
    }

    boolean speaksSsh() {
        return speaksSsh;
    }

    GitTrouble ofSilence() {
        return noSsh(at);
    }

    private static GitTrouble noSsh(Source.Ssh at) {
        return GitTrouble.user(
                "There is no ssh at %s, port %d: check the address."
                        .formatted(at.host(), at.port()));
    }

    GitTrouble of(Exception thrown, KeyPair key) {
        if (check.refused().isPresent()) {
            return GitTrouble.user(strange(check.refused().get()), thrown);
        }
        if (isLate(thrown)) {
            return GitTrouble.external(at.host() + " stopped answering: try again later.", thrown);
        }
        if (!speaksSsh) {
            return ofSilence();
        }
        if (!isLoggedIn && isNoLogin(thrown)) {
            return GitTrouble.user(
                    "%s does not take your key for %s: add this line to that account there: %s"
                            .formatted(
                                    at.host(), at.user(), PublicKeyEntry.toString(key.getPublic())),
                    thrown);
        }
        return GitTrouble.external(
                "%s broke off (%s): try again later.".formatted(at.host(), said(thrown)), thrown);
    }

    private String strange(SshPublicKey key) {
        if (check.right().isEmpty()) {
            return "No key of %s is known yet. It shows the %s key %s: ask its keepers whether that is theirs, and trust it then: ratoon git-host add URL. It was told nothing of you."
                    .formatted(at.host(), key.type(), key.fingerprint());
        }
        return "%s shows another key than the one that you trust: the %s key %s, and not %s. If its keepers say that they changed it, trust the new one (ratoon git-host add URL); else somebody stands in between. It was told nothing of you."
                .formatted(
                        at.host(),
                        key.type(),
                        key.fingerprint(),
                        check.right().stream()
                                .map(SshPublicKey::fingerprint)
                                .sorted()
                                .collect(Collectors.joining(" or ")));
    }

    private static boolean isNoLogin(Throwable thrown) {
        return causes(thrown)
                .anyMatch(
                        one ->
                                one instanceof SshException ssh
                                        && ssh.getDisconnectCode()
                                                == SshConstants
                                                        .SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE);
    }

    private static boolean isLate(Throwable thrown) {
        return causes(thrown)
                .anyMatch(
                        one ->
                                one instanceof TimeoutException
                                        || one instanceof InterruptedIOException);
    }

    private static Stream<Throwable> causes(@Nullable Throwable thrown) {
        return Stream.iterate(thrown, one -> one != null, Throwable::getCause);
    }

    /** The words of the innermost: those around it are the client's own. */
    private static String said(Throwable thrown) {
        Throwable first = causes(thrown).reduce((_, inner) -> inner).orElse(thrown);
        return RemoteWords.plain(String.valueOf(first.getMessage()));
    }
}
