package dev.ratoon.controlplane.meters;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ratoon.controlplane.models.ModelCall;
import dev.ratoon.controlplane.providers.ModelApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * How many tokens a picture, or what has no bound, is reserved as: the first row that fits holds.
 * Its rows are data, see media.json, each with why it is so.
 */
record MediaTable(List<Row> rows) {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    MediaTable {
        rows = List.copyOf(rows);
    }

    /**
     * For the models of an API in whose name this stands; an empty text is in all.
     *
     * @param why for people who change it
     * @param source where the provider says so
     */
    record Row(ModelApi api, String model, long picture, long other, String why, String source) {}

    static MediaTable builtIn() {
        try (InputStream json =
                Objects.requireNonNull(MediaTable.class.getResourceAsStream("media.json"))) {
            return JSON.readValue(json, MediaTable.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of all that a call has beside text. */
    long tokens(ModelCall call) {
        return rows.stream()
                .filter(row -> row.api() == call.api() && call.model().contains(row.model()))
                .findFirst()
                .map(
                        row ->
                                row.picture() * call.media().pictures()
                                        + row.other() * call.media().others())
                .orElse(Reckoning.MOST);
    }
}
