package dev.ratoon.controlplane.personas;

import dev.ratoon.controlplane.problem.Failure;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A persona as somebody asks for it, new or changed. Of a changed one, an empty harness, model or
 * mode leaves it open again.
 *
 * @param team whose it is, if a team's; of a new one
 * @param version which one was read; of a changed one
 */
record AskedPersona(
        @Nullable String name,
        @Nullable String team,
        @Nullable Integer version,
        @Nullable String description,
        @Nullable String instructions,
        @Nullable List<String> tools,
        @Nullable String harness,
        @Nullable String model,
        @Nullable String mode) {
    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    String newName() {
        if (name == null || !NAME.matcher(name).matches()) {
            throw Failure.inField(
                    "name",
                    "A persona's name has 1 to 63 characters out of a-z, 0-9, '.', '_' and '-', and"
                            + " begins with a letter or a digit.");
        }
        if (RepositoryPersonas.TEAM.equals(team)) {
            throw Failure.inField(
                    "team",
                    "'repository/NAME' means one of the repository's own: a team of that name can"
                            + " have no personas.");
        }
        return name;
    }

    /** With what it leaves out as it is; a name and whose it is do not change. */
    AskedPersona over(Persona.Whole now) {
        Persona persona = now.persona();
        Wishes wishes = persona.wishes();
        if ((name != null && !name.equals(persona.name()))
                || (team != null && !team.equals(persona.team()))) {
            throw PlainText.invalid("A persona keeps its name and its team. Make another one.");
        }
        return new AskedPersona(
                null,
                null,
                version,
                description == null ? wishes.description() : description,
                instructions == null ? now.instructions() : instructions,
                tools == null ? wishes.tools() : tools,
                harness == null ? wishes.harness() : harness,
                model == null ? wishes.model() : model,
                mode == null ? wishes.mode() : mode);
    }

    int readVersion() {
        if (version == null) {
            throw PlainText.invalid("Say which version you have read: {\"version\": ...}");
        }
        return version;
    }

    Wishes wishes() {
        return Wishes.checked(description, tools, harness, model, mode);
    }
}
