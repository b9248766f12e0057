package dev.ratoon.runner.workspace;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.runner.hands.SpawnRequest;
import dev.ratoon.runner.search.Masking;
import dev.ratoon.runner.search.Needle;
import dev.ratoon.runner.wire.OwnProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a setup script alone may know: in its own environment, and as files in memory that are gone
 * before anything else begins. What it leaves of them in files is found, unless it hides them on
 * purpose. Threads: one.
 */
final class SetupSecrets {
    /** The directory of the files, in the script's environment. */
    static final String DIRECTORY = "RATOON_SECRETS";

    /** Their names, for the shell that writes the files. */
    static final String NAMES = "RATOON_SECRET_NAMES";

    /** In memory where the system has such a place; what was there before is not ours. */
    static final String WRITE =
            """
            if [ -n "${RATOON_SECRET_NAMES-}" ]; then
              umask 077
              rm -rf -- "$RATOON_SECRETS" && mkdir -- "$RATOON_SECRETS" || exit
              for name in $RATOON_SECRET_NAMES; do
                eval "printf %s \\"\\$$name\\"" >"$RATOON_SECRETS/$name" || exit
              done
              umask 022
            fi
            unset RATOON_SECRET_NAMES name
            """;

    private static final String WIPE = "rm -rf -- \"$RATOON_SECRETS\"";

    /** Where walls are, these two are the sandbox's own; elsewhere they are the machine's. */
    private static final String SEARCH =
            """
            cd .. 2>/dev/null
            if [ "${RATOON_WORKSPACE-}" = /workspace ]; then
              exec "$@" /workspace /tmp /dev/shm
            fi
            exec "$@" "$RATOON_WORKSPACE"
            """;

    private static final int LONGEST_ANSWER = 64 << 10;
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0,63}";

    private final Map<String, String> values;
    private final String directory;
    private final Errand errand;

    SetupSecrets(Assignment assignment, Errand errand) {
        Assignment.Secrets given = assignment.secrets();
        this.values = new TreeMap<>(given == null ? Map.of() : given.values());
        values.keySet().removeIf(name -> !name.matches(NAME));
        this.directory = "/dev/shm/ratoon-" + assignment.agent();
        this.errand = errand;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    List<Needle> needles() {
        return Needle.of(values);
    }

    /** For the script's process. */
    Map<String, String> environment() {
        if (isEmpty()) {
            return Map.of();
        }
        var all = new TreeMap<>(values);
        all.put(DIRECTORY, directory);
        all.put(NAMES, String.join(" ", values.keySet()));
        return all;
    }

    /**
     * Takes the files away and looks at what is left.
     *
     * @return what is to be said when not all is gone
     */
    @Nullable String clear() throws InterruptedException {
        if (isEmpty()) {
            return null;
        }
        try {
            var wipe = SpawnRequest.of("sh", "-c", WIPE).in(".").with(Map.of(DIRECTORY, directory));
            if (errand.run(wipe, output -> {}, error -> {}).orElse(1) != 0) {
                return "The files of the setup's secrets cannot be taken away.";
            }
            return left();
        } catch (IOException e) {
            return "It cannot be looked whether secrets are left in files: " + e.getMessage();
        }
    }

    private @Nullable String left() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", SEARCH, "search"));
        command.addAll(OwnProgram.command("dev.ratoon.runner.search.Main"));
        var answer = new StringBuilder();
        int code =
                errand.run(
                                SpawnRequest.of(command.toArray(String[]::new)).in("."),
                                input(),
                                text -> {
                                    if (answer.length() < LONGEST_ANSWER) {
                                        answer.append(text);
                                    }
                                },
                                error -> {})
                        .orElse(1);
        List<String> records = List.of(answer.toString().split("\0", -1));
        if (code != 0 || !records.contains("done")) {
            return "It could not be looked whether secrets are left in files.";
        }
        return words(records, needles());
    }

    /** A path may itself be what it must not tell. */
    static @Nullable String words(List<String> records, List<Needle> needles) {
        List<String> found =
                records.stream()
                        .filter(record -> record.indexOf('\t') >= 0)
                        .map(SetupSecrets::words)
                        .toList();
        if (found.isEmpty()) {
            return null;
        }
        var masked = new StringBuilder();
        var masking = new Masking(needles, masked::append);
        masking.add(String.join("; ", found));
        masking.end();
        return "Secrets of the setup are left in files, where the agent would see them: "
                + masked
                + ". Let the script remove them at its end.";
    }

    private static String words(String record) {
        int tab = record.indexOf('\t');
        String path = record.substring(tab + 1);
        return tab == 0
                ? path + " cannot be read, so that nobody knows"
                : record.substring(0, tab) + " in " + path;
    }

    private byte[] input() {
        var lines = new StringBuilder();
        values.forEach(
                (name, value) ->
                        lines.append(name)
                                .append('\t')
                                .append(
                                        Base64.getEncoder()
                                                .encodeToString(
                                                        value.getBytes(StandardCharsets.UTF_8)))
                                .append('\n'));
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
