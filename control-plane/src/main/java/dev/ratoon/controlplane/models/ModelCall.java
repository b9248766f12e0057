package dev.ratoon.controlplane.models;

import dev.ratoon.controlplane.providers.ModelApi;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A call that an agent is about to make, as far as it can be told from outside.
 *
 * @param model as the provider names it
 * @param requestBytes of the whole body
 * @param media what it has beside text
 * @param mostOutput the most tokens that it asks for, if it says so
 */
public record ModelCall(
        UUID agent,
        int incarnation,
        String provider,
        String model,
        ModelApi api,
        long requestBytes,
        Media media,
        OptionalLong mostOutput) {
    /** The same that asks for no more than so much, where it does not say itself. */
    public ModelCall heldTo(long most) {
        return mostOutput.isPresent()
                ? this
                : new ModelCall(
                        agent,
                        incarnation,
                        provider,
                        model,
                        api,
                        requestBytes,
                        media,
                        OptionalLong.of(most));
    }
}
