package dev.ratoon.controlplane.models;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.ratoon.controlplane.providers.ModelApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body once, from its beginning to its end, and refuses what it may not have. Nothing of it
 * is kept; what must stand in it is written over whatever stood there. One body; one thread.
 */
final class BodyCheck {
    private static final Pattern MODEL = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final int NULL = "null".length();
    private static final Spelling IN_OPTIONS = Spelling.of("include_usage");
    private static final String USAGE = "\"include_usage\":true";
    private static final Set<String> TIERS = Set.of("auto", "default", "flex", "standard_only");

    /** Models of which the search is a part, whatever tools there are. */
    private static final Pattern SEARCHING =
            Pattern.compile(".*(:online|-search-|-deep-research).*");

    private final ModelApi api;
    private final Fields fields;
    private final Set<ModelRule> allowed;
    private final Members members;
    private final String limit;
    private final ContentCheck content;
    private @Nullable String model;
    private boolean streams;
    private boolean storeSaid;
    private Edit usageAsked = new Edit(0, 0, "");
    private final List<Edit> edits = new ArrayList<>();
    private OptionalLong mostOutput = OptionalLong.empty();
    private Checked.Most most = new Checked.Most(0, 0, "", "");

    private BodyCheck(ModelApi api, Set<ModelRule> allowed, Members members, String limit) {
        this.api = api;
        this.limit = limit;
        this.fields = Fields.of(api);
        this.allowed = allowed;
        this.members = members;
        this.content = new ContentCheck(fields, allowed, members);
    }

    /**
     * @param named the model that the path names, where the path does
     * @param asksUsage whether a stream is asked to end with what it has used
     * @param limit how its provider calls the most tokens of an answer
     */
    static Checked check(
            Body body,
            ModelApi api,
            Optional<String> named,
            Set<ModelRule> allowed,
            boolean asksUsage,
            String limit)
            throws Refused {
        try (Members members = new Members(body)) {
            return new BodyCheck(api, allowed, members, limit).check(named, asksUsage);
        } catch (JsonParseException | StreamConstraintsException e) {
            throw Refused.malformed(
                    "The body of this call is not JSON: " + e.getOriginalMessage() + ".");
        } catch (IOException e) {
            throw Refused.malformed("The body of this call is not JSON: it cannot be read.");
        }
    }

    private Checked check(Optional<String> named, boolean asksUsage) throws IOException, Refused {
        if (members.next() != JsonToken.START_OBJECT) {
            throw Refused.malformed("The body of this call is not a JSON object.");
        }
        long begin = members.offset() + 1;
        usageAsked = new Edit(begin, 0, "\"stream_options\":{" + USAGE + "},");
        boolean any = fields(fields::top);
        mostBelongsThere(begin, any ? "," : "");
        if (members.next() != null) {
            throw Refused.malformed("The body of this call goes on after its end.");
        }
        String asked = named.orElse(model);
        if (asked == null) {
            throw Refused.malformed("The body of this call names no model.");
        }
        if (SEARCHING.matcher(asked).matches()) {
            refuse(ModelRule.HOSTED_TOOLS, "The model " + asked + " searches by itself.");
        }
        if (api == ModelApi.RESPONSES
                && !storeSaid
                && !allowed.contains(ModelRule.STORED_ANSWERS)) {
            edits.add(new Edit(begin, 0, "\"store\":false,"));
        }
        if (api == ModelApi.CHAT_COMPLETIONS && asksUsage && streams) {
            edits.add(usageAsked);
        }
        List<Edit> inOrder =
                edits.stream()
                        .filter(edit -> !edit.text().isEmpty())
                        .sorted(Comparator.comparingLong(Edit::at))
                        .toList();
        return new Checked(asked, streams, mostOutput, content.media(), inOrder, most);
    }

    /** At the beginning, unless a place for it was found within. */
    private void mostBelongsThere(long begin, String further) {
        if (most.before().isEmpty() && most.instead() == 0) {
            most =
                    api == ModelApi.GENERATE_CONTENT
                            ? new Checked.Most(
                                    begin,
                                    0,
                                    "\"generationConfig\":{" + named(limit),
                                    "}" + further)
                            : new Checked.Most(begin, 0, named(limit), further);
        }
    }

    private static String named(String field) {
        return "\"" + field + "\":";
    }

    /** Of the object that is open, up to its end; whether it has any. */
    private boolean fields(Function<String, Field> kinds) throws IOException, Refused {
        var seen = new HashSet<String>();
        for (String name = members.field(); name != null; name = members.field()) {
            String canonical = Fields.canonical(name);
            once(seen, canonical, name);
            fields.inBody().check(name, members);
            take(name, canonical, kinds.apply(canonical));
        }
        return !seen.isEmpty();
    }

    private void take(String name, String canonical, Field field) throws IOException, Refused {
        JsonToken value = members.value();
        if (value == JsonToken.VALUE_NULL && field != Field.UNKNOWN) {
            instead(canonical, field);
            return;
        }
        switch (field) {
            case PLAIN -> members.skip();
            case CONTENT -> content.check(value);
            case ITEMS -> content.checkItems(value);
            case TOOLS -> content.checkTools(value);
            case SETTINGS -> settings(value);
            case MODEL -> model = text(name, value, MODEL);
            case STREAM -> streams = truth(name, value);
            case STREAM_OPTIONS -> streamOptions(name, value);
            case MODALITIES -> modalities(name, value);
            case LIMIT -> limit(name, value);
            case ONE -> one(name, value);
            case KEPT -> {
                storeSaid |= canonical.equals("store");
                if (truth(name, value)) {
                    refuse(
                            ModelRule.STORED_ANSWERS,
                            "\"" + name + "\" would have the provider keep the answer.");
                }
            }
            case TIER -> {
                if (value != JsonToken.VALUE_STRING || !TIERS.contains(members.text())) {
                    refuse(ModelRule.UNKNOWN_FIELDS, "This service tier may cost more.");
                }
            }
            case HOSTED -> {
                refuse(
                        ModelRule.HOSTED_TOOLS,
                        "\"" + name + "\" gives the model tools that the provider runs.");
                members.skip();
            }
            case FOREIGN -> {
                refuse(
                        ModelRule.FOREIGN_IDS,
                        "\"" + name + "\" names something that lies at the provider.");
                members.skip();
            }
            case UNKNOWN -> {
                refuse(
                        ModelRule.UNKNOWN_FIELDS,
                        "This version does not know the field \"" + shown(name) + "\".");
                members.skip();
            }
        }
    }

    private void settings(JsonToken value) throws IOException, Refused {
        if (value != JsonToken.START_OBJECT) {
            throw Refused.malformed("\"generationConfig\" is no object.");
        }
        long begin = members.offset() + 1;
        boolean any = fields(canonical -> fields.settings().getOrDefault(canonical, Field.UNKNOWN));
        if (most.instead() == 0) {
            most = new Checked.Most(begin, 0, named(limit), any ? "," : "");
        }
    }

    /** What says nothing means whatever the provider likes. */
    private void instead(String canonical, Field field) {
        if (canonical.equals("store")
                && api == ModelApi.RESPONSES
                && !allowed.contains(ModelRule.STORED_ANSWERS)) {
            edits.add(new Edit(members.offset(), NULL, "false"));
            storeSaid = true;
        } else if (field == Field.STREAM_OPTIONS) {
            usageAsked = new Edit(members.offset(), NULL, "{" + USAGE + "}");
        } else if (field == Field.LIMIT && canonical.equals(Fields.canonical(limit))) {
            most = new Checked.Most(members.offset(), NULL, "", "");
        } else if (field == Field.SETTINGS) {
            most = new Checked.Most(members.offset(), NULL, "{" + named(limit), "}");
        }
    }

    private void streamOptions(String all, JsonToken value) throws IOException, Refused {
        if (value != JsonToken.START_OBJECT) {
            throw Refused.malformed("\"" + all + "\" is no object.");
        }
        long begin = members.offset() + 1;
        var seen = new HashSet<String>();
        for (String name = members.field(); name != null; name = members.field()) {
            String canonical = Fields.canonical(name);
            once(seen, canonical, name);
            IN_OPTIONS.check(name, members);
            if (members.value() != JsonToken.VALUE_TRUE && canonical.equals("includeusage")) {
                throw Refused.malformed(
                        "\""
                                + name
                                + "\" is not true: Ratoon counts what a stream has used. Leave it"
                                + " away, or say true.");
            }
            members.skip();
        }
        String further = seen.isEmpty() ? "" : ",";
        usageAsked = new Edit(begin, 0, seen.contains("includeusage") ? "" : USAGE + further);
    }

    private void modalities(String name, JsonToken value) throws IOException, Refused {
        boolean text = value == JsonToken.START_ARRAY;
        if (!text) {
            members.skip();
        } else {
            for (JsonToken each = members.value();
                    each != JsonToken.END_ARRAY;
                    each = members.value()) {
                text &= each == JsonToken.VALUE_STRING && members.text().equals("TEXT");
                members.skip();
            }
        }
        if (!text) {
            refuse(
                    ModelRule.UNKNOWN_FIELDS,
                    "\"" + name + "\" asks for more than text, of which no limit says how much.");
        }
    }

    private void limit(String name, JsonToken value) throws IOException, Refused {
        if (value != JsonToken.VALUE_NUMBER_INT) {
            throw Refused.malformed("\"" + name + "\" is no whole number.");
        }
        long most = members.number();
        if (most < 0) {
            throw Refused.malformed("\"" + name + "\" is below nothing.");
        }
        // Anthropic knows no call that does not say it; for others nothing may be as good as
        // unsaid.
        if (most == 0 && api != ModelApi.MESSAGES) {
            throw Refused.malformed("\"" + name + "\" asks for no answer.");
        }
        mostOutput = OptionalLong.of(Math.max(most, mostOutput.orElse(0)));
    }

    private void one(String name, JsonToken value) throws IOException, Refused {
        if (value != JsonToken.VALUE_NUMBER_INT || members.number() != 1) {
            refuse(
                    ModelRule.UNKNOWN_FIELDS,
                    "\"" + name + "\" asks for several answers at once; ask for one.");
            members.skip();
        }
    }

    private String text(String name, JsonToken value, Pattern good) throws IOException, Refused {
        if (value != JsonToken.VALUE_STRING || !good.matcher(members.text()).matches()) {
            throw Refused.malformed("\"" + name + "\" is no name of a model.");
        }
        return members.text();
    }

    private static boolean truth(String name, JsonToken value) throws Refused {
        return switch (value) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw Refused.malformed("\"" + name + "\" is neither true nor false.");
        };
    }

    static void once(Set<String> seen, String canonical, String name) throws Refused {
        if (!seen.add(canonical)) {
            throw Refused.malformed(
                    "\"" + shown(name) + "\" stands twice: a provider may read the other one.");
        }
    }

    private void refuse(ModelRule rule, String words) throws Refused {
        if (!allowed.contains(rule)) {
            throw Refused.by(rule, words);
        }
    }

    static String shown(String name) {
        String beginning = name.length() > 60 ? name.substring(0, 60) + "..." : name;
        return beginning.replaceAll("[^ -~]", "?");
    }
}
