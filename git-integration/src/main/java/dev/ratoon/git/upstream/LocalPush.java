package dev.ratoon.git.upstream;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.BasePackPushConnection;
import org.eclipse.jgit.transport.PackTransport;
import org.eclipse.jgit.transport.ReceivePack;

/**
 * A push to a repository of this machine, whose end over there is a thread of ours: no hook runs,
 * and nothing of the repository is tidied up.
 */
final class LocalPush extends BasePackPushConnection {
    private static final System.Logger LOG = System.getLogger(LocalPush.class.getName());
    private static final int PIPE = 64 << 10;

    private final Thread there;

    LocalPush(PackTransport transport, Repository target) throws TransportException {
        super(transport);
        var toThere = new PipedInputStream(PIPE);
        var toHere = new PipedInputStream(PIPE);
        try {
            var fromHere = new PipedOutputStream(toThere);
            var fromThere = new PipedOutputStream(toHere);
            there = Thread.startVirtualThread(() -> receive(target, toThere, fromThere));
            init(toHere, fromHere);
        } catch (IOException e) {
            throw new TransportException(target + " cannot be written", e);
        }
        readAdvertisedRefs();
    }

    private static void receive(Repository target, InputStream in, OutputStream out) {
        try (target;
                in;
                out) {
            target.getConfig()
                    .setBoolean(
                            ConfigConstants.CONFIG_RECEIVE_SECTION,
                            null,
                            ConfigConstants.CONFIG_KEY_AUTOGC,
                            false);
            var pack = new ReceivePack(target);
            pack.setAllowDeletes(false);
            pack.setAllowNonFastForwards(false);
            pack.receive(in, out, null);
        } catch (IOException | RuntimeException e) {
            // The end here finds its pipe cut, or was told in git's own words.
            LOG.log(WARNING, target + " cannot be written", e);
        }
    }

    @Override
    public void close() {
        super.close();
        try {
            there.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
