package dev.ratoon.git.ssh;

import dev.ratoon.git.SshPublicKey;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.jspecify.annotations.Nullable;

/** Whether a host is the one that it is meant to be. One for each connection. */
final class HostKeyCheck {
    static final AttributeKey<HostKeyCheck> KEY = new AttributeKey<>();

    /** By the names of what a host signs with; certificates are no keys. */
    private static final List<Set<String>> KINDS =
            List.of(
                    Set.of("ssh-ed25519"),
                    Set.of("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"),
                    Set.of("rsa-sha2-512", "rsa-sha2-256"));

    /**
     * Says what a host may show, those kinds first of which a key is known: else it seems changed.
     */
    static final SessionListener PROPOSING =
            new SessionListener() {
                @Override
                public void sessionNegotiationOptionsCreated(
                        Session session, Map<KexProposalOption, String> proposal) {
                    proposal.put(
                            KexProposalOption.SERVERKEYS,
                            String.join(",", of((ClientSession) session).signatures));
                }
            };

    private final Set<SshPublicKey> right;
    private final List<String> signatures;
    private volatile @Nullable SshPublicKey shown;

    private HostKeyCheck(Set<SshPublicKey> right, Stream<String> signatures) {
        this.right = right;
        this.signatures = signatures.toList();
    }

    static HostKeyCheck of(Set<SshPublicKey> right) {
        Set<String> known = right.stream().map(SshPublicKey::type).collect(Collectors.toSet());
        return new HostKeyCheck(
                right,
                KINDS.stream()
                        .flatMap(kind -> kind.stream().sorted(Comparator.reverseOrder()))
                        .sorted(Comparator.comparing(name -> !known.contains(typeOf(name)))));
    }

    /** Which take no key, but know afterwards which was shown. */
    static Stream<HostKeyCheck> ofEachKind() {
        return KINDS.stream().map(kind -> new HostKeyCheck(Set.of(), kind.stream()));
    }

    private static String typeOf(String signature) {
        return signature.startsWith("rsa-") ? "ssh-rsa" : signature;
    }

    private static HostKeyCheck of(ClientSession session) {
        return session.getConnectionContext().getAttribute(KEY);
    }

    static boolean verify(ClientSession session, SocketAddress from, PublicKey key) {
        return of(session).takes(SshPublicKey.parse(PublicKeyEntry.toString(key)));
    }

    private boolean takes(SshPublicKey key) {
        shown = key;
        return right.contains(key);
    }

    Set<SshPublicKey> right() {
        return right;
    }

    Optional<SshPublicKey> shown() {
        return Optional.ofNullable(shown);
    }

    /** What it showed instead of a right one. */
    Optional<SshPublicKey> refused() {
        return shown().filter(key -> !right.contains(key));
    }
}
