package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.life.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody is about to change of an environment; what is left out stays as it is. */
public record Edited(
        @Nullable String setup,
        @Nullable Integer setupMinutes,
        @Nullable Map<String, @Nullable String> variables,
        @Nullable List<@Nullable String> allow,
        @Nullable List<@Nullable String> allowModels,
        @Nullable List<@Nullable String> save,
        @Nullable String image,
        @Nullable Size size,
        @Nullable AskedPushes pushes) {
    boolean isNothing() {
        return setup == null
                && setupMinutes == null
                && variables == null
                && allow == null
                && allowModels == null
                && save == null
                && image == null
                && size == null
                && pushes == null;
    }

    Contents over(Environment.Whole now, Granted granted) {
        return asked().over(now).contents(granted);
    }

    Contents contents(Granted granted) {
        return asked().contents(granted);
    }

    private AskedEnvironment asked() {
        return new AskedEnvironment(
                null,
                null,
                null,
                null,
                setup,
                setupMinutes,
                variables,
                allow,
                allowModels,
                save,
                image,
                size,
                pushes,
                null);
    }
}
