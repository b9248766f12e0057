package dev.ratoon.git.ssh;

import java.util.concurrent.ExecutorService;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.util.threads.NoCloseExecutor;

/** Sockets as usual, but whoever waits for a connection takes no worker from the others. */
final class Sockets extends Nio2ServiceFactoryFactory {
    private final ExecutorService waiting;

    Sockets(ExecutorService waiting) {
        this.waiting = waiting;
    }

    @Override
    public IoServiceFactory create(FactoryManager manager) {
        return new Nio2ServiceFactory(manager, null, new NoCloseExecutor(waiting));
    }
}
