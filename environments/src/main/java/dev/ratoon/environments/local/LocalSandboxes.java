package dev.ratoon.environments.local;

import dev.ratoon.environments.ErrandEnd;
import dev.ratoon.environments.ErrandOrder;
import dev.ratoon.environments.Machine;
import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxTrouble.Blame;
import dev.ratoon.environments.Sandboxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Sandboxes as processes of this machine. All that it knows is in files and in /proc: what it finds
 * there at its own start it adopts. Calls about one workspace follow one another; those about
 * different ones do not wait for each other.
 */
public final class LocalSandboxes implements Sandboxes {
    private final LocalSettings settings;
    private final Host host;
    private final Agents agents;
    private final Owners owners;
    private final Cgroups cgroups;
    private final Splices splices;
    private final Incarnations incarnations;
    private final Errands errands;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** Adopts what runs and cleans up what a crash left. */
    public LocalSandboxes(LocalSettings settings) throws SandboxTrouble {
        this(settings, new Host(Machine.thisOne()), CgroupSearch.of(settings.root()));
    }

    LocalSandboxes(LocalSettings settings, Host host, Cgroups cgroups) throws SandboxTrouble {
        this.settings = settings;
        this.host = host;
        this.cgroups = cgroups;
        Path errandsThere;
        try {
            this.agents = Agents.below(settings.root());
            errandsThere = ErrandFiles.below(settings.root());
            this.owners =
                    new Owners(
                            host.root(),
                            settings.uids(),
                            List.of(agents.directory(), errandsThere));
        } catch (IOException e) {
            throw trouble("The directory for agents cannot be used: " + settings.root(), e);
        }
        this.splices = new Splices(settings.doors());
        var launcher = new Launcher(host, settings, cgroups);
        var ending = new Ending(cgroups);
        this.incarnations =
                new Incarnations(launcher, ending, cgroups, splices, new Watch(this::ended));
        this.errands = new Errands(errandsThere, owners, launcher, ending, cgroups, splices);
        try {
            errands.sweep();
        } catch (IOException e) {
            throw trouble("What is left of an errand cannot be removed", e);
        }
        for (AgentFiles agent : agentsThere()) {
            locked(agent.workspaceName(), () -> incarnations.adopt(agent, owners.of(agent)));
        }
        Thread.ofVirtual().name("deleted-agents").start(this::removeDeleted);
    }

    @Override
    public void start(SandboxOrder order) throws SandboxTrouble {
        if (order.image().isPresent()) {
            throw new SandboxTrouble(
                    Blame.USER,
                    "A sandbox of this machine has no image: " + order.image().get(),
                    "Begin the agent with an environment that names none",
                    null);
        }
        AgentFiles agent = agents.agent(order.name().workspace());
        locked(
                order.name().workspace(),
                () -> {
                    int number = order.name().incarnation();
                    Optional<Incarnation> current = agent.current();
                    if (agent.exists() && number <= agent.highest()) {
                        incarnations.redirect(order);
                        return;
                    }
                    if (current.isPresent()) {
                        if (incarnations.observe(current.get()) instanceof Observed.Ended) {
                            incarnations.stop(agent, current.get(), owners.of(agent));
                        } else {
                            throw new SandboxTrouble(
                                    Blame.EXTERNAL,
                                    "The sandbox " + current.get().name() + " is not gone yet",
                                    "Stop it first, then try again",
                                    null);
                        }
                    }
                    start(agent, order);
                });
        tell(order.name().workspace());
        Thread.ofVirtual()
                .name("starting-" + order.name())
                .start(() -> tellWhenStarted(order.name().workspace()));
    }

    /** A few milliseconds later it runs, or it has failed, which its watch tells. */
    private void tellWhenStarted(String workspace) {
        try {
            for (int i = 0; i < 500 && !closed; i++) {
                if (!(observe(workspace).orElse(null) instanceof Observed.Starting)) {
                    tell(workspace);
                    return;
                }
                LockSupport.parkNanos(this, 10_000_000);
            }
        } catch (SandboxTrouble _) {
            // Whoever listens looks by a timer too.
        }
    }

    private void start(AgentFiles agent, SandboxOrder order) throws IOException, SandboxTrouble {
        Files.createDirectories(agent.directory());
        Owner owner = owners.of(agent);
        agents.prepare(agent, owner);
        incarnations.start(agent, order, owner);
    }

    @Override
    public void stop(SandboxName sandbox) throws SandboxTrouble {
        AgentFiles agent = agents.agent(sandbox.workspace());
        locked(
                sandbox.workspace(),
                () -> {
                    Incarnation incarnation = agent.incarnation(sandbox.incarnation());
                    if (incarnation.exists()) {
                        incarnations.stop(agent, incarnation, owners.of(agent));
                    }
                });
        tell(sandbox.workspace());
    }

    @Override
    public Optional<Observed> observe(String workspace) throws SandboxTrouble {
        AgentFiles agent = agents.agent(workspace);
        try {
            Optional<Incarnation> current = agent.current();
            if (current.isPresent()) {
                return current.map(incarnations::observe);
            }
            return agent.leaving().stream()
                    .findFirst()
                    .map(leaving -> new Observed.Ending(leaving.name()));
        } catch (IOException e) {
            throw trouble("The files of " + workspace + " cannot be read", e);
        }
    }

    @Override
    public List<Observed> all() throws SandboxTrouble {
        var all = new ArrayList<Observed>();
        for (AgentFiles agent : agentsThere()) {
            observe(agent.workspaceName()).ifPresent(all::add);
        }
        return all;
    }

    @Override
    public List<String> workspaces() throws SandboxTrouble {
        return agentsThere().stream().map(AgentFiles::workspaceName).toList();
    }

    @Override
    public void deleteWorkspace(String workspace) throws SandboxTrouble {
        AgentFiles agent = agents.agent(workspace);
        locked(
                workspace,
                () -> {
                    if (!agent.exists()) {
                        return;
                    }
                    Owner owner = owners.of(agent);
                    Optional<Incarnation> current = agent.current();
                    if (current.isPresent()) {
                        incarnations.stop(agent, current.get(), owner);
                    }
                    var gone = agents.deleted(agent, settings.clock().millis());
                    Files.move(agent.directory(), gone);
                    Removal.of(gone);
                    owners.release(owner.uid());
                });
        tell(workspace);
    }

    @Override
    public ErrandEnd run(ErrandOrder order, Consumer<String> output) throws SandboxTrouble {
        try {
            return errands.run(order, output);
        } catch (IOException e) {
            throw trouble("The throw-away sandbox for " + order.folder() + " failed", e);
        }
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public String description() {
        String limits =
                cgroups.description().isEmpty()
                        ? "no control group can be made here: "
                                + Rlimits.description(cgroups.bounds())
                        : cgroups.description();
        return String.join(
                "; ",
                settings.confinement().description(),
                host.filteringDescription(settings.confinement()),
                limits);
    }

    @Override
    public void close() {
        closed = true;
        errands.close();
        // What is under way comes to its end: the next one on these files finds nobody in them.
        locks.values().forEach(LocalSandboxes::waitFor);
        incarnations.close();
        splices.close();
        cgroups.close();
    }

    private static void waitFor(ReentrantLock lock) {
        lock.lock();
        try {
            return;
        } finally {
            lock.unlock();
        }
    }

    private void ended(Watch.Watched watched, Side side, OptionalInt exit) {
        SandboxName name = watched.name();
        try {
            AgentFiles agent = agents.agent(name.workspace());
            locked(
                    name.workspace(),
                    () -> {
                        Incarnation incarnation = agent.incarnation(name.incarnation());
                        if (!closed && incarnations.isCurrent(watched) && incarnation.exists()) {
                            incarnations.ended(incarnation, side, exit, owners.of(agent));
                        }
                    });
        } catch (SandboxTrouble e) {
            System.getLogger(LocalSandboxes.class.getName())
                    .log(System.Logger.Level.WARNING, "The end of " + name, e);
        }
        if (!closed) {
            tell(name.workspace());
        }
    }

    private void tell(String workspace) {
        listeners.forEach(listener -> listener.changed(workspace));
    }

    private List<AgentFiles> agentsThere() throws SandboxTrouble {
        try {
            return agents.all();
        } catch (IOException e) {
            throw trouble("The directory for agents cannot be read: " + settings.root(), e);
        }
    }

    private void removeDeleted() {
        try {
            for (var gone : agents.deleted()) {
                int uid = Owners.read(gone.resolve("uid"));
                Removal.of(gone);
                owners.release(uid);
            }
        } catch (IOException e) {
            if (!closed) {
                System.getLogger(LocalSandboxes.class.getName())
                        .log(System.Logger.Level.WARNING, "Files of deleted agents", e);
            }
        }
    }

    private interface Work {
        void run() throws IOException, SandboxTrouble;
    }

    private void locked(String workspace, Work work) throws SandboxTrouble {
        ReentrantLock lock = locks.computeIfAbsent(workspace, _ -> new ReentrantLock());
        lock.lock();
        try {
            work.run();
        } catch (IOException e) {
            throw trouble("The sandbox of " + workspace + " failed", e);
        } finally {
            lock.unlock();
        }
    }

    private static SandboxTrouble trouble(String what, IOException cause) {
        return new SandboxTrouble(
                Blame.EXTERNAL,
                what + ": " + cause.getMessage(),
                "See that the disk has room and the directory is this user's, then try again",
                cause);
    }
}
