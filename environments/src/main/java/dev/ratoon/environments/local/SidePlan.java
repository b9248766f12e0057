package dev.ratoon.environments.local;

import java.util.List;
import java.util.SortedMap;

/**
 * One side, before anything is done: what it sees, who it is and what it runs.
 *
 * @param uid as which it knows itself inside
 */
record SidePlan(
        Side side,
        String hostname,
        int uid,
        int gid,
        List<Mount> mounts,
        SortedMap<String, String> environment,
        String directory,
        List<String> command) {
    SidePlan {
        mounts = List.copyOf(mounts);
        command = List.copyOf(command);
    }

    SidePlan with(List<Mount> others) {
        return new SidePlan(side, hostname, uid, gid, others, environment, directory, command);
    }
}
