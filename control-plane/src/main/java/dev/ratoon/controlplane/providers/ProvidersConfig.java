package dev.ratoon.controlplane.providers;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Model providers of one's own, and what is otherwise than usual of the ones that are known. */
@ConfigMapping(prefix = "ratoon.providers")
public interface ProvidersConfig {
    /** By their names. */
    @WithParentName
    Map<String, Given> all();

    /** What is said of one. */
    interface Given {
        /**
         * What the provider's own paths (`/v1/...`) stand below: `https://models.example.com`. Of a
         * model server on this machine `http://127.0.0.1:11434` will do.
         */
        Optional<URI> url();

        /** The ways in which it is asked; `chat-completions` without it. */
        Optional<List<ModelApi>> apis();

        /** Whether it answers nobody without a key; true without it. */
        Optional<Boolean> needsKey();
    }
}
