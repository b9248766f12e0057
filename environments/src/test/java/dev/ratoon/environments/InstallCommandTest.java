package dev.ratoon.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallCommandTest {
    @ParameterizedTest
    @CsvSource({
        "ID=debian, sudo apt-get install bubblewrap",
        "ID=linuxmint|ID_LIKE=\"ubuntu debian\", sudo apt-get install bubblewrap",
        "ID=fedora, sudo dnf install bubblewrap",
        "ID_LIKE=\"rhel fedora\"|ID=rocky, sudo dnf install bubblewrap",
        "ID=arch, sudo pacman -S bubblewrap",
        "ID=alpine, sudo apk add bubblewrap",
    })
    void namesThePackageManagerOfTheSystem(String osRelease, String command) {
        var machine = new Machine("Linux", false, List.of(), osRelease.replace('|', '\n'));

        assertEquals(command, InstallCommand.on(machine));
    }

    @Test
    void rootNeedsNoSudo() {
        var machine = new Machine("Linux", true, List.of(), "ID=debian");

        assertEquals("apt-get install bubblewrap", InstallCommand.on(machine));
    }
}
