package dev.ratoon.git.ssh;

import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import dev.ratoon.git.SshPublicKey;
import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;

/** The way to hosts over ssh. Threads: any number. */
public final class SshHosts implements AutoCloseable {
    private static final Map<String, String> NEWEST_GIT = Map.of("GIT_PROTOCOL", "version=2");

    private final Connections connections;
    private final Duration toConnect;
    private final Duration silence;

    /**
     * Nothing is started yet.
     *
     * @param toConnect for each of: a connection, its keys and login, the start of a program
     * @param silence how long a host may stand still from then on
     */
    public SshHosts(Duration toConnect, Duration silence) {
        this.connections = new Connections(toConnect, silence);
        this.toConnect = toConnect;
        this.silence = silence;
    }

    /**
     * Starts a program there.
     *
     * @param addresses of the host, which may be dialled; no name is resolved here
     * @param command for the host's shell
     */
    public SshProgram run(
            Source.Ssh at, List<InetAddress> addresses, Login.SshKey login, String command) {
        KeyPair key = PrivateKeys.read(login);
        HostKeyCheck check = HostKeyCheck.of(login.hosts());
        ClientSession session = connections.connect(at, addresses, check);
        try {
            session.addPublicKeyIdentity(key);
            session.auth().verify(toConnect);
            ChannelExec channel = session.createExecChannel(command, null, NEWEST_GIT);
            var said = new BoundedWords();
            channel.setErr(said);
            channel.open().verify(toConnect);
            return new SshProgram(session, channel, said, silence);
        } catch (IOException | RuntimeException e) {
            SshTrouble trouble = new SshTrouble(at, session, check);
            session.close(true);
            throw trouble.of(e, key);
        }
    }

    /**
     * The keys that a host shows, of each kind that it has: to be compared by a person with what
     * its keepers say of them. Nobody is logged in.
     *
     * @param at whose user and path do not matter
     */
    public List<SshPublicKey> keys(Source.Ssh at, List<InetAddress> addresses) {
        List<SshPublicKey> shown = new ArrayList<>();
        for (HostKeyCheck check : HostKeyCheck.ofEachKind().toList()) {
            ClientSession session = connections.connect(at, addresses, check);
            // It ends by itself: the check takes no key.
            session.waitFor(EnumSet.of(ClientSessionEvent.CLOSED), toConnect.toMillis());
            SshTrouble trouble = new SshTrouble(at, session, check);
            session.close(true);
            if (shown.isEmpty() && !trouble.speaksSsh()) {
                throw trouble.ofSilence();
            }
            check.shown().ifPresent(shown::add);
        }
        return shown;
    }

    @Override
    public void close() {
        connections.close();
    }
}
