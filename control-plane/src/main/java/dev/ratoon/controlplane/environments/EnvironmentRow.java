package dev.ratoon.controlplane.environments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.ratoon.controlplane.life.PushRules;
import dev.ratoon.controlplane.life.Size;
import dev.ratoon.protocol.Messages;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "environments")
@SuppressWarnings("NullAway.Init")
class EnvironmentRow {
    @Id UUID id;
    String name;
    UUID ownerId;
    @Nullable UUID teamId;
    String description;
    int version;
    String setup;
    int setupMinutes;
    String variables;
    String allow;
    String allowModels;
    String save;
    @Nullable String image;
    String refusedPaths;
    boolean refuseSecrets;
    @Nullable Integer memory;
    @Nullable Integer processor;
    @Nullable Integer processes;
    @Nullable String harness;
    @Nullable String model;
    @Nullable String mode;
    Instant createdAt;
    Instant changedAt;
    String changedBy;

    Contents contents() {
        return new Contents(
                setup,
                setupMinutes,
                read(variables),
                allow.lines().toList(),
                allowModels.lines().toList(),
                save.lines().toList(),
                image,
                new Size(memory, processor, processes),
                new PushRules(refusedPaths.lines().toList(), refuseSecrets),
                new Defaults(harness, model, mode));
    }

    void write(Contents contents) {
        setup = contents.setup();
        setupMinutes = contents.setupMinutes();
        variables = written(contents.variables());
        allow = String.join("\n", contents.allow());
        allowModels = String.join("\n", contents.allowModels());
        save = String.join("\n", contents.save());
        image = contents.image();
        refusedPaths = String.join("\n", contents.pushes().refusedPaths());
        refuseSecrets = contents.pushes().refuseSecrets();
        memory = contents.size().memory();
        processor = contents.size().processor();
        processes = contents.size().processes();
        harness = contents.defaults().harness();
        model = contents.defaults().model();
        mode = contents.defaults().mode();
    }

    private static SortedMap<String, String> read(String variables) {
        try {
            return Messages.JSON.readValue(variables, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the variables of an environment are damaged", e);
        }
    }

    private static String written(SortedMap<String, String> variables) {
        try {
            return Messages.JSON.writeValueAsString(variables);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }
}
