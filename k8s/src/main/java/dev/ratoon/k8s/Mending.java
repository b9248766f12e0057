package dev.ratoon.k8s;

import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxTrouble;
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
    private final Api api;
    private final PodSettings settings;
    private final Clock clock;

    /** By uid: whose end was asked for, and those that are being mended. */
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    private final Map<String, Observed.Ended> told = new ConcurrentHashMap<>();

    Mending(Api api, PodSettings settings, Clock clock) {
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
        Pod pod = sandbox.pod();
        try {
            Optional<String> beyond = beyond(pod, settings, clock.instant());
            if (beyond.isPresent()) {
                told.put(
                        sandbox.name().workspace(),
                        new Observed.Ended(sandbox.name(), beyond.get()));
                api.delete(pod);
            } else {
                // Ended by its deadline it stays there, and says how it came to that.
                api.change(
                        pod,
                        Map.of(
                                "metadata",
                                Map.of("uid", uid(sandbox)),
                                "spec",
                                Map.of("activeDeadlineSeconds", 1)));
            }
        } catch (SandboxTrouble trouble) {
            asked.remove(uid(sandbox));
            throw trouble;
        }
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
