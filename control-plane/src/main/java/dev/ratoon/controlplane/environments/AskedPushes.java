package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.life.PushRules;
import dev.ratoon.controlplane.problem.Failure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * What an environment's agents may not push, as somebody asks for it. Pure.
 *
 * @param refusedPaths files that they may not change, as globs: {@code .github/workflows/**}
 * @param refuseSecrets whether what looks like a key is refused
 */
public record AskedPushes(
        @Nullable List<@Nullable String> refusedPaths, @Nullable Boolean refuseSecrets) {
    private static final int MOST = 100;
    private static final int LONGEST = 200;

    static AskedPushes of(PushRules rules) {
        return new AskedPushes(new ArrayList<>(rules.refusedPaths()), rules.refuseSecrets());
    }

    /** With what it leaves out as it is. */
    AskedPushes over(PushRules before) {
        return new AskedPushes(
                refusedPaths == null ? new ArrayList<>(before.refusedPaths()) : refusedPaths,
                refuseSecrets == null ? Boolean.valueOf(before.refuseSecrets()) : refuseSecrets);
    }

    PushRules checked() {
        List<@Nullable String> asked = refusedPaths == null ? List.of() : refusedPaths;
        if (asked.size() > MOST) {
            throw invalid("An environment refuses at most " + MOST + " paths.");
        }
        SequencedSet<String> all = new LinkedHashSet<>();
        for (String each : asked) {
            all.add(path(each == null ? "" : each.strip()));
        }
        return new PushRules(List.copyOf(all), Boolean.TRUE.equals(refuseSecrets));
    }

    /** What would never match, or not what was meant, protects nothing: so it is refused. */
    private static String path(String glob) {
        if (glob.isEmpty() || glob.length() > LONGEST) {
            throw invalid("A path that is refused has 1 to " + LONGEST + " characters.");
        }
        if (glob.chars().anyMatch(Character::isISOControl)) {
            throw invalid("A path that is refused has characters that nobody sees.");
        }
        if (glob.startsWith("/") || glob.startsWith("./")) {
            throw invalid(
                    "'"
                            + glob
                            + "' begins elsewhere: name paths as the repository has them, src/x.");
        }
        if (("/" + glob + "/").contains("/../") || glob.contains("//")) {
            throw invalid("'" + glob + "' is no path in a repository.");
        }
        if (glob.startsWith("!") || glob.contains("{") || glob.indexOf('\\') >= 0) {
            throw invalid(
                    "'"
                            + glob
                            + "' has signs that mean nothing here. There are * (within a folder),"
                            + " ** (across folders) and ?; name each path by itself.");
        }
        return glob;
    }

    private static Failure invalid(String why) {
        return Failure.inField("pushes.refusedPaths", why);
    }
}
