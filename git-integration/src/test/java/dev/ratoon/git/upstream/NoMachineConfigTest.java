package dev.ratoon.git.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Set;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;

class NoMachineConfigTest {
    @Test
    void nothingOfTheMachineIsRead() throws Exception {
        NoMachineConfig.install();
        SystemReader reader = SystemReader.getInstance();
        assertNull(reader.getenv("PATH"));
        assertEquals(Set.of(), reader.getUserConfig().getSections());
        assertEquals(Set.of(), reader.getSystemConfig().getSections());
        assertEquals(Set.of(), reader.getJGitConfig().getSections());
    }
}
