package dev.ratoon.controlplane.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.problem.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {
    @Test
    void whatProgramsAreToldIsAnEnvironmentsToSet() {
        var asked = Map.of("TIER", "test", "MAVEN_OPTS", "-Xmx1g", "_x9", "");
        assertEquals(asked, Variables.checked(asked));
    }

    @Test
    void whatLeadsProgramsElsewhereIsNot() {
        for (String name :
                List.of(
                        "LD_PRELOAD",
                        "GIT_SSH_COMMAND",
                        "git_dir",
                        "RATOON_GIT_URL",
                        "RATOONX",
                        "http_proxy",
                        "HTTPS_PROXY",
                        "no_proxy",
                        "npm_config_registry",
                        "NPM_CONFIG_REGISTRY",
                        "PIP_INDEX_URL",
                        "MVNW_REPOURL",
                        "APT_CONFIG",
                        "PATH",
                        "HOME",
                        "TMPDIR",
                        "BASH_ENV",
                        "NODE_OPTIONS",
                        "OPENCODE_CONFIG_CONTENT",
                        "codex_home",
                        "CLAUDE_CONFIG_DIR",
                        "CLAUDECODE",
                        "ANTHROPIC_BASE_URL",
                        "GEMINI_CLI_SYSTEM_SETTINGS_PATH",
                        "QWEN_DIR",
                        "COPILOT_HOME",
                        "XDG_CONFIG_HOME",
                        "BUN_OPTIONS",
                        "JAVA_TOOL_OPTIONS")) {
            Failure refused =
                    assertThrows(Failure.class, () -> Variables.checked(Map.of(name, "x")), name);
            assertTrue(refused.forTheCaller().contains(name), refused::forTheCaller);
        }
    }

    @Test
    void whatIsNoNameIsNone() {
        for (String name : List.of("", "9", "a b", "a=b", "a-b", "$(x)", "a;b", "x".repeat(65))) {
            assertThrows(Failure.class, () -> Variables.checked(Map.of(name, "x")), name);
        }
    }

    @Test
    void allIsBounded() {
        assertThrows(Failure.class, () -> Variables.checked(Map.of("A", "x".repeat(4_097))));
        assertThrows(Failure.class, () -> Variables.checked(Map.of("A", "x\0y")));
        assertThrows(Failure.class, () -> Variables.checked(Map.of("A", "\u001b[2J")));
        var many = new HashMap<String, String>();
        for (int i = 0; i < 65; i++) {
            many.put("A" + i, "");
        }
        assertThrows(Failure.class, () -> Variables.checked(many));
        var large = new HashMap<String, String>();
        for (int i = 0; i < 9; i++) {
            large.put("A" + i, "x".repeat(4_000));
        }
        assertThrows(Failure.class, () -> Variables.checked(large));
    }
}
