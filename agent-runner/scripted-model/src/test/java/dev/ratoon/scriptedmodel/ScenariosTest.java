package dev.ratoon.scriptedmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
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
                                         {"name": "tell", "asked": "Tell of it",
                                          "replies": [[{"say": "c", "times": 3}]]},
                                         {"name": "otherwise", "replies": [[{"say": "b"}]]}]
                                        """));
        assertEquals("mend", all.named("Look: the test fails. Mend it.").name());
        assertEquals("mend", all.named("the test fails. Tell of it.").name());
        assertEquals("tell", all.named("Tell of it: the test fails.").name());
        assertEquals(List.of(List.of(new Action.Say("ccc"))), all.named("Tell of it.").replies());
        assertEquals("otherwise", all.named("And now?").name());
        assertEquals("say", all.named("the test fails, scenario: say").name());
        assertEquals("none", all.named("scenario: nothing-like-it").name());
        assertEquals("none", Scenarios.usual().named("And now?").name());
    }
}
