package dev.ratoon.environments.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Who an agent's processes are on this machine: a user of its own when root runs Ratoon, else the
 * user who runs it.
 */
record Owner(int uid, int gid, boolean own) {
    static Owner agent(int uid) {
        return new Owner(uid, uid, true);
    }

    static Owner whoRunsThis() {
        return new Owner(Host.own("uid"), Host.own("gid"), false);
    }

    /** Makes a directory that only the agent's processes enter. */
    void directory(Path path) throws IOException {
        Files.createDirectory(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        give(path);
    }

    void give(Path path) throws IOException {
        if (own) {
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Nobody of this owner runs any more: what it left is now of the user who runs this. */
    void giveBack(Path tree) throws IOException {
        if (own) {
            Owner here = whoRunsThis();
            // Takes no link for what it leads to, and goes into none.
            int code =
                    SystemProgram.run(
                            "chown", "-RhP", "--", here.uid() + ":" + here.gid(), tree.toString());
            if (code != 0) {
                throw new IOException("could not be given back: " + tree);
            }
        }
    }

    /** As whom they know themselves. */
    int insideUid() {
        return own ? 1000 : uid;
    }

    int insideGid() {
        return own ? 1000 : gid;
    }
}
