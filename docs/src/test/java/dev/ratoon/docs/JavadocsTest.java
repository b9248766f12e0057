package dev.ratoon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JavadocsTest {
    @Test
    void aCommentBelongsToTheMethodUnderIt() {
        var texts = new HashMap<String, String>();
        Javadocs.read(
                """
                /** The garden. */
                @ConfigMapping(prefix = "ratoon.garden")
                public interface GardenConfig {
                    /**
                     * How often it is
                     * watered.
                     */
                    @WithDefault("12h")
                    Duration every();

                    int undescribed();

                    /** One of {@code beds}. */
                    Map<String, Plant> plants();

                    /** A plant. */
                    interface Plant {
                        /** In metres. */
                        int height();
                    }
                }
                """,
                texts);
        assertEquals(
                Map.of(
                        "GardenConfig#every", "How often it is watered.",
                        "GardenConfig#plants", "One of `beds`.",
                        "Plant#height", "In metres."),
                texts);
    }
}
