package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxTrouble;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One list and one watch each of this place's pods and claims, however many there are. What comes
 * is told on the watch's own thread: whoever is told does nothing there that takes time.
 */
final class Watch implements Seen.Kept, AutoCloseable {
    private static final String BY_WORKSPACE = "workspace";

    /** How often all is told again out of the own memory: no request, and what is late is seen. */
    private static final Duration AGAIN = Duration.ofSeconds(15);

    private final String namespace;
    private final SharedIndexInformer<Pod> pods;
    private final SharedIndexInformer<PersistentVolumeClaim> claims;

    interface Told {
        /** It is there, new, changed, or as before. */
        void pod(Pod pod);

        void podGone(Pod last);

        void claim(PersistentVolumeClaim claim);

        void claimGone(PersistentVolumeClaim last);
    }

    /** Returns when all that is there has been seen. */
    Watch(KubernetesClient client, PodSettings settings, Told told) throws SandboxTrouble {
        this.namespace = settings.namespace();
        Map<String, String> ours = PodNames.ofPlace(settings);
        this.pods =
                client.pods()
                        .inNamespace(namespace)
                        .withLabels(ours)
                        .runnableInformer(AGAIN.toMillis());
        this.claims =
                client.persistentVolumeClaims()
                        .inNamespace(namespace)
                        .withLabels(ours)
                        .runnableInformer(0);
        pods.addIndexers(Map.of(BY_WORKSPACE, Watch::workspace));
        pods.addEventHandler(new PodNews(told));
        claims.addEventHandler(new ClaimNews(told));
        try {
            claims.run();
            pods.run();
        } catch (KubernetesClientException e) {
            close();
            throw new Refusal(e.getCode(), String.valueOf(e.getMessage()))
                    .trouble("Watching the pods of " + namespace, e);
        }
    }

    private static List<String> workspace(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        String workspace = labels == null ? null : labels.get(PodNames.WORKSPACE);
        return workspace == null ? List.of() : List.of(workspace);
    }

    @Override
    public Collection<Pod> pods(String workspace) {
        return pods.getIndexer().byIndex(BY_WORKSPACE, workspace);
    }

    @Override
    public Collection<Pod> pods() {
        return pods.getStore().list();
    }

    @Override
    public Collection<PersistentVolumeClaim> claims() {
        return claims.getStore().list();
    }

    @Override
    public Optional<PersistentVolumeClaim> claim(String name) {
        return Optional.ofNullable(claims.getStore().getByKey(namespace + "/" + name));
    }

    @Override
    public void close() {
        pods.stop();
        claims.stop();
    }

    private record PodNews(Told told) implements ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            told.pod(pod);
        }

        @Override
        public void onUpdate(@Nullable Pod before, Pod pod) {
            told.pod(pod);
        }

        @Override
        public void onDelete(Pod pod, boolean stateUnknown) {
            told.podGone(pod);
        }
    }

    private record ClaimNews(Told told) implements ResourceEventHandler<PersistentVolumeClaim> {
        @Override
        public void onAdd(PersistentVolumeClaim claim) {
            told.claim(claim);
        }

        @Override
        public void onUpdate(@Nullable PersistentVolumeClaim before, PersistentVolumeClaim claim) {
            told.claim(claim);
        }

        @Override
        public void onDelete(PersistentVolumeClaim claim, boolean stateUnknown) {
            told.claimGone(claim);
        }
    }
}
