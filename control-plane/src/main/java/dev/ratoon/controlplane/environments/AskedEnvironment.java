package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.life.PushRules;
import dev.ratoon.controlplane.life.Size;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An environment as somebody asks for it, new or changed.
 *
 * @param team whose it is, if a team's; of a new one
 * @param version which one was read; of a changed one
 * @param setup a script for {@code sh}, or for what its first line names; in the repository, once
 * @param setupMinutes how long the script may run
 * @param allow hosts that may be reached
 * @param allowModels rules for calls to models that its agents may break
 * @param save ignored files that checkpoints save all the same, as globs
 * @param image of its pods, as the operator allows it; empty is the usual one
 * @param pushes what its agents may not push
 */
record AskedEnvironment(
        @Nullable String name,
        @Nullable String team,
        @Nullable Integer version,
        @Nullable String description,
        @Nullable String setup,
        @Nullable Integer setupMinutes,
        @Nullable Map<String, @Nullable String> variables,
        @Nullable List<@Nullable String> allow,
        @Nullable List<@Nullable String> allowModels,
        @Nullable List<@Nullable String> save,
        @Nullable String image,
        @Nullable Size size,
        @Nullable AskedPushes pushes,
        @Nullable Defaults defaults) {
    static final String DEFAULT = "default";

    /** What the repository itself says. */
    static final String REPOSITORY = "repository";

    static final int USUAL_MINUTES = 30;
    private static final int MOST_MINUTES = 24 * 60;
    private static final int LONGEST_DESCRIPTION = 500;

    /** The system takes no longer text for one argument than 128 KiB. */
    private static final int LARGEST_SETUP = 64 << 10;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    String newName() {
        if (name == null || !NAME.matcher(name).matches()) {
            throw Failure.inField(
                    "name",
                    "An environment's name has 1 to 63 characters out of a-z, 0-9, '.', '_' and"
                            + " '-', and begins with a letter or a digit.");
        }
        if (name.equals(DEFAULT)) {
            throw Failure.inField(
                    "name",
                    "'default' is the environment that is always there, without a setup script."
                            + " Choose another name.");
        }
        if (name.equals(REPOSITORY)) {
            throw Failure.inField(
                    "name",
                    "'repository' means the environment that a repository itself names. Choose"
                            + " another name.");
        }
        return name;
    }

    /** With what it leaves out as it is; a name and whose it is do not change. */
    AskedEnvironment over(Environment.Whole now) {
        Environment environment = now.environment();
        Contents before = now.contents();
        if ((name != null && !name.equals(environment.name()))
                || (team != null && !team.equals(environment.team()))) {
            throw invalid("An environment keeps its name and its team. Make another one.");
        }
        return new AskedEnvironment(
                null,
                null,
                version,
                description == null ? environment.description() : description,
                setup == null ? before.setup() : setup,
                setupMinutes == null ? Integer.valueOf(before.setupMinutes()) : setupMinutes,
                variables == null ? new TreeMap<>(before.variables()) : variables,
                allow == null ? new ArrayList<>(before.allow()) : allow,
                allowModels == null ? new ArrayList<>(before.allowModels()) : allowModels,
                save == null ? new ArrayList<>(before.save()) : save,
                image == null ? before.image() : image,
                size == null ? before.size() : size,
                pushes == null ? AskedPushes.of(before.pushes()) : pushes.over(before.pushes()),
                defaults == null ? before.defaults() : defaults);
    }

    /** All that it says. */
    Contents contents(Granted granted) {
        return new Contents(
                checkedSetup(),
                checkedMinutes(),
                Variables.checked(variables == null ? Map.of() : variables),
                AllowList.checked(allow == null ? List.of() : allow),
                granted.checkedModels(allowModels == null ? List.of() : allowModels),
                Globs.checked("save", save),
                granted.checkedImage(image),
                granted.checked(size == null ? Size.USUAL : size),
                pushes == null ? PushRules.NONE : pushes.checked(),
                (defaults == null ? Defaults.NONE : defaults).checked());
    }

    int readVersion() {
        if (version == null) {
            throw invalid("Say which version you have read: {\"version\": ...}");
        }
        return version;
    }

    String checkedDescription() {
        String text = description == null ? "" : description.strip();
        if (text.length() > LONGEST_DESCRIPTION) {
            throw Failure.inField(
                    "description",
                    "The description is longer than " + LONGEST_DESCRIPTION + " characters.");
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            throw Failure.inField(
                    "description", "The description has characters that nobody sees.");
        }
        return text;
    }

    /** With the line ends that a shell understands. */
    String checkedSetup() {
        String script = setup == null ? "" : setup.replace("\r\n", "\n");
        int size = script.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST_SETUP) {
            throw Failure.inField(
                    "setup",
                    "The setup script has "
                            + size
                            + " bytes; "
                            + LARGEST_SETUP
                            + " are the most. Let it fetch what is large.");
        }
        if (script.indexOf('\0') >= 0) {
            throw Failure.inField("setup", "The setup script is no text: it holds a NUL.");
        }
        return script.isBlank() ? "" : script;
    }

    int checkedMinutes() {
        int minutes = setupMinutes == null ? USUAL_MINUTES : setupMinutes;
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw Failure.inField(
                    "setupMinutes",
                    "A setup script may run for 1 to " + MOST_MINUTES + " minutes.");
        }
        return minutes;
    }

    private static Failure invalid(String why) {
        return new Failure(ProblemType.INVALID, why);
    }
}
