package dev.ratoon.controlplane.meters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ratoon.controlplane.life.Usd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which model costs what: the first row that fits holds. Its rows are data, see prices.json. */
record PriceTable(List<Row> rows) {
    private static final int MOST_ROWS = 10_000;
    private static final Usd DEAREST = Usd.dollars(100_000);
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    PriceTable {
        rows = List.copyOf(rows);
    }

    /** Models of a provider by a name, in which a star stands for anything. */
    record Row(String provider, String name, Pattern model, Price price) {
        Row(String provider, String name, Price price) {
            this(provider, name, glob(name), price);
        }

        /** The model that it is named after; empty when it names only a part of names. */
        Optional<String> named() {
            String first = name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
            return first.matches(".*[A-Za-z0-9]") && !first.contains("*") && !provider.equals("*")
                    ? Optional.of(first)
                    : Optional.empty();
        }
    }

    /** Why a table cannot be read, for people. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String why, @Nullable Throwable cause) {
            super(why, cause);
        }
    }

    /** The table as it is written down. */
    private record Written(
            @Nullable String asOf, @Nullable String source, @Nullable List<WrittenRow> prices) {}

    private record WrittenRow(
            @Nullable String provider,
            @Nullable String model,
            @Nullable Usd input,
            @Nullable Usd cached,
            @Nullable Usd output) {}

    static PriceTable read(byte[] json) throws Unreadable {
        Written written;
        try {
            written = JSON.readValue(json, Written.class);
        } catch (JsonProcessingException e) {
            throw new Unreadable(
                    "it is no such JSON ("
                            + e.getOriginalMessage()
                            + (e.getLocation() == null
                                    ? ""
                                    : ", line " + e.getLocation().getLineNr())
                            + ")",
                    e);
        } catch (IOException e) {
            throw new Unreadable("it cannot be read", e);
        }
        List<WrittenRow> given = written == null ? null : written.prices();
        if (given == null || given.size() > MOST_ROWS) {
            throw new Unreadable(
                    "its \"prices\" are no list of at most " + MOST_ROWS + " rows", null);
        }
        List<Row> rows = new ArrayList<>();
        for (WrittenRow each : given) {
            rows.add(row(each, rows.size() + 1));
        }
        return new PriceTable(rows);
    }

    private static Row row(@Nullable WrittenRow row, int number) throws Unreadable {
        if (row == null
                || row.provider() == null
                || row.model() == null
                || row.input() == null
                || row.output() == null) {
            throw new Unreadable(
                    "row " + number + " lacks its provider, model, input or output", null);
        }
        Usd cached = row.cached() == null ? row.input() : row.cached();
        if (Stream.of(row.input(), cached, row.output())
                .anyMatch(price -> price.micros() < 0 || price.compareTo(DEAREST) > 0)) {
            throw new Unreadable(
                    "a price in row " + number + " is less than nothing, or beyond all reason",
                    null);
        }
        return new Row(
                row.provider().toLowerCase(Locale.ROOT),
                row.model(),
                new Price(row.input(), cached, row.output()));
    }

    /** This one's rows go first. */
    PriceTable over(PriceTable other) {
        return new PriceTable(Stream.concat(rows.stream(), other.rows.stream()).toList());
    }

    Optional<Price> find(String provider, String model) {
        return rows.stream()
                .filter(row -> row.provider().equals(provider) || row.provider().equals("*"))
                .filter(row -> row.model().matcher(model).matches())
                .map(Row::price)
                .findFirst();
    }

    /** The models that rows are named after, each once, at the price that holds for it. */
    List<Named> named() {
        List<Named> all = new ArrayList<>();
        for (Row row : rows) {
            row.named()
                    .ifPresent(
                            model ->
                                    find(row.provider(), model)
                                            .map(price -> new Named(row.provider(), model, price))
                                            .ifPresent(all::add));
        }
        return all.stream().distinct().toList();
    }

    record Named(String provider, String model, Price price) {}

    private static Pattern glob(String model) {
        StringBuilder pattern = new StringBuilder();
        for (String part : model.split("\\*", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE);
    }
}
