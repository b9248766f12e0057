package dev.ratoon.git.push;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.Pushes;
import dev.ratoon.git.pack.Room;
import dev.ratoon.git.store.AgentStore;
import dev.ratoon.git.store.GitStore;
import dev.ratoon.git.store.Quarantine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;

/** Takes pushes of sandboxes into their agents' repositories. Safe for many threads. */
public final class PushDoor {
    private final GitStore store;
    private final Pushes pushes;
    private final PushLimits limits;
    private final Room room;

    /** Ends at once what a crash cut off in the middle of pushes. */
    public PushDoor(GitStore store, Pushes pushes, PushLimits limits) {
        this.store = store;
        this.pushes = pushes;
        this.limits = limits;
        this.room =
                new Room(
                        limits.memory(),
                        "Too many large pushes are under way: push again in a minute.");
        store.recover((id, cut) -> pushes.recovered(id, cut.changes(), cut.used()));
    }

    /** Says what is there already. Upstream is not asked: what comes stays here. */
    public void advertise(AgentRepository agent, OutputStream out) throws IOException {
        AgentStore own = store.opened(agent);
        own.recover(cut -> pushes.recovered(agent.agent(), cut.changes(), cut.used()));
        try (Quarantine quarantine = store.quarantine(agent)) {
            var push = push(agent, own, quarantine, new PushInput(InputStream.nullInputStream()));
            var lines = new PacketLineOut(out);
            lines.writeString("# service=git-receive-pack\n");
            lines.end();
            push.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
        }
    }

    public void receive(AgentRepository agent, InputStream in, OutputStream out)
            throws IOException {
        AgentStore own = store.opened(agent);
        try (Quarantine quarantine = store.quarantine(agent);
                PushInput input = new PushInput(in)) {
            push(agent, own, quarantine, input).receive(input, out, null);
        }
    }

    private AgentPush push(
            AgentRepository agent, AgentStore own, Quarantine quarantine, PushInput in)
            throws IOException {
        return new AgentPush(agent, own, quarantine, in, pushes, limits, room);
    }
}
