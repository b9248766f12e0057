package dev.ratoon.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What checkpoint.sh saves of ignored files, and restore.sh brings back. */
class IncludedScriptIT {
    @TempDir Path root;
    private Bench bench;

    @BeforeEach
    void bench() throws Exception {
        bench = new Bench(root);
    }

    @Test
    void ignoredFilesOnTheListAreSaved() throws Exception {
        bench.more.put("INCLUDED", ".env\nbuild/**/*.keep");
        bench.sh(
                "printf '.env\\n"
                        + "' >>.gitignore; echo s >.env; mkdir -p build/a; echo k >build/a/b.keep");
        bench.sh("echo no >build/a/no; head -c 1000001 /dev/zero >build/large.keep");
        assertEquals(List.of("larger than 1000000 bytes build/large.keep"), bench.save(1).left());
        assertEquals(Bench.FIRST, bench.names(1), "what is ignored is nobody's change");
        assertEquals(List.of("included/.env", "included/build/a/b.keep"), included(1));
        assertEquals("unchanged", bench.save(1).records().getLast());

        bench.more.put("INCLUDED", ".env");
        bench.sh("echo t >.env");
        bench.saved(2);
        assertEquals(List.of("included/.env"), included(2));
        Path again = Files.createDirectory(root.resolve("again"));
        assertEquals(0, bench.restore(2, again).exit());
        assertEquals("t\n", Files.readString(again.resolve("repository/.env")));
        assertFalse(Files.exists(again.resolve("repository/build")));
        assertEquals("unchanged", bench.in(again).save(2).records().getLast());

        bench.more.put("INCLUDED", "build/a/b.keep\nbuild/a/no");
        bench.sh("rm -r build/a/no; mkdir build/a/no; echo x >build/a/no/x; rm build/large.keep");
        bench.saved(3);
        bench.more.put("INCLUDED", "**/a/**");
        bench.sh("rm build/a/b.keep; rm -r build/a/no; echo y >build/a/no; ln -s no build/a/l");
        assertEquals(List.of(), bench.save(4).left());
        assertEquals(List.of("included/build/a/b.keep", "included/build/a/no/x"), included(3));
        assertEquals(List.of("included/build/a/l", "included/build/a/no"), included(4));

        bench.more.put("INCLUDED", "");
        bench.saved(5);
        assertEquals(List.of(), included(5));
    }

    private List<String> included(int turn) throws Exception {
        return Bench.sh(
                        bench.bare,
                        "git ls-tree -r --name-only refs/ratoon/state/" + turn + " included")
                .lines()
                .toList();
    }
}
