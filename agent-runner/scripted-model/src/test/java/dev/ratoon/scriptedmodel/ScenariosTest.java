package dev.ratoon.scriptedmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScenariosTest {
    @Test
    void aTextThatNamesNoneHasTheOneThatIsAskedSoElseTheOneForAllOthers() throws Exception {
        Scenarios all =
                Scenarios.usual()
                        .with(
                                Scenarios.parse(
                                        """
                                        [{"name": "mend", "asked": "the test fails",
                                          "replies": [[{"say": "a"}]]},
                                         {"name": "otherwise", "replies": [[{"say": "b"}]]}]
                                        """));
        assertEquals("mend", all.named("Look: the test fails. Mend it.").name());
        assertEquals("otherwise", all.named("And now?").name());
        assertEquals("say", all.named("the test fails, scenario: say").name());
        assertEquals("none", all.named("scenario: nothing-like-it").name());
        assertEquals("none", Scenarios.usual().named("And now?").name());
    }
}
