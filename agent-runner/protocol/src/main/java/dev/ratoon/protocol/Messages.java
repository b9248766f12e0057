package dev.ratoon.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Text messages and reported payloads as JSON. What is new in a newer version is passed over. */
public final class Messages {
    /** For whoever relays JSON that is not ours (ACP): keeps everything as it is. */
    public static final ObjectMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .build();

    private static final ObjectReader TO_RUNNER = JSON.readerFor(ToRunner.class);
    private static final ObjectReader FROM_RUNNER = JSON.readerFor(FromRunner.class);

    private Messages() {}

    public static String write(ToRunner message) {
        return text(ToRunner.class, message);
    }

    public static String write(FromRunner message) {
        return text(FromRunner.class, message);
    }

    public static ToRunner toRunner(String text) throws Malformed {
        return read(TO_RUNNER, ToRunner.class, text);
    }

    public static FromRunner fromRunner(String text) throws Malformed {
        return read(FROM_RUNNER, FromRunner.class, text);
    }

    private static String text(Class<?> as, Object message) {
        try {
            return JSON.writerFor(as).writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own records are always JSON", e);
        }
    }

    private static <T> T read(ObjectReader reader, Class<T> as, String text) throws Malformed {
        try {
            T read = as.cast(reader.<Object>readValue(text));
            if (read == null) {
                throw new Malformed("a message is an object");
            }
            return Whole.of(read);
        } catch (JsonProcessingException e) {
            throw new Malformed(e.getOriginalMessage());
        }
    }
}
