package dev.ratoon.git.push;

import static java.lang.System.Logger.Level.ERROR;
import static org.eclipse.jgit.lib.Constants.HEAD;
import static org.eclipse.jgit.lib.Constants.R_HEADS;
import static org.eclipse.jgit.lib.Constants.R_TAGS;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.FolderTooLarge;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.PushGuard;
import dev.ratoon.git.PushRule;
import dev.ratoon.git.Pushes;
import dev.ratoon.git.RefChange;
import dev.ratoon.git.pack.PackRefused;
import dev.ratoon.git.pack.PackScan;
import dev.ratoon.git.pack.Room;
import dev.ratoon.git.review.BoundedWalk;
import dev.ratoon.git.review.Bounds;
import dev.ratoon.git.store.AgentStore;
import dev.ratoon.git.store.Checks;
import dev.ratoon.git.store.Quarantine;
import dev.ratoon.git.store.Told;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator.SubmoduleValidationException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;
import org.eclipse.jgit.transport.ReceivePack;

/**
 * One push: its objects go into a quarantine and are looked at there; what stands the rules goes
 * over into the agent's repository, and its refs change. JGit speaks the protocol. Threads: one.
 */
final class AgentPush extends ReceivePack {
    private static final System.Logger LOG = System.getLogger(AgentPush.class.getName());
    private static final int MOST_COMMANDS = 1_000;

    private final AgentRepository agent;
    private final AgentStore own;
    private final Quarantine quarantine;
    private final PushInput in;
    private final Pushes pushes;
    private final PushLimits limits;
    private final Room room;
    private final Map<String, ObjectId> hidden = new HashMap<>();
    private final Set<PushRule> used = EnumSet.noneOf(PushRule.class);

    AgentPush(
            AgentRepository agent,
            AgentStore own,
            Quarantine quarantine,
            PushInput in,
            Pushes pushes,
            PushLimits limits,
            Room room)
            throws IOException {
        super(quarantine.repository());
        this.agent = agent;
        this.own = own;
        this.quarantine = quarantine;
        this.in = in;
        this.pushes = pushes;
        this.limits = limits;
        this.room = room;
        setBiDirectionalPipe(false);
        setObjectChecker(Checks.ofOurs());
        setCheckReferencedObjectsAreReachable(true);
        setMaxObjectSizeLimit(limits.object());
        setAllowPushOptions(false);
        connectivityChecker = new References();
        setPreReceiveHook((_, commands) -> rules(List.copyOf(commands)));
        advertised();
    }

    /**
     * Hidden refs are not shown; that what they lead to is here saves sending it again. What was
     * published may hold what only its publisher is shown.
     */
    private void advertised() throws IOException {
        Map<String, Ref> shown = new HashMap<>();
        try (Repository repository = own.open()) {
            for (Ref ref : repository.getRefDatabase().getRefs()) {
                String name = ref.getName();
                if (name.equals(HEAD) || name.startsWith(R_HEADS) || name.startsWith(R_TAGS)) {
                    shown.put(name, ref);
                } else if (ref.getObjectId() != null && !name.equals(AgentStore.PUBLISHED)) {
                    hidden.put(name, ref.getObjectId());
                }
            }
        }
        setAdvertisedRefs(shown, Set.copyOf(hidden.values()));
    }

    @Override
    protected void receivePackAndCheckConnectivity() throws IOException {
        try {
            if (getAllCommands().size() > MOST_COMMANDS) {
                throw new Refusal.Thrown(
                        Refusal.size("The push changes too many refs: push your branch alone."));
            }
            Path pack = quarantine.folder().resolve("received");
            in.pack(pack, limits.pack());
            try (var _ = room.take(PackScan.memory(pack, limits.bounds()))) {
                super.receivePackAndCheckConnectivity();
            }
        } catch (Refusal.Thrown e) {
            refuseAll(e.refusal());
        } catch (PackRefused e) {
            refuseAll(Refusal.of(e));
        } catch (TooLargeObjectInPackException e) {
            refuseAll(Refusal.size(String.valueOf(e.getMessage())));
        } catch (FolderTooLarge e) {
            refuseAll(
                    Refusal.size(
                            "The push has %s: divide it into several folders."
                                    .formatted(e.words())));
        } catch (MissingObjectException e) {
            refuseAll(
                    Refusal.fsck(
                            "Something that was pushed refers to %s, which is neither in the push nor in what this agent has: fetch, and push again."
                                    .formatted(e.getObjectId().name())));
        } catch (CorruptObjectException | SubmoduleValidationException e) {
            refuseAll(
                    Refusal.fsck(
                            "Something that was pushed does not stand git's own check (%s): make it anew."
                                    .formatted(e.getMessage())));
        }
    }

    private void refuseAll(Refusal refusal) {
        for (ReceiveCommand command : getAllCommands()) {
            if (command.getResult() == Result.NOT_ATTEMPTED) {
                refuse(command, refusal);
            }
        }
    }

    private void refuse(ReceiveCommand command, Refusal refusal) {
        String word = refusal.rule().word();
        command.setResult(Result.REJECTED_OTHER_REASON, word);
        sendMessage("Refused by the rule " + word + ": " + refusal.words());
        sendMessage(
                refusal.rule().allowable()
                        ? "To allow it once: ratoon allow " + agent.name() + " " + word
                        : "Nobody can allow it: " + refusal.rule().why() + ".");
        pushes.refused(agent.agent(), refusal.rule(), command.getRefName(), refusal.words());
    }

    private void rules(List<ReceiveCommand> commands) {
        try {
            var content =
                    new ContentRules(
                            quarantine.repository(),
                            limits.objects(),
                            List.of(limits.guard(), guard(commands)),
                            getAdvertisedRefs().values());
            Map<ReceiveCommand, Refusal> allowable = new LinkedHashMap<>();
            for (ReceiveCommand command : commands) {
                Optional<Refusal> broken = broken(command, content);
                if (broken.isPresent() && broken.get().rule().allowable()) {
                    allowable.put(command, broken.get());
                } else if (broken.isPresent()) {
                    refuse(command, broken.get());
                }
            }
            allow(allowable);
        } catch (IOException | RuntimeException e) {
            failed(commands, e);
        }
    }

    /** A checkpoint may hold all: it is kept also when nobody can say what is refused. */
    private PushGuard guard(List<ReceiveCommand> commands) {
        return commands.stream().allMatch(command -> RefRules.hidden(command.getRefName()))
                ? PushGuard.NONE
                : pushes.guard(agent.agent());
    }

    private Optional<Refusal> broken(ReceiveCommand command, ContentRules content)
            throws IOException {
        String ref = command.getRefName();
        boolean deletes = command.getType() == ReceiveCommand.Type.DELETE;
        Optional<Refusal> broken = RefRules.broken(agent, ref, deletes);
        if (broken.isPresent()) {
            return broken;
        }
        OptionalInt turn = RefRules.turn(ref);
        if (turn.isPresent() && turn.getAsInt() > pushes.turns(agent.agent())) {
            return Optional.of(RefRules.tooLate(ref));
        }
        ObjectId there = hidden.get(ref);
        if (there != null && !continues(there, command.getNewId())) {
            return Optional.of(RefRules.keeps(ref));
        }
        return content.broken(command.getNewId(), ref);
    }

    /** A checkpoint may be followed by a later one of the same turn, which has it as a parent. */
    private boolean continues(ObjectId there, ObjectId next) throws IOException {
        try (ObjectReader reader = quarantine.repository().newObjectReader();
                RevWalk walk = new BoundedWalk(reader, limits.objects(), Bounds.PATIENCE)) {
            walk.setRetainBody(false);
            return walk.parseAny(next) instanceof RevCommit later
                    && walk.isMergedInto(walk.parseCommit(there), later);
        } catch (BoundedWalk.TooFar _) {
            return false;
        }
    }

    /** What a person allows once is used up with what is taken: see {@link #executeCommands}. */
    private void allow(Map<ReceiveCommand, Refusal> broken) {
        boolean elseSound =
                getAllCommands().stream()
                        .allMatch(command -> command.getResult() == Result.NOT_ATTEMPTED);
        for (Map.Entry<ReceiveCommand, Refusal> one : broken.entrySet()) {
            PushRule rule = one.getValue().rule();
            if (elseSound && pushes.allows(agent.agent(), rule)) {
                used.add(rule);
            } else {
                refuse(one.getKey(), one.getValue());
            }
        }
    }

    @Override
    protected void executeCommands() {
        List<ReceiveCommand> taken = filterCommands(Result.NOT_ATTEMPTED);
        if (taken.isEmpty()) {
            return;
        }
        try {
            List<RefChange> changes = changes(taken);
            boolean done =
                    changes.isEmpty()
                            || own.take(
                                    quarantine,
                                    new Told(changes, used),
                                    cut ->
                                            pushes.recovered(
                                                    agent.agent(), cut.changes(), cut.used()),
                                    all -> pushes.taken(agent.agent(), all.changes(), all.used()));
            for (ReceiveCommand command : taken) {
                if (done) {
                    command.setResult(Result.OK);
                } else {
                    command.setResult(Result.LOCK_FAILURE, "changed meanwhile: fetch first");
                }
            }
        } catch (IOException | RuntimeException e) {
            failed(taken, e);
        }
    }

    private void failed(List<ReceiveCommand> commands, Exception e) {
        String words =
                e instanceof GitTrouble ours
                        ? ours.words()
                        : "Ratoon cannot keep it now: push again, and tell its operator if it stays"
                                + " so";
        for (ReceiveCommand command : commands) {
            command.setResult(Result.REJECTED_OTHER_REASON, words);
        }
        LOG.log(ERROR, "a push of agent " + agent.agent() + " failed", e);
    }

    /** Without what is there already. The client is not shown where its hidden refs are. */
    private List<RefChange> changes(List<ReceiveCommand> commands) {
        var changes = new ArrayList<RefChange>();
        for (ReceiveCommand command : commands) {
            ObjectId there = hidden.getOrDefault(command.getRefName(), command.getOldId());
            if (!there.equals(command.getNewId())) {
                Optional<String> before =
                        ObjectId.zeroId().equals(there)
                                ? Optional.empty()
                                : Optional.of(there.name());
                changes.add(new RefChange(command.getRefName(), before, command.getNewId().name()));
            }
        }
        return changes;
    }
}
