package dev.ratoon.controlplane.page;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/new",
                "/settings",
                "/settings/",
                "/settings/keys",
                "/settings/environments/new",
                "/settings/environments/0199d3f2-5c3a",
                "/settings/personas/new",
                "/agents/fix-it-1a2b",
                "/agents/fix-it-1a2b/settings"
            })
    void an_address_of_the_app_is_its_page(String address) {
        assertTrue(address.matches(Pages.ADDRESSES), address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/settings/environments/new/more",
                "/agents/fix-it-1a2b/nothing",
                "/api/agents",
                "/assets/app/index.js"
            })
    void another_address_is_not(String address) {
        assertFalse(address.matches(Pages.ADDRESSES), address);
    }
}
