package dev.ratoon.controlplane.personas;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.basis.Nearest;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The personas that a repository has in {@code .ratoon/personas/NAME.md}. */
@Singleton
class RepositoryPersonas {
    /** Stands where a team's name would. */
    static final String TEAM = "repository";

    private static final String PREFIX = TEAM + "/";
    private static final String FOLDER = ".ratoon/personas";
    private static final String SUFFIX = ".md";
    private static final int MOST = 100;
    private static final int LARGEST = 48 << 10;

    private final CommittedFiles files;

    RepositoryPersonas(CommittedFiles files) {
        this.files = files;
    }

    /**
     * One of them.
     *
     * @param read what it says, or
     * @param trouble why it cannot be taken
     */
    record Listed(String name, FrontMatter.@Nullable Read read, @Nullable String trouble) {
        String fullName() {
            return PREFIX + name;
        }
    }

    record All(String commit, List<Listed> personas) {}

    /** One that can be taken. */
    record Taken(String fullName, String commit, FrontMatter.Read read) {}

    static boolean isMeant(String typed) {
        return typed.startsWith(PREFIX);
    }

    All all(Actor actor, CommittedFiles.Place place) {
        CommittedFiles.Found found = files.read(actor, place, FOLDER, MOST, LARGEST);
        var listed = new ArrayList<Listed>();
        for (var file : new TreeMap<>(found.files()).entrySet()) {
            String name = name(file.getKey());
            if (AskedPersona.NAME.matcher(name).matches()) {
                listed.add(listed(name, file.getValue()));
            }
        }
        return new All(found.commit(), List.copyOf(listed));
    }

    /** The one that is meant by {@code repository/NAME}. */
    Taken taken(Actor actor, String typed, CommittedFiles.Place place) {
        All all = all(actor, place);
        String wanted = typed.strip();
        Listed meant =
                all.personas().stream()
                        .filter(each -> each.fullName().equals(wanted))
                        .findFirst()
                        .orElseThrow(() -> unknown(wanted, all));
        if (meant.read() == null) {
            throw PlainText.invalid(
                    "The persona '%s' (%s/%s%s at %.12s) cannot be taken. %s"
                            .formatted(
                                    meant.fullName(),
                                    FOLDER,
                                    meant.name(),
                                    SUFFIX,
                                    all.commit(),
                                    meant.trouble()));
        }
        return new Taken(meant.fullName(), all.commit(), meant.read());
    }

    /** Empty of a file that is no persona. */
    private static String name(String file) {
        return file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : "";
    }

    private static Listed listed(String name, Optional<byte[]> content) {
        if (content.isEmpty()) {
            return new Listed(name, null, "Its file is larger than " + LARGEST + " bytes.");
        }
        try {
            return new Listed(name, FrontMatter.of(content.get()), null);
        } catch (Failure e) {
            return new Listed(name, null, e.forTheCaller());
        }
    }

    private static Failure unknown(String wanted, All all) {
        List<String> names = all.personas().stream().map(Listed::fullName).toList();
        String shown = PlainText.beginning(wanted, Choosing.LONGEST);
        return new Failure(
                ProblemType.INVALID,
                names.isEmpty()
                        ? "The repository has no personas at %.12s: they are files %s/NAME%s."
                                .formatted(all.commit(), FOLDER, SUFFIX)
                        : "The repository has no persona '%s' at %.12s. The nearest is '%s'."
                                .formatted(
                                        PlainText.shown(shown),
                                        all.commit(),
                                        Nearest.to(shown, names).orElseThrow()));
    }
}
