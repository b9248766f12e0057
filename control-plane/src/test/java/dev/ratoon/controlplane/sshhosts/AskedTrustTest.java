package dev.ratoon.controlplane.sshhosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.SshKeyPair;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AskedTrustTest {
    private final String line = SshKeyPair.make(new SecureRandom()).publicKey().line();

    @Test
    void a_line_is_read_once_with_or_without_a_comment() {
        assertEquals(
                List.of(line),
                asked(List.of(line, line + " root@git.example")).keys().stream()
                        .map(key -> key.line())
                        .toList());
    }

    @Test
    void what_is_no_line_of_a_host_is_refused_and_not_repeated() {
        String bytes = line.substring("ssh-ed25519 ".length());
        for (String wrong :
                List.of(
                        "",
                        "ssh-ed25519",
                        bytes,
                        "git.example " + line,
                        "@cert-authority " + line,
                        "ssh-rsa " + bytes,
                        "ssh-ed25519  " + bytes,
                        "ssh-ed25519 " + bytes + "=",
                        "ssh-ed25519 " + bytes.substring(0, 12),
                        " " + line,
                        line + "\n" + line,
                        line + " a\tb",
                        line + " \u001b[2J",
                        of("ssh-ed25519-cert-v01@openssh.com"),
                        of("ssh-dss"),
                        of("\u001b[2J"),
                        of("ssh-ed25519") + "A".repeat(20_000))) {
            Failure refused = assertThrows(Failure.class, () -> asked(List.of(wrong)).keys());
            assertEquals(ProblemType.INVALID, refused.type());
            assertTrue(refused.forTheCaller().contains("no public key of a host"), wrong);
            assertFalse(refused.forTheCaller().contains("\u001b"), wrong);
        }
    }

    @Test
    void there_is_at_least_one_and_there_are_at_most_ten() {
        List<@Nullable String> none = Arrays.asList((String) null);
        assertThrows(Failure.class, () -> asked(none).keys());
        for (AskedTrust wrong :
                List.of(asked(null), asked(List.of()), asked(Collections.nCopies(11, line)))) {
            Failure refused = assertThrows(Failure.class, wrong::keys);
            assertTrue(refused.forTheCaller().contains("between 1 and 10"));
        }
        assertEquals(1, asked(Collections.nCopies(10, line)).keys().size());
    }

    private static AskedTrust asked(@Nullable List<@Nullable String> lines) {
        return new AskedTrust("git@git.example:a/b", lines);
    }

    /** A line whose bytes say that type, too. */
    private static String of(String type) {
        byte[] word = type.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = ByteBuffer.allocate(4 + word.length).putInt(word.length).put(word).array();
        return type + " " + Base64.getEncoder().encodeToString(bytes);
    }
}
