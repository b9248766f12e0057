package dev.ratoon.controlplane.models;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What is said to a model, and its tools: refuses what the provider would fetch, run or know. */
final class ContentCheck {
    private static final String DATA = "data:";
    private static final Pattern BASE64 =
            Pattern.compile("[A-Za-z0-9+/=]{32}|[A-Za-z0-9+/=]*\".*", Pattern.DOTALL);
    private static final Set<String> OF_ADDRESSES = Set.of("url", "url_citation");
    private static final Set<String> OF_OTHERS =
            Set.of("file", "item_reference", "container_upload");
    private static final Pattern OF_HOSTED =
            Pattern.compile(
                    ".*(tool_use|mcp|search|code_|computer|image_generation|fetch|_tool_result).*");

    private static final Spelling IN_TOOLS =
            Spelling.of("type tools execution functionDeclarations function_declarations");

    /** Tools are looked for where this says, and by the provider where nothing does. */
    private static final String SEARCH = "tool_search";

    private static final String BY_AGENT = "client";

    private final Fields fields;
    private final Set<ModelRule> allowed;
    private final Members members;
    private final MediaCount media = new MediaCount();

    ContentCheck(Fields fields, Set<ModelRule> allowed, Members members) {
        this.fields = fields;
        this.allowed = allowed;
        this.members = members;
    }

    /** What there is beside text in all that was checked. */
    Media media() {
        return media.counted();
    }

    /** The value that begins with this token. */
    void check(JsonToken value) throws IOException, Refused {
        if (value == JsonToken.START_OBJECT) {
            object();
        } else if (value == JsonToken.START_ARRAY) {
            for (JsonToken each = members.value();
                    each != JsonToken.END_ARRAY;
                    each = members.value()) {
                check(each);
            }
        }
    }

    /** Each says what it is, or who speaks: without that, its id alone would be a reference. */
    void checkItems(JsonToken value) throws IOException, Refused {
        if (value != JsonToken.START_ARRAY) {
            check(value);
            return;
        }
        for (JsonToken each = members.value();
                each != JsonToken.END_ARRAY;
                each = members.value()) {
            if (each != JsonToken.START_OBJECT) {
                throw Refused.malformed("An item of the input is no object.");
            }
            Set<String> names = object();
            if (!names.contains("type") && !names.contains("role")) {
                refuse(
                        ModelRule.FOREIGN_IDS,
                        "An item of the input is a reference to something at the provider.");
            }
        }
    }

    private Set<String> object() throws IOException, Refused {
        Set<String> seen = new HashSet<>();
        var held = new MediaCount.Held();
        for (String name = members.field(); name != null; name = members.field()) {
            String canonical = Fields.canonical(name);
            BodyCheck.once(seen, canonical, name);
            fields.inContent().check(name, members);
            JsonToken value = members.value();
            if (value == JsonToken.VALUE_NULL) {
                continue;
            }
            if (fields.plain().contains(canonical)) {
                members.skip();
            } else if (canonical.equals("tools")) {
                checkTools(value);
            } else {
                judge(name, canonical, value, held);
                check(value);
            }
        }
        bounded(media.object(held));
        return seen;
    }

    private void judge(String name, String canonical, JsonToken value, MediaCount.Held held)
            throws IOException, Refused {
        String shown = BodyCheck.shown(name);
        if (Fields.isForeign(name)) {
            refuse(
                    ModelRule.FOREIGN_IDS,
                    "\"" + shown + "\" names something that lies at the provider.");
            media.other();
        }
        if (Fields.isHosted(canonical)) {
            refuse(
                    ModelRule.HOSTED_TOOLS,
                    "\"" + shown + "\" gives the model tools that the provider runs.");
        }
        if (canonical.equals("inputaudio")) {
            bounded(media.other());
        }
        if (value == JsonToken.VALUE_STRING) {
            text(shown, canonical, held);
        }
        if (canonical.equals("type") && !fields.types().isEmpty()) {
            type(value);
        }
        if (canonical.equals("execution")) {
            execution(value);
        }
    }

    private void text(String shown, String canonical, MediaCount.Held held)
            throws IOException, Refused {
        switch (canonical) {
            case "type" -> held.type = members.text();
            case "mimetype", "mediatype" -> held.mime = members.text();
            case "data" -> held.data = true;
            case "filedata" -> file(shown);
            default -> {
                if (Fields.isAddress(canonical)) {
                    address(shown);
                }
            }
        }
    }

    private void execution(JsonToken value) throws IOException, Refused {
        if (value != JsonToken.VALUE_STRING || !members.text().equals(BY_AGENT)) {
            refuse(ModelRule.HOSTED_TOOLS, "There is a search for tools that the provider makes.");
        }
    }

    private void address(String shown) throws Refused {
        if (isData()) {
            bounded(media.address(beginning(MediaCount.TO_KNOW)));
            return;
        }
        refuse(
                ModelRule.REMOTE_URLS,
                "\""
                        + shown
                        + "\" is an address for the provider to fetch; send the data itself, as"
                        + " data:...;base64,...");
        media.other();
    }

    private void file(String shown) throws Refused {
        if (!isData() && !isBase64()) {
            refuse(
                    ModelRule.REMOTE_URLS,
                    "\""
                            + shown
                            + "\" is an address for the provider to fetch; send the data itself, as"
                            + " base64.");
        }
        bounded(media.other());
    }

    private void bounded(boolean is) throws Refused {
        if (!is) {
            refuse(
                    ModelRule.UNBOUNDED_MEDIA,
                    "There is a document or a recording in it, and nothing says how many tokens"
                            + " that is: send it as text, or its pages as pictures (PNG, JPEG, WebP,"
                            + " GIF).");
        }
    }

    private void type(JsonToken value) throws IOException, Refused {
        if (value != JsonToken.VALUE_STRING) {
            throw Refused.malformed("A \"type\" is no text.");
        }
        String type = members.text();
        if (fields.types().contains(type)) {
            return;
        }
        String words = "There is content of the type \"" + BodyCheck.shown(type) + "\"";
        if (OF_ADDRESSES.contains(type)) {
            refuse(ModelRule.REMOTE_URLS, words + ", an address for the provider to fetch.");
        } else if (OF_OTHERS.contains(type)) {
            refuse(ModelRule.FOREIGN_IDS, words + ", which lies at the provider.");
        } else if (OF_HOSTED.matcher(type).matches()) {
            refuse(ModelRule.HOSTED_TOOLS, words + ", of a tool that the provider runs.");
        } else {
            refuse(ModelRule.UNKNOWN_FIELDS, words + ", which this version does not know.");
        }
    }

    /** Only those that the agent itself runs, also of a namespace. */
    void checkTools(JsonToken value) throws IOException, Refused {
        if (allowed.contains(ModelRule.HOSTED_TOOLS)) {
            members.skip();
            return;
        }
        if (value != JsonToken.START_ARRAY) {
            throw Refused.malformed("\"tools\" is no list.");
        }
        for (JsonToken each = members.value();
                each != JsonToken.END_ARRAY;
                each = members.value()) {
            if (each != JsonToken.START_OBJECT) {
                throw Refused.malformed("A tool is no object.");
            }
            tool();
        }
    }

    private void tool() throws IOException, Refused {
        boolean gemini = fields.tools().isEmpty();
        boolean typed = gemini || !fields.tools().contains("function");
        boolean search = false;
        boolean byAgent = false;
        Set<String> seen = new HashSet<>();
        for (String name = members.field(); name != null; name = members.field()) {
            String canonical = Fields.canonical(name);
            BodyCheck.once(seen, canonical, name);
            IN_TOOLS.check(name, members);
            JsonToken value = members.value();
            if (gemini && !canonical.equals("functiondeclarations")) {
                throw hosted(name);
            }
            if (!gemini && canonical.equals("type")) {
                if (value != JsonToken.VALUE_STRING || !fields.tools().contains(members.text())) {
                    throw hosted(value == JsonToken.VALUE_STRING ? members.text() : "type");
                }
                typed = true;
                search = members.text().equals(SEARCH);
            }
            if (canonical.equals("execution")) {
                byAgent = value == JsonToken.VALUE_STRING && members.text().equals(BY_AGENT);
            }
            if (canonical.equals("tools")) {
                checkTools(value);
            } else {
                members.skip();
            }
        }
        if (!typed) {
            throw hosted("without a type");
        }
        if (search && !byAgent) {
            throw hosted(SEARCH);
        }
    }

    private static Refused hosted(String which) {
        return Refused.by(
                ModelRule.HOSTED_TOOLS,
                "The tool \""
                        + BodyCheck.shown(which)
                        + "\" is none that the agent runs itself, as functions and custom tools"
                        + " are.");
    }

    private boolean isData() {
        return beginning(DATA.length()).toLowerCase(Locale.ROOT).equals(DATA);
    }

    private boolean isBase64() {
        return BASE64.matcher(beginning(32)).matches();
    }

    private String beginning(int most) {
        return new String(members.beginning(most), StandardCharsets.ISO_8859_1);
    }

    private void refuse(ModelRule rule, String words) throws Refused {
        if (!allowed.contains(rule)) {
            throw Refused.by(rule, words);
        }
    }
}
