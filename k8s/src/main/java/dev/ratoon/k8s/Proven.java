package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxTrouble;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets sandboxes start while the network policy is proven. The first one that asks proves it, and
 * so does the first one after a proof has grown old; all others wait for that. A proof that failed
 * holds for a minute, so that many agents do not make many canaries. Threads: any.
 */
public final class Proven {
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Supplier<Proof> proving;
    private final Clock clock;
    private final Duration every;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Proof newest;

    /**
     * Proves nothing yet.
     *
     * @param proving {@link Canary#prove}
     * @param every how old a proof may be
     */
    public Proven(Supplier<Proof> proving, Clock clock, Duration every) {
        this.proving = proving;
        this.clock = clock;
        this.every = every;
    }

    /** The newest proof, or a new one when there is none or it is old. */
    public Proof proof() {
        Proof known = newest;
        return known != null && isFresh(known) ? known : prove(true);
    }

    /** A new proof, whatever is known: when somebody asks, or the policy may have changed. */
    public Proof proveAgain() {
        return prove(false);
    }

    /** No proof, no sandbox: says what was reached that must not be, and what to do. */
    void require() throws SandboxTrouble {
        Proof proof = proof();
        if (!(proof instanceof Proof.Holds)) {
            throw new SandboxTrouble(
                    SandboxTrouble.Blame.EXTERNAL,
                    "No agent starts. " + proof.what(),
                    proof.nextStep(),
                    null);
        }
    }

    private Proof prove(boolean freshWillDo) {
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
}
