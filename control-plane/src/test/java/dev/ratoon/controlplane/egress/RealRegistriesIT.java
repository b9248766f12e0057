package dev.ratoon.controlplane.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * pip, Maven and apt as they are on this machine, in sandboxes, with the registries that this
 * machine has, and with nothing said to them but what Ratoon says to every process.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = MachineRegistries.class, restrictToAnnotatedClass = true)
@TestProfile(RealRegistriesIT.Outside.class)
class RealRegistriesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    public static class Outside implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(RegistryAddresses.class);
        }
    }

    @Inject TestPeople people;
    @Inject LogStore log;

    @ConfigProperty(name = "test.registries.reached")
    List<String> reached;

    @TempDir Path directory;
    private GitRepository repository;
    private Fleet fleet;
    private String agent = "";

    @BeforeEach
    void begin() throws Exception {
        repository = GitRepository.in(directory);
        fleet = new Fleet(people.owner(), repository);
    }

    @AfterEach
    void theLogIsWhole() throws Exception {
        if (!agent.isEmpty()) {
            fleet.api().delete("/api/agents/" + agent);
            Eventually.get(
                    "the end of its sandbox",
                    () -> fleet.agent(agent).path("doing").asText(),
                    doing -> doing.equals("is deleted"));
            Consistency.check(log, agent);
        }
    }

    @Test
    void pipInstallsAPackage() throws Exception {
        needed("pypi", "/usr/bin/pip3");
        String said =
                printed(
                        "pip3 install --no-cache-dir --target lib six==1.17.0 2>&1",
                        "PYTHONPATH=lib python3 -c 'import six; print(\"this is\", six.__version__)'",
                        refused("POST", "pypi/legacy/"));
        assertTrue(said.contains("this is 1.17.0"), said);
        assertReadOnly("pypi", said);
    }

    @Test
    @Tag("long")
    void mavenResolvesAnArtifactWithItsPlugin() throws Exception {
        needed("maven", "/usr/bin/mvn");
        String said =
                printed(
                        "mvn -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.9.0:get"
                                + " -Dartifact=org.hamcrest:hamcrest:3.0 2>&1 | tail -40",
                        "ls ~/.m2/repository/org/hamcrest/hamcrest/3.0/",
                        refused("PUT", "maven/org/example/a/1/a-1.jar"));
        assertTrue(said.contains("BUILD SUCCESS"), said);
        assertTrue(said.contains("hamcrest-3.0.jar"), said);
        assertReadOnly("maven", said);
    }

    @Test
    @Tag("long")
    void aRepositorysOwnMvnwFetchesItsMaven() throws Exception {
        needed("maven", "/usr/bin/java");
        Path root = Path.of("..").toAbsolutePath().normalize();
        Files.createDirectories(repository.folder().resolve(".mvn/wrapper"));
        for (String file :
                List.of("mvnw", ".mvn/find-jdk", ".mvn/wrapper/maven-wrapper.properties")) {
            Files.copy(
                    root.resolve(file),
                    repository.folder().resolve(file),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        repository.git("add", "-A");
        repository.git("-c", "user.name=M", "-c", "user.email=m@m", "commit", "-qm", "mvnw");

        String said = printed("./mvnw -v 2>&1");
        assertTrue(said.contains("Apache Maven 3."), said);
        assertTrue(fleet.events(agent, "egress.refused").isEmpty(), said);
    }

    @Tag("long")
    @Test
    void aptFindsAPackageAndDownloadsIt() throws Exception {
        needed("apt", "/usr/share/keyrings/debian-archive-keyring.gpg");
        String said =
                printed(
                        "apt-get update 2>&1",
                        "apt-get download hello 2>&1 && dpkg -x hello_*.deb tree",
                        "tree/usr/bin/hello",
                        refused("PUT", "apt/debian/pool/main/h/hello/hello_3_amd64.deb"));
        assertTrue(said.contains("Hello, world!"), said);
        assertFalse(said.contains("W: "), said);
        assertReadOnly("apt", said);
    }

    private void needed(String registry, String file) {
        boolean there = Files.exists(Path.of(file)) && reached.contains(registry);
        if (!there) {
            System.out.println("SKIPPED: no " + file + ", or its registry is not reached");
        }
        Assumptions.assumeTrue(there, "no " + file + ", or its registry is not reached");
    }

    private static String refused(String method, String path) {
        return "curl -sS -X " + method + " -d x ${npm_config_registry%npm/}" + path;
    }

    private void assertReadOnly(String registry, String said) {
        assertTrue(said.contains("The registry " + registry + " is for reading here: P"), said);
        List<JsonNode> refused = fleet.events(agent, "egress.refused");
        assertEquals(1, refused.size(), refused::toString);
        assertEquals("registry", refused.getFirst().at("/payload/rule").asText());
    }

    private String printed(String... lines) throws Exception {
        agent = fleet.start("auto", String.join("\n", lines));
        Eventually.get(
                "the end of the turn",
                PATIENCE,
                () -> fleet.outcome(agent, 1),
                outcome -> !outcome.equals("none"));
        return fleet.printed(agent);
    }
}
