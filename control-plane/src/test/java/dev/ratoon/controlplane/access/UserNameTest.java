package dev.ratoon.controlplane.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ratoon.controlplane.problem.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {
    @ParameterizedTest
    @CsvSource({
        "ann, ann",
        "José García, jose-garcia",
        "DOMAIN\\Ann, domain-ann",
        "_apt, apt",
        "'', owner",
        "日本, owner"
    })
    void what_the_system_calls_somebody_becomes_a_legal_name(String text, String name) {
        assertEquals(name, UserName.from(text, "owner"));
        assertEquals(name, UserName.checked(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ann", "-ann", "a b", "a/b", "../a", "a\nb"})
    void an_illegal_name_is_refused(String name) {
        assertThrows(Failure.class, () -> UserName.checked(name));
    }
}
