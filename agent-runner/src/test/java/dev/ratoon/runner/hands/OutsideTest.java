package dev.ratoon.runner.hands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutsideTest {
    @TempDir Path home;

    @Test
    void programsAreToldTheWay() {
        var told = Outside.variables(7071, 7072);
        for (String name :
                new String[] {"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"}) {
            assertEquals("http://127.0.0.1:7072", told.get(name));
        }
        assertTrue(String.valueOf(told.get("no_proxy")).contains("127.0.0.1"));
        assertEquals("http://127.0.0.1:7071/registry/npm/", told.get("npm_config_registry"));
        assertEquals("http://127.0.0.1:7071/registry/pypi/simple/", told.get("PIP_INDEX_URL"));
        assertEquals("http://127.0.0.1:7071/registry/maven", told.get("MVNW_REPOURL"));
    }

    @Test
    void mavenIsToldByAFileThatIsWrittenAnew() throws IOException {
        Path file = home.resolve(".m2/settings.xml");
        Outside.tellMaven(home, 7071, 7072);
        assertTrue(Files.readString(file).contains("http://127.0.0.1:7071/registry/maven/"));
        Outside.tellMaven(home, 9071, 9072);
        assertTrue(Files.readString(file).contains("http://127.0.0.1:9071/registry/maven/"));
        assertTrue(Files.readString(file).contains("<port>9072</port>"));
    }

    @Test
    void whereThereIsNoHomeNoneIsMade() throws IOException {
        Outside.tellMaven(home.resolve("none"), 7071, 7072);
        assertFalse(Files.exists(home.resolve("none")));
    }

    @Test
    void aFileOfTheUsersOwnStaysAndNoLinkIsFollowed() throws IOException {
        Path file = Files.createDirectories(home.resolve(".m2")).resolve("settings.xml");
        Files.writeString(file, "<settings/>");
        Outside.tellMaven(home, 7071, 7072);
        assertEquals("<settings/>", Files.readString(file));
        Files.delete(file);
        Path elsewhere = home.resolve("elsewhere");
        Files.createSymbolicLink(file, elsewhere);
        Outside.tellMaven(home, 7071, 7072);
        assertFalse(Files.exists(elsewhere));
    }
}
