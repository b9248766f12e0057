package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxTrouble;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One list and one watch of this place's canaries, and waiting for what becomes of one. */
final class CanaryWatch implements AutoCloseable {
    private final String namespace;
    private final Semaphore news = new Semaphore(0);
    private final SharedIndexInformer<Pod> pods;

    CanaryWatch(KubernetesClient client, PodSettings settings) throws SandboxTrouble {
        this.namespace = settings.namespace();
        this.pods =
                client.pods()
                        .inNamespace(namespace)
                        .withLabels(PodNames.ofPlace(settings))
                        .withLabel(CanaryPod.LABEL)
                        .runnableInformer(0);
        pods.addEventHandler(new News());
        try {
            pods.run();
        } catch (KubernetesClientException e) {
            close();
            throw new Refusal(e.getCode(), String.valueOf(e.getMessage()))
                    .trouble("Watching the canaries of " + namespace, e);
        }
    }

    List<Pod> all() {
        return pods.getStore().list();
    }

    /** The pod as it is when that holds or the time is over; empty when there is none by then. */
    Optional<Pod> until(Pod pod, Predicate<Pod> holds, Duration bound) throws InterruptedException {
        long end = System.nanoTime() + bound.toNanos();
        while (true) {
            news.drainPermits();
            Optional<Pod> now =
                    Optional.ofNullable(
                            pods.getStore()
                                    .getByKey(namespace + "/" + pod.getMetadata().getName()));
            long left = end - System.nanoTime();
            if (left <= 0 || now.filter(holds).isPresent()) {
                return now;
            }
            // A second at most: patience with a pod runs out without news.
            boolean _ =
                    news.tryAcquire(
                            Math.min(left, TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        pods.stop();
    }

    private final class News implements ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            news.release();
        }

        @Override
        public void onUpdate(@Nullable Pod before, Pod pod) {
            news.release();
        }

        @Override
        public void onDelete(Pod pod, boolean stateUnknown) {
            news.release();
        }
    }
}
