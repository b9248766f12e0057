package dev.ratoon.git.ssh;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import dev.ratoon.git.SshKeyPair;
import dev.ratoon.git.SshPublicKey;
import dev.ratoon.git.gateway.GitClient;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is trusted, speaks ssh well, and means harm. This heap is 96 MiB. */
class HostileServerIT {
    @TempDir Path folder;
    GitClient owner;
    final SshKeyPair user = SshKeyPair.make(new SecureRandom());
    final SshServer server = SshServer.setUpDefaultServer();
    final AtomicLong taken = new AtomicLong(Long.MAX_VALUE);
    KeyPair hostKey;
    Relay relay;
    final Upstreams upstreams =
            new Upstreams(
                    UpstreamSettings.defaults()
                            .withPrivateHosts(
                                    Set.of(SshHost.NAME), UpstreamSettings.defaults().tls())
                            .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(3)));

    @BeforeEach
    void aServer() throws Exception {
        owner = new GitClient(folder);
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        hostKey = generator.generateKeyPair();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator((name, key, session) -> true);
        server.start();
        relay = new Relay(server.getPort(), taken::get);
    }

    @AfterEach
    void close() throws Exception {
        upstreams.close();
        relay.close();
        server.stop(true);
    }

    @Tag("long")
    @Test
    void one_that_says_it_takes_more_than_it_does_has_us_keep_nothing() throws Exception {
        CoreModuleProperties.WINDOW_SIZE.set(server, 1L << 30);
        server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
        Path from = owner.repository(folder.resolve("from"));
        owner.commitLarge(from, "large.bin", 150L << 20);
        Path to = folder.resolve("to.git");
        owner.in(folder, "init", "-q", "--bare", to.toString()).ok();
        taken.set(1L << 20);
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(from.resolve(".git").toFile()).build()) {
            ObjectId commit = repository.resolve("HEAD");
            var trouble =
                    assertThrows(
                            GitTrouble.class,
                            () ->
                                    upstreams.push(
                                            source(to),
                                            login(),
                                            repository,
                                            "refs/heads/main",
                                            Optional.empty(),
                                            commit));
            assertTrue(trouble.words().contains("stopped answering"), trouble.words());
        }
    }

    @Test
    void one_that_asks_for_ever_and_takes_no_answer_is_left() {
        server.setCommandFactory((channel, command) -> new Asking(command, taken));
        var trouble = assertThrows(GitTrouble.class, () -> upstreams.look(source(folder), login()));
        // Whichever bound is reached first.
        assertTrue(
                trouble.words().matches("(?s).*(broke off|stopped answering).*"), trouble.words());
    }

    private Source.Ssh source(Path repository) {
        return new Source.Ssh("git", SshHost.NAME, relay.port(), repository.toString());
    }

    private Optional<Login> login() {
        var trusted = SshPublicKey.parse(PublicKeyEntry.toString(hostKey.getPublic()));
        return Optional.of(new Login.SshKey("ann", user.privateKey(), Set.of(trusted)));
    }

    /** Requests that want an answer each, from when nothing is taken any more. */
    private static final class Asking extends AbstractCommandSupport {
        private final AtomicLong taken;

        Asking(String command, AtomicLong taken) {
            super(command, null);
            this.taken = taken;
        }

        @Override
        public void run() {
            taken.set(0);
            Session session = getServerSession();
            try {
                while (session.isOpen()) {
                    Buffer request = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
                    request.putString("are-you-there@example.invalid");
                    request.putBoolean(true);
                    session.writePacket(request).verify(Duration.ofSeconds(10));
                }
            } catch (IOException e) {
                // it was left
            }
        }
    }
}
