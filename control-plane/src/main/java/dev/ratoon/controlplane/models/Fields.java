package dev.ratoon.controlplane.models;

import dev.ratoon.controlplane.providers.ModelApi;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the bodies of each API are made of: all that is known and harmless, and the rest is refused.
 * Names are compared as the most lenient reader does, without case, {@code _} and {@code -}.
 *
 * @param all the fields of the body itself
 * @param settings the fields of Gemini's {@code generationConfig}
 * @param types what {@code type} may be in content; empty where there is no such field
 * @param plain fields in content that are passed on unseen: arguments of the agent's own tools
 * @param tools what {@code type} of a tool is run by the agent itself
 */
record Fields(
        Map<String, Field> all,
        Map<String, Field> settings,
        Set<String> types,
        Set<String> plain,
        Set<String> tools) {
    private static final Set<String> PLAIN_EVERYWHERE =
            words(
            "temperature topp topk stop seed metadata toolchoice user safetyidentifier"
                    + " promptcachekey promptcacheretention paralleltoolcalls reasoning thinking");

    private static final Set<String> HOSTED_EVERYWHERE =
            words("mcpservers websearch websearchoptions searchparameters plugins connectors");

    private static final Set<String> FOREIGN_EVERYWHERE =
            words(
                    "previousresponseid conversation prompt container cachedcontent fileids"
                            + " vectorstoreids");

    private static final Fields CHAT =
            new Fields(
                    fields(
                            Map.of(
                                    Field.CONTENT, "messages prediction",
                                    Field.TOOLS, "tools",
                                    Field.MODEL, "model",
                                    Field.STREAM, "stream",
                                    Field.STREAM_OPTIONS, "streamoptions",
                                    Field.LIMIT, "maxtokens maxcompletiontokens",
                                    Field.ONE, "n",
                                    Field.KEPT, "store",
                                    Field.TIER, "servicetier",
                                    Field.PLAIN,
                                            "functions functioncall responseformat presencepenalty"
                                                    + " frequencypenalty repetitionpenalty logitbias"
                                                    + " logprobs toplogprobs reasoningeffort verbosity"
                                                    + " includereasoning enablethinking topa minp usage"
                                                    + " chattemplatekwargs randomseed safeprompt"
                                                    + " promptmode typicalp cacheprompt")),
                    Map.of(),
                    words(
                            "text image_url input_audio video_url file document_url refusal function"
                                    + " custom ephemeral thinking reasoning reasoning.text"
                                    + " reasoning.summary reasoning.encrypted content"),
                    words("arguments"),
                    words("function custom"));

    private static final Fields RESPONSES =
            new Fields(
                    fields(
                            Map.of(
                                    Field.ITEMS, "input",
                                    Field.CONTENT, "instructions",
                                    Field.TOOLS, "tools",
                                    Field.MODEL, "model",
                                    Field.STREAM, "stream",
                                    Field.LIMIT, "maxoutputtokens",
                                    Field.KEPT, "store background",
                                    Field.TIER, "servicetier",
                                    Field.PLAIN,
                                            "streamoptions include text truncation toplogprobs"
                                                    + " maxtoolcalls clientmetadata contextmanagement")),
                    Map.of(),
                    words(
                            "message input_text output_text text refusal input_image input_file"
                                    + " input_audio reasoning reasoning_text summary_text function_call"
                                    + " function_call_output custom_tool_call custom_tool_call_output"
                                    + " local_shell_call local_shell_call_output shell_call"
                                    + " shell_call_output apply_patch_call apply_patch_call_output exec"
                                    + " compaction compaction_summary"),
                    words("arguments action"),
                    words("function custom"));

    private static final Fields MESSAGES =
            new Fields(
                    fields(
                            Map.of(
                                    Field.CONTENT, "messages system",
                                    Field.TOOLS, "tools",
                                    Field.MODEL, "model",
                                    Field.STREAM, "stream",
                                    Field.LIMIT, "maxtokens",
                                    Field.TIER, "servicetier",
                                    Field.PLAIN,
                                            "stopsequences outputconfig outputformat contextmanagement"
                                                    + " cachecontrol")),
                    Map.of(),
                    words(
                            "text image document tool_use tool_result thinking redacted_thinking"
                                    + " search_result base64 content ephemeral char_location"
                                    + " page_location content_block_location search_result_location"
                                    + " compaction"),
                    words("input"),
                    words("custom"));

    private static final Fields GENERATE_CONTENT =
            new Fields(
                    fields(
                            Map.of(
                                    Field.CONTENT, "contents systeminstruction",
                                    Field.TOOLS, "tools",
                                    Field.SETTINGS, "generationconfig",
                                    Field.PLAIN, "toolconfig safetysettings labels")),
                    Map.of(
                            "maxoutputtokens", Field.LIMIT,
                            "candidatecount", Field.ONE),
                    Set.of(),
                    words("args response"),
                    Set.of());

    /** References to what is kept; our own are of calls within the body. */
    private static final Pattern ID = Pattern.compile(".*(_id|_ids|[a-z]Ids?|-ids?)");

    private static final Pattern ADDRESS = Pattern.compile(".*ur[li]s?");

    private static final Set<String> IDS_WITHIN =
            Set.of("callid", "toolcallid", "tooluseid", "promptcacheid");

    static Fields of(ModelApi api) {
        return switch (api) {
            case CHAT_COMPLETIONS -> CHAT;
            case RESPONSES -> RESPONSES;
            case MESSAGES -> MESSAGES;
            case GENERATE_CONTENT -> GENERATE_CONTENT;
        };
    }

    static String canonical(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    Field top(String canonical) {
        return all.getOrDefault(canonical, Field.UNKNOWN);
    }

    static boolean isAddress(String canonical) {
        return ADDRESS.matcher(canonical).matches();
    }

    static boolean isForeign(String name) {
        String canonical = canonical(name);
        return ID.matcher(name).matches() && !IDS_WITHIN.contains(canonical)
                || FOREIGN_EVERYWHERE.contains(canonical)
                || canonical.endsWith("fileid")
                || canonical.equals("audio");
    }

    static boolean isHosted(String canonical) {
        return HOSTED_EVERYWHERE.contains(canonical);
    }

    private static Map<String, Field> fields(Map<Field, String> by) {
        Map<String, Field> all = new HashMap<>();
        PLAIN_EVERYWHERE.forEach(name -> all.put(name, Field.PLAIN));
        HOSTED_EVERYWHERE.forEach(name -> all.put(name, Field.HOSTED));
        FOREIGN_EVERYWHERE.forEach(name -> all.put(name, Field.FOREIGN));
        by.forEach((field, names) -> words(names).forEach(name -> all.put(name, field)));
        return Map.copyOf(all);
    }

    private static Set<String> words(String all) {
        return Set.of(all.split(" ", -1));
    }
}
