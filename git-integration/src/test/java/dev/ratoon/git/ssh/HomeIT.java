package dev.ratoon.git.ssh;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.SshKeyPair;
import dev.ratoon.git.gateway.GitClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever runs Ratoon has in his own home for his own ssh is not for its users. */
class HomeIT {
    @TempDir Path folder;
    Path repository;
    Path settings;
    SshHost host;

    @BeforeEach
    void aHome() throws Exception {
        repository = new GitClient(folder).repository(folder.resolve("owner.git"));
        settings = Files.createDirectories(folder.resolve("home/.ssh"));
        host = new SshHost(folder.resolve("sshd"));
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void what_is_configured_there_leads_nowhere_else() throws Exception {
        Files.writeString(settings.resolve("config"), "Host *\n  HostName 192.0.2.1\n  Port 1\n");
        String said = look(host.user);
        assertTrue(said.contains("refs/heads/main"), said);
    }

    @Test
    void a_key_that_lies_there_is_not_shown() throws Exception {
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rwx------"));
        Path key = settings.resolve("id_ecdsa");
        new ProcessBuilder("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", key.toString())
                .start()
                .waitFor();
        host.admit(Files.readString(settings.resolve("id_ecdsa.pub")));
        String said = look(SshKeyPair.make(new SecureRandom()));
        assertTrue(said.contains("does not take your key"), said);
    }

    private String look(SshKeyPair user) throws Exception {
        Process looking =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx96m",
                                "-Duser.home=" + folder.resolve("home"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LookAlone.class.getName(),
                                host.source(repository).normalForm(),
                                user.privateKey(),
                                host.key("ed25519").line())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        looking.getOutputStream().close();
        return new String(looking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
