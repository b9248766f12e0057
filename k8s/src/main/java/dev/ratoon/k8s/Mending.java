package dev.ratoon.k8s;

import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxTrouble;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends what cannot go on by itself: a pod of which one side has ended, and one that does not begin.
 * Keeps why a pod is gone that nobody here asked to end. Threads: any.
 */
final class Mending {
    /** What it asks of the cluster. */
    interface Asked {
        /** Changes a few fields of that very object, and of no later one of its name. */
        void change(HasMetadata there, Map<String, Object> fields) throws SandboxTrouble;

        /** Deletes that very object; whether it was still there. */
        boolean delete(HasMetadata there) throws SandboxTrouble;
    }

    private final Asked api;
    private final PodSettings settings;
    private final Clock clock;

    /** By uid: whose end was asked for, and those that are being mended. */
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    private final Map<String, Observed.Ended> told = new ConcurrentHashMap<>();

    Mending(Asked api, PodSettings settings, Clock clock) {
        this.api = api;
        this.settings = settings;
        this.clock = clock;
    }

    boolean isDue(Seen.Sandbox sandbox) {
        Pod pod = sandbox.pod();
        return !asked.contains(uid(sandbox))
                && pod.getMetadata().getDeletionTimestamp() == null
                && ((PodReading.isHalf(pod) && pod.getSpec().getActiveDeadlineSeconds() == null)
                        || beyond(pod, settings, clock.instant()).isPresent());
    }

    void mend(Seen.Sandbox sandbox) throws SandboxTrouble {
        if (!asked.add(uid(sandbox))) {
            return;
        }
        try {
            Optional<String> beyond = beyond(sandbox.pod(), settings, clock.instant());
            if (beyond.isPresent()) {
                delete(sandbox, beyond.get());
            } else {
                endHalf(sandbox);
            }
        } catch (SandboxTrouble trouble) {
            asked.remove(uid(sandbox));
            throw trouble;
        }
    }

    /** Ended by its deadline it stays there, and says how it came to that. */
    private void endHalf(Seen.Sandbox sandbox) throws SandboxTrouble {
        try {
            api.change(
                    sandbox.pod(),
                    Map.of(
                            "metadata",
                            Map.of("uid", uid(sandbox)),
                            "spec",
                            Map.of("activeDeadlineSeconds", 1)));
        } catch (SandboxTrouble refused) {
            if (refused.blame() == SandboxTrouble.Blame.EXTERNAL) {
                throw refused;
            }
            // A policy that takes no change of it, for which it is too old, lets it be deleted.
            delete(sandbox, PodEnd.reason(sandbox.pod()));
        }
    }

    private void delete(Seen.Sandbox sandbox, String why) throws SandboxTrouble {
        told.put(sandbox.name().workspace(), new Observed.Ended(sandbox.name(), why));
        boolean _ = api.delete(sandbox.pod());
    }

    /** Why it will not begin any more, once it is time to say so. */
    static Optional<String> beyond(Pod pod, PodSettings settings, Instant now) {
        if (!PodReading.isOnItsWay(pod)) {
            return Optional.empty();
        }
        Optional<Hindrance> hindrance = Hindrance.of(pod);
        if (hindrance.filter(Hindrance::lasting).isPresent()) {
            return hindrance.map(Hindrance::words);
        }
        return made(pod).plus(settings.patience()).isAfter(now)
                ? Optional.empty()
                : Optional.of(hindrance.orElseGet(() -> Hindrance.silent(pod)).words());
    }

    private static Instant made(Pod pod) {
        try {
            return Instant.parse(String.valueOf(pod.getMetadata().getCreationTimestamp()));
        } catch (DateTimeParseException _) {
            return Instant.MAX.minusSeconds(1L << 32);
        }
    }

    /** Somebody here wants its end: then it needs no reason. */
    void asked(Seen.Sandbox sandbox) {
        boolean _ = asked.add(uid(sandbox));
    }

    void gone(Seen.Sandbox sandbox) {
        if (!asked.remove(uid(sandbox))) {
            SandboxName name = sandbox.name();
            told.put(name.workspace(), new Observed.Ended(name, PodEnd.vanished(sandbox.pod())));
        }
    }

    Optional<Observed> told(String workspace) {
        return Optional.ofNullable(told.get(workspace));
    }

    void forget(String workspace) {
        told.remove(workspace);
    }

    private static String uid(Seen.Sandbox sandbox) {
        return sandbox.pod().getMetadata().getUid();
    }
}
