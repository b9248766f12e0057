package dev.ratoon.controlplane.models;

import dev.ratoon.controlplane.providers.ModelApi;
import dev.ratoon.controlplane.providers.ModelProvider;

/**
 * What is asked of whom, and with which key. It never prints the key.
 *
 * @param api in which it is asked, of those that both sides speak
 * @param key nothing where none is needed
 */
record Order(Asked asked, ModelProvider provider, ModelApi api, String key) {
    @Override
    public String toString() {
        return "Order[" + provider.name() + " " + asked.path() + "]";
    }
}
