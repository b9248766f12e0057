package dev.ratoon.git.ssh;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.jspecify.annotations.Nullable;

/**
 * The one client of this process. Nothing of it runs until it is needed for the first time.
 * Threads: any number; its own are {@link #WORKERS}, one that waits for bytes, and one that keeps
 * the time.
 */
final class Connections implements AutoCloseable {
    private static final int WORKERS = 2;

    private final Duration toConnect;
    private final Duration silence;
    private @Nullable SshClient client;
    private boolean closed;

    Connections(Duration toConnect, Duration silence) {
        this.toConnect = toConnect;
        this.silence = silence;
    }

    /** To the first of the addresses that answers. */
    ClientSession connect(Source.Ssh at, List<InetAddress> addresses, HostKeyCheck check) {
        GitTrouble last = GitTrouble.user("The name " + at.host() + " has no address.");
        for (InetAddress address : addresses) {
            try {
                // Without the name, which would be resolved once more.
                var number = InetAddress.getByAddress(address.getAddress());
                return client().connect(
                                at.user(),
                                new InetSocketAddress(number, at.port()),
                                AttributeRepository.ofKeyValuePair(HostKeyCheck.KEY, check),
                                null)
                        .verify(toConnect)
                        .getSession();
            } catch (IOException e) {
                last = SshTrouble.unreachable(at, e);
            }
        }
        throw last;
    }

    private synchronized SshClient client() {
        if (closed) {
            throw GitTrouble.internal("Ratoon is ending: start again what you want.", null);
        }
        SshClient running = client;
        if (running == null) {
            running = made();
            running.start();
            client = running;
        }
        return running;
    }

    private SshClient made() {
        SshClient made =
                ClientBuilder.builder()
                        .hostConfigEntryResolver(HostConfigEntryResolver.EMPTY)
                        .serverKeyVerifier(HostKeyCheck::verify)
                        .forwardingFilter(RejectAllForwardingFilter.INSTANCE)
                        .channelFactories(List.of())
                        .globalRequestHandlers(List.of())
                        .build();
        made.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        made.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        // There a host chooses the numbers that we compute with.
        made.setKeyExchangeFactories(
                made.getKeyExchangeFactories().stream()
                        .filter(kind -> !kind.getName().contains("group-exchange"))
                        .toList());
        made.addSessionListener(HostKeyCheck.PROPOSING);
        made.setSessionFactory(new BoundedSession.Factory(made));
        made.setChannelStreamWriterResolver((channel, _) -> new SteadyWriter(channel, silence));
        made.setIoServiceFactoryFactory(new Sockets(Executors.newVirtualThreadPerTaskExecutor()));
        CoreModuleProperties.NIO_WORKERS.set(made, WORKERS);
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(made, toConnect);
        CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(made, silence);
        CoreModuleProperties.WINDOW_TIMEOUT.set(made, silence);
        CoreModuleProperties.REQUEST_EXEC_REPLY.set(made, true);
        CoreModuleProperties.TCP_NODELAY.set(made, true);
        CoreModuleProperties.STOP_WAIT_TIME.set(made, Duration.ofSeconds(5));
        return made;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.stop();
        }
    }
}
