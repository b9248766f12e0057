package dev.ratoon.git.upstream;

import dev.ratoon.git.FolderTooLarge;
import java.io.File;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What JGit may know of this machine: the time and the host's name, no environment and no file of
 * settings; and how large an object may be that it holds whole. One for the whole process, as JGit
 * has it.
 */
public final class NoMachineConfig extends SystemReader.Delegate {
    private NoMachineConfig(SystemReader rest) {
        super(rest);
    }

    public static synchronized void install() {
        if (!(SystemReader.getInstance() instanceof NoMachineConfig)) {
            SystemReader.setInstance(new NoMachineConfig(SystemReader.getInstance()));
            var memory = new WindowCacheConfig();
            // What is larger is read in pieces: a file can be, the list of a folder cannot.
            memory.setStreamFileThreshold(FolderTooLarge.MOST);
            memory.install();
        }
    }

    @Override
    public @Nullable String getenv(String variable) {
        return null;
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    private static final class Empty extends FileBasedConfig {
        private static final @Nullable File NO_FILE = null;

        @SuppressWarnings("NullAway") // JGit's own way to say that there is no file
        Empty(Config parent, FS fs) {
            super(parent, NO_FILE, fs);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }

        /** Answers what JGit would else find out by writing probes into the repository. */
        @Override
        public long getTimeUnit(
                String section, String subsection, String name, long usual, TimeUnit unit) {
            return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                    ? unit.convert(2, TimeUnit.SECONDS)
                    : super.getTimeUnit(section, subsection, name, usual, unit);
        }
    }
}
