package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.problem.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which variables an environment may set. Pure. */
final class Variables {
    private static final int MOST = 64;
    private static final int LONGEST = 4_096;
    private static final int LARGEST = 32 << 10;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    /** Those lead the loader, git, package managers, harnesses and what is ours elsewhere. */
    private static final List<String> BEGINNINGS =
            List.of(
                    "LD_",
                    "DYLD_",
                    "GIT_",
                    "RATOON",
                    "NPM_CONFIG_",
                    "PIP_",
                    "BASH_FUNC_",
                    "UV_",
                    "MVNW_",
                    "APT_",
                    "OPENCODE",
                    "CODEX",
                    "CLAUDE",
                    "ANTHROPIC_",
                    "GEMINI_",
                    "QWEN_",
                    "COPILOT_",
                    "XDG_",
                    "BUN_");

    private static final Set<String> NAMES =
            Set.of(
                    "PATH",
                    "HOME",
                    "TMPDIR",
                    "IFS",
                    "ENV",
                    "BASH_ENV",
                    "SHELLOPTS",
                    "BASHOPTS",
                    "PROMPT_COMMAND",
                    "NODE_OPTIONS",
                    "PYTHONSTARTUP",
                    "PYTHONHOME",
                    "PERL5OPT",
                    "RUBYOPT",
                    "JAVA_TOOL_OPTIONS",
                    "JDK_JAVA_OPTIONS",
                    "_JAVA_OPTIONS",
                    "HTTP_PROXY",
                    "HTTPS_PROXY",
                    "ALL_PROXY",
                    "FTP_PROXY",
                    "NO_PROXY");

    private Variables() {}

    static SortedMap<String, String> checked(Map<String, @Nullable String> asked) {
        if (asked.size() > MOST) {
            throw invalid("An environment has at most " + MOST + " variables.");
        }
        var all = new TreeMap<String, String>();
        int size = 0;
        for (var each : asked.entrySet()) {
            String name = name(each.getKey());
            String value = Objects.requireNonNullElse(each.getValue(), "");
            if (value.length() > LONGEST) {
                throw invalid(
                        "The variable " + name + " is longer than " + LONGEST + " characters.");
            }
            if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
                throw invalid("The variable " + name + " has characters that nobody sees.");
            }
            size += name.length() + value.getBytes(StandardCharsets.UTF_8).length;
            all.put(name, value);
        }
        if (size > LARGEST) {
            throw invalid("The variables of an environment have at most " + LARGEST + " bytes.");
        }
        return all;
    }

    /** A name that a variable, or a secret of a setup, may have. */
    static String name(@Nullable String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw invalid(
                    "The name of a variable has 1 to 64 letters, digits and '_', and begins with no"
                            + " digit.");
        }
        String upper = name.toUpperCase(Locale.ROOT);
        if (NAMES.contains(upper) || BEGINNINGS.stream().anyMatch(upper::startsWith)) {
            throw invalid(
                    "The variable "
                            + name
                            + " is not an environment's to set: it leads programs elsewhere, or is"
                            + " Ratoon's own. Set it in the setup script, for what that starts.");
        }
        return name;
    }

    private static Failure invalid(String why) {
        return Failure.inField("variables", why);
    }
}
