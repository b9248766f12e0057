package dev.ratoon.k8s;

import dev.ratoon.environments.ErrandEnd;
import dev.ratoon.environments.ErrandOrder;
import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxOrder.Address;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxTrouble.Blame;
import dev.ratoon.environments.Sandboxes;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Sandboxes as pods of one namespace. All that it knows is in the cluster: what it finds there at
 * its own start it adopts. A life costs a claim, a pod and its secret, a note and a delete for each
 * end, and the claim's delete; reading costs nothing. Calls about one workspace follow one another.
 */
public final class PodSandboxes implements Sandboxes {
    private final PodSettings settings;
    private final Clock clock;
    private final Address server;
    private final Turns.Work proof;
    private final Api api;
    private final Watch watch;
    private final Seen seen;
    private final Mending mending;
    private final Present present = new Present();
    private final Turns turns = new Turns();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /**
     * Adopts what runs.
     *
     * @param client stays its owner's, who closes it after this
     * @param proven without which none starts
     */
    public PodSandboxes(KubernetesClient client, PodSettings settings, Proven proven, Clock clock)
            throws SandboxTrouble {
        this(client, settings, proven::require, clock);
    }

    /** Lets everybody start: for the tests of what pods do. */
    PodSandboxes(KubernetesClient client, PodSettings settings, Clock clock) throws SandboxTrouble {
        this(client, settings, () -> {}, clock);
    }

    private PodSandboxes(
            KubernetesClient client, PodSettings settings, Turns.Work proof, Clock clock)
            throws SandboxTrouble {
        this.proof = proof;
        this.settings = settings;
        this.clock = clock;
        this.server = Server.of(client, settings);
        this.api = new Api(client, settings.namespace());
        this.mending = new Mending(api, settings, clock);
        var news = new News();
        this.watch = new Watch(client, settings, news);
        this.seen = new Seen(watch);
        news.ready();
    }

    @Override
    public void start(SandboxOrder order) throws SandboxTrouble {
        Fitting.check(order);
        // Outside of the lock, for it may take a while: who is ended meanwhile is ended at once.
        if (seen.of(order.name().workspace()).stream()
                .noneMatch(each -> each.name().equals(order.name()))) {
            proof.run();
        }
        turns.run(order.name().workspace(), () -> startInTurn(order));
        tell(order.name().workspace());
    }

    private void startInTurn(SandboxOrder order) throws SandboxTrouble {
        SandboxName name = order.name();
        Optional<PersistentVolumeClaim> claim = seen.claim(name.workspace());
        if (claim.filter(each -> each.getMetadata().getDeletionTimestamp() != null).isPresent()) {
            throw notGone("The volume of " + name.workspace());
        }
        Optional<Seen.Sandbox> current = seen.of(name.workspace()).stream().findFirst();
        int newest =
                Math.max(
                        current.map(each -> each.name().incarnation()).orElse(0),
                        claim.map(PodNames::newest).orElse(0));
        if (name.incarnation() <= newest) {
            if (current.isPresent() && current.get().name().equals(name)) {
                giveKeyAgain(order, current.get().pod());
            }
            return;
        }
        if (current.isPresent()) {
            if (!(observed(current.get()) instanceof Observed.Ended)) {
                throw notGone("The sandbox " + current.get().name());
            }
            remove(current.get());
        }
        if (claim.isEmpty()) {
            makeClaim(name.workspace());
        }
        mending.forget(name.workspace());
        giveKey(order, make(order));
    }

    private void makeClaim(String workspace) throws SandboxTrouble {
        seen.askingClaim(workspace);
        try {
            seen.answeredClaim(
                    workspace,
                    api.apply(WorkspaceClaim.of(workspace, settings), PersistentVolumeClaim.class));
        } catch (SandboxTrouble trouble) {
            seen.claimBrought(workspace);
            throw trouble;
        }
    }

    private Pod make(SandboxOrder order) throws SandboxTrouble {
        seen.asking(order.name());
        try {
            List<String> gate = SandboxContainers.gate(order, settings, server);
            Pod pod = api.apply(SandboxPod.of(order, settings, gate), Pod.class);
            seen.answered(order.name(), pod);
            return pod;
        } catch (SandboxTrouble trouble) {
            seen.brought(order.name());
            throw trouble;
        }
    }

    /** After its pod, so that it belongs to that one and goes with it: none is ever left over. */
    private void giveKey(SandboxOrder order, Pod pod) throws SandboxTrouble {
        Secret secret = FirstKeySecret.of(order, pod.getMetadata().getUid(), settings);
        Secret _ = api.apply(secret, Secret.class);
    }

    /** The process that made the pod may have died before it made the secret. */
    private void giveKeyAgain(SandboxOrder order, Pod pod) throws SandboxTrouble {
        if (PodReading.isOnItsWay(pod)) {
            giveKey(order, pod);
        }
    }

    private static SandboxTrouble notGone(String what) {
        return new SandboxTrouble(
                Blame.EXTERNAL,
                what + " is not gone yet",
                "It is tried again; a pod whose node is silent goes with its node",
                null);
    }

    @Override
    public void stop(SandboxName sandbox) throws SandboxTrouble {
        turns.run(
                sandbox.workspace(),
                () -> {
                    mending.forget(sandbox.workspace());
                    for (Seen.Sandbox each : seen.of(sandbox.workspace())) {
                        if (each.name().equals(sandbox)) {
                            remove(each);
                        }
                    }
                });
        tell(sandbox.workspace());
    }

    /** Its pod, and with that its secret: the claim alone is left. */
    @Override
    public void noted(SandboxName ended) throws SandboxTrouble {
        turns.run(
                ended.workspace(),
                () -> {
                    for (Seen.Sandbox each : seen.of(ended.workspace())) {
                        if (each.name().equals(ended) && observed(each) instanceof Observed.Ended) {
                            remove(each);
                        }
                    }
                });
    }

    private void remove(Seen.Sandbox sandbox) throws SandboxTrouble {
        if (sandbox.pod().getMetadata().getDeletionTimestamp() != null) {
            return;
        }
        Optional<PersistentVolumeClaim> claim = seen.claim(sandbox.name().workspace());
        int number = sandbox.name().incarnation();
        if (claim.isPresent() && PodNames.newest(claim.get()) < number) {
            api.change(
                    claim.get(),
                    Map.of(
                            "metadata",
                            Map.of(
                                    "uid",
                                    claim.get().getMetadata().getUid(),
                                    "annotations",
                                    Map.of(PodNames.NEWEST, Integer.toString(number)))));
        }
        delete(sandbox);
    }

    private void delete(Seen.Sandbox sandbox) throws SandboxTrouble {
        mending.asked(sandbox);
        if (!api.delete(sandbox.pod())) {
            // No news of it may ever come: a watch that begins anew is told of what is there.
            seen.brought(sandbox.name());
        }
    }

    @Override
    public Optional<Observed> observe(String workspace) {
        Optional<Seen.Sandbox> newest = seen.of(workspace).stream().findFirst();
        if (newest.isPresent()) {
            return newest.map(this::observed);
        }
        // Asked before why it is gone: that is on record when it is present no more.
        Optional<Observed> leaving = present.of(workspace).map(Observed.Ending::new);
        return seen.claim(workspace)
                .filter(claim -> claim.getMetadata().getDeletionTimestamp() != null)
                .<Observed>map(
                        claim ->
                                new Observed.Ending(
                                        new SandboxName(
                                                workspace, Math.max(1, PodNames.newest(claim)))))
                .or(() -> mending.told(workspace))
                .or(() -> leaving);
    }

    private Observed observed(Seen.Sandbox sandbox) {
        Observed read = PodReading.observed(sandbox.name(), sandbox.pod());
        return read instanceof Observed.Ending
                ? Leaving.observed(sandbox.name(), sandbox.pod(), settings, clock.instant())
                : read;
    }

    @Override
    public List<Observed> all() {
        var all = new ArrayList<Observed>();
        seen.workspaces().forEach(workspace -> observe(workspace).ifPresent(all::add));
        return all;
    }

    @Override
    public List<String> workspaces() {
        return seen.workspaces().stream()
                .filter(
                        workspace ->
                                seen.claim(workspace)
                                        .map(PersistentVolumeClaim::getMetadata)
                                        .filter(each -> each.getDeletionTimestamp() == null)
                                        .isPresent())
                .toList();
    }

    @Override
    public void deleteWorkspace(String workspace) throws SandboxTrouble {
        turns.run(
                workspace,
                () -> {
                    mending.forget(workspace);
                    for (Seen.Sandbox each : seen.of(workspace)) {
                        if (each.pod().getMetadata().getDeletionTimestamp() == null) {
                            delete(each);
                        }
                    }
                    Optional<PersistentVolumeClaim> claim = seen.claim(workspace);
                    if (claim.isPresent()
                            && claim.get().getMetadata().getDeletionTimestamp() == null) {
                        boolean _ = api.delete(claim.get());
                        seen.claimBrought(workspace);
                    }
                });
        tell(workspace);
    }

    /** What errands are for here, an image brings: see decision 47. */
    @Override
    public ErrandEnd run(ErrandOrder order, Consumer<String> output) throws SandboxTrouble {
        throw Fitting.noErrands(order);
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public String description() {
        return settings.description();
    }

    @Override
    public void close() {
        closed = true;
        watch.close();
    }

    private void tell(String workspace) {
        if (!closed) {
            listeners.forEach(listener -> listener.changed(workspace));
        }
    }

    /** What the watch brings; before all is there, nobody is told. */
    private final class News implements Watch.Told {
        private volatile boolean ready;

        void ready() {
            ready = true;
        }

        @Override
        public void pod(Pod pod) {
            Seen.Sandbox.of(pod).ifPresent(present::there);
            if (!ready) {
                return;
            }
            Seen.Sandbox.of(pod)
                    .ifPresent(
                            sandbox -> {
                                seen.brought(sandbox.name());
                                tell(sandbox.name().workspace());
                                if (mending.isDue(sandbox)) {
                                    Thread.ofVirtual()
                                            .name("mending-" + sandbox.name())
                                            .start(() -> mend(sandbox));
                                }
                            });
        }

        @Override
        public void podGone(Pod last) {
            if (!ready) {
                Seen.Sandbox.of(last).ifPresent(present::gone);
                return;
            }
            Seen.Sandbox.of(last)
                    .ifPresent(
                            sandbox -> {
                                seen.brought(sandbox.name());
                                mending.gone(sandbox);
                                present.gone(sandbox);
                                tell(sandbox.name().workspace());
                            });
        }

        @Override
        public void claim(PersistentVolumeClaim claim) {
            String workspace = claim.getMetadata().getLabels().get(PodNames.WORKSPACE);
            if (ready && workspace != null) {
                seen.claimBrought(workspace);
                tell(workspace);
            }
        }

        @Override
        public void claimGone(PersistentVolumeClaim last) {
            claim(last);
            String workspace = last.getMetadata().getLabels().get(PodNames.WORKSPACE);
            if (workspace != null) {
                mending.forget(workspace);
            }
        }
    }

    private void mend(Seen.Sandbox sandbox) {
        if (closed) {
            return;
        }
        try {
            turns.run(sandbox.name().workspace(), () -> mending.mend(sandbox));
        } catch (SandboxTrouble trouble) {
            System.getLogger(PodSandboxes.class.getName())
                    .log(System.Logger.Level.WARNING, "The pod of " + sandbox.name(), trouble);
        }
    }
}
