package dev.ratoon.k8s;

import dev.ratoon.environments.ErrandEnd;
import dev.ratoon.environments.ErrandOrder;
import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.Sandboxes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sandboxes of which none starts before the network policy is proven. The first start proves it,
 * and so does the first one after a proof has grown old; all others wait for that one. A proof that
 * failed holds for a minute, so that many agents do not make many canaries. What runs is left alone.
 */
public final class ProvenSandboxes implements Sandboxes {
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Sandboxes pods;
    private final Supplier<Proof> proving;
    private final Clock clock;
    private final Duration every;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Proof newest;

    /**
     * Proves nothing yet.
     *
     * @param pods closed with this
     * @param proving {@link Canary#prove}
     * @param every how old a proof may be
     */
    public ProvenSandboxes(
            Sandboxes pods, Supplier<Proof> proving, Clock clock, Duration every) {
        this.pods = pods;
        this.proving = proving;
        this.clock = clock;
        this.every = every;
    }

    /** The newest proof, or a new one when there is none or it is old. */
    public Proof proof() {
        Proof known = newest;
        return known != null && isFresh(known) ? known : proveUnless(true);
    }

    /** A new proof, whatever is known: when somebody asks, or the policy may have changed. */
    public Proof proveAgain() {
        return proveUnless(false);
    }

    private Proof proveUnless(boolean freshWillDo) {
        lock.lock();
        try {
            Proof known = newest;
            if (freshWillDo && known != null && isFresh(known)) {
                return known;
            }
            Proof proof = proving.get();
            newest = proof;
            return proof;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFresh(Proof proof) {
        Duration age = Duration.between(proof.at(), clock.instant());
        return age.compareTo(proof instanceof Proof.Holds ? every : AGAIN) < 0;
    }

    @Override
    public void start(SandboxOrder order) throws SandboxTrouble {
        Proof proof = proof();
        if (!(proof instanceof Proof.Holds)) {
            throw new SandboxTrouble(
                    SandboxTrouble.Blame.EXTERNAL,
                    "No agent starts. " + proof.what(),
                    proof.nextStep(),
                    null);
        }
        pods.start(order);
    }

    @Override
    public void stop(SandboxName sandbox) throws SandboxTrouble {
        pods.stop(sandbox);
    }

    @Override
    public Optional<Observed> observe(String workspace) throws SandboxTrouble {
        return pods.observe(workspace);
    }

    @Override
    public List<Observed> all() throws SandboxTrouble {
        return pods.all();
    }

    @Override
    public void deleteWorkspace(String workspace) throws SandboxTrouble {
        pods.deleteWorkspace(workspace);
    }

    @Override
    public ErrandEnd run(ErrandOrder order, Consumer<String> output) throws SandboxTrouble {
        return pods.run(order, output);
    }

    @Override
    public void listen(Listener listener) {
        pods.listen(listener);
    }

    @Override
    public String description() {
        Proof known = newest;
        return pods.description()
                + (known == null
                        ? "; the network policy is proven before the first one starts"
                        : "; " + known.what());
    }

    @Override
    public void close() {
        pods.close();
    }
}
