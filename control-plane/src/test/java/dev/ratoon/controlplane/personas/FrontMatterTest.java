package dev.ratoon.controlplane.personas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.problem.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontMatterTest {
    @Test
    void whatItSaysIsItsFieldsAndItsText() {
        FrontMatter.Read read =
                read(
                        """
                        ---
                        # for people
                        description: "Looks: at changes"
                        tools: [read, grep]
                        harness: opencode
                        model: openrouter/qwen/qwen3-coder
                        mode: plan
                        ---

                        # You review
                        ---
                        key: of the text
                        """);
        assertEquals(
                new Wishes(
                        "Looks: at changes",
                        List.of("read", "grep"),
                        "opencode",
                        "openrouter/qwen/qwen3-coder",
                        "plan"),
                read.wishes());
        assertEquals("# You review\n---\nkey: of the text", read.instructions());
    }

    @Test
    void toolsMayStandInLinesOfTheirOwn() {
        assertEquals(
                List.of("read", "grep"),
                read("---\ntools:\n  - read\n- 'grep'\n---\n").wishes().tools());
        assertEquals(List.of("a", "b"), read("---\ntools: a, b\n---\n").wishes().tools());
    }

    @Test
    void withoutFieldsAllOfItIsInstructions() {
        FrontMatter.Read read = read("\ufeffJust do it.\r\nWell.\r\n");
        assertEquals("Just do it.\nWell.", read.instructions());
        assertNull(read.wishes().harness());
        assertEquals("", read("").instructions());
    }

    @Test
    void itIsNoYaml() {
        refused("---\ndescription: !!java.net.URL [x]\n---\n", "put it in quotes");
        refused("---\ndescription: &a x\n---\n", "put it in quotes");
        refused("---\ndescription: *a\n---\n", "put it in quotes");
        refused("---\ndescription: |\n  more\n---\n", "put it in quotes");
        refused("---\ndescription: {a: b}\n---\n", "put it in quotes");
        refused("---\n<<: *defaults\n---\n", "is no 'key: value'");
        refused("---\nx:\n  y: z\n---\n", "a field 'x'");
        refused("---\ndescription: a\ndescription: b\n---\n", "twice");
        refused("---\ndescription: a\n", "does not end");
    }

    @Test
    void itSaysNothingThatIsNotForItToSay() {
        refused("---\nmode: auto\n---\n", "in which nobody is asked");
        refused("---\nmode: 'auto'\n---\n", "in which nobody is asked");
        for (String key :
                List.of(
                        "limits",
                        "minutes",
                        "turns",
                        "approvals",
                        "unconfined",
                        "environment",
                        "setup",
                        "command",
                        "allow",
                        "name",
                        "Mode")) {
            refused("---\n" + key + ": x\n---\n", "There are: description, tools, harness, model");
        }
        refused("---\nharness: ../../bin/sh\n---\n", "no name of a harness");
        refused("---\nmodel: a b\n---\n", "no name of a model");
        refused("---\ntools: [rm -rf]\n---\n", "no name of a tool");
    }

    @Test
    void whatNobodySeesIsRefusedAndNotShown() {
        refused("---\ndescription: \u001b]0;x\u0007\n---\n", "nobody sees");
        refused("Do it.\n\udb40\udc41\udb40\udc42", "U+E0041");
        Failure unknown = refused("---\nx\u001b[2J: y\n---\n", "is no 'key: value'");
        assertTrue(unknown.forTheCaller().contains("x?[2J"), unknown::forTheCaller);
        assertThrows(Failure.class, () -> FrontMatter.of(new byte[] {(byte) 0xff, 'a'}));
    }

    private static FrontMatter.Read read(String text) {
        return FrontMatter.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Failure refused(String text, String why) {
        Failure refused = assertThrows(Failure.class, () -> read(text), text);
        assertTrue(refused.forTheCaller().contains(why), refused::forTheCaller);
        return refused;
    }
}
