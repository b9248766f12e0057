package dev.ratoon.environments.local;

import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxTrouble.Blame;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/** Gives each agent its user, kept in the agent's directory; no two have the same. */
final class Owners {
    private final boolean root;
    private final Uids range;
    private final BitSet taken = new BitSet();

    /**
     * @param homes the directories of those who have one, each in a directory of its own
     */
    Owners(boolean root, Uids range, List<Path> homes) throws IOException {
        this.root = root;
        this.range = range;
        if (root) {
            // Those on their way out count too, until their last file is gone.
            for (Path home : homes) {
                take(home);
            }
        }
    }

    private void take(Path home) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(home)) {
            for (Path directory : directories) {
                int uid = read(directory.resolve("uid"));
                if (uid >= range.first()) {
                    taken.set(uid - range.first());
                }
            }
        }
    }

    Owner of(AgentFiles agent) throws IOException, SandboxTrouble {
        return of(agent.uid());
    }

    /** Whoever keeps its user in that file, and gets one when there is none. */
    synchronized Owner of(Path file) throws IOException, SandboxTrouble {
        if (!root) {
            return Owner.whoRunsThis();
        }
        int uid = read(file);
        if (uid < 0) {
            int free = taken.nextClearBit(0);
            while (free < range.count() && !ProcessTable.of(range.first() + free).isEmpty()) {
                // Somebody else's, against all odds: their end must not come from here.
                free = taken.nextClearBit(free + 1);
            }
            if (free >= range.count()) {
                throw new SandboxTrouble(
                        Blame.CAPACITY,
                        "All " + range.count() + " user ids for agents are taken",
                        "Delete agents, or widen the range of user ids",
                        null);
            }
            uid = range.first() + free;
            Replacing.write(file, uid + "\n");
            taken.set(free);
        }
        return Owner.agent(uid);
    }

    synchronized void release(int uid) {
        if (uid >= range.first()) {
            taken.clear(uid - range.first());
        }
    }

    /** -1 when there is none. */
    static int read(Path file) throws IOException {
        try {
            return Integer.parseInt(Files.readString(file).strip());
        } catch (NoSuchFileException _) {
            return -1;
        }
    }
}
