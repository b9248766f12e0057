package dev.ratoon.controlplane.models;

import dev.ratoon.controlplane.providers.ModelApi;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the bodies of each API are made of: all that is known and harmless, and the rest is refused.
 * Names are compared as the most lenient reader does, without case, {@code _} and {@code -}; those
 * that decide something must be written as the API writes them.
 *
 * @param all the fields of the body itself
 * @param settings the fields of Gemini's {@code generationConfig}
 * @param inBody how those of both are written that decide something
 * @param inContent the same, of content
 * @param types the words that content may be of; empty where it has none
 * @param plain fields in content that are passed on unseen: arguments of the agent's own tools
 * @param tools the words for tools that the agent itself runs
 */
record Fields(
        Map<String, Field> all,
        Map<String, Field> settings,
        Spelling inBody,
        Spelling inContent,
        Set<String> types,
        Set<String> plain,
        Set<String> tools) {
    private static final Set<String> PLAIN_EVERYWHERE =
            words(
                    "temperature topp topk stop seed metadata toolchoice user safetyidentifier"
                            + " promptcachekey promptcacheretention promptcacheoptions"
                            + " paralleltoolcalls reasoning thinking");

    private static final Set<String> HOSTED_EVERYWHERE =
            words("mcpservers websearch websearchoptions searchparameters plugins connectors");

    private static final Set<String> FOREIGN_EVERYWHERE =
            words(
                    "previousresponseid conversation prompt container cachedcontent fileids"
                            + " vectorstoreids");

    /** However these are written, nothing of ours hangs on it. */
    private static final Set<Field> DECIDING_NOTHING =
            Set.of(Field.PLAIN, Field.HOSTED, Field.FOREIGN);

    private static final Fields CHAT =
            of(
                    Map.of(
                            Field.CONTENT, "messages prediction",
                            Field.TOOLS, "tools",
                            Field.MODEL, "model",
                            Field.STREAM, "stream",
                            Field.STREAM_OPTIONS, "stream_options",
                            Field.LIMIT, "max_tokens max_completion_tokens",
                            Field.ONE, "n",
                            Field.KEPT, "store",
                            Field.TIER, "service_tier",
                            Field.PLAIN,
                                    "functions functioncall responseformat presencepenalty"
                                            + " frequencypenalty repetitionpenalty logitbias"
                                            + " logprobs toplogprobs reasoningeffort verbosity"
                                            + " includereasoning enablethinking topa minp usage"
                                            + " chattemplatekwargs randomseed safeprompt"
                                            + " promptmode typicalp cacheprompt"),
                    Map.of(),
                    "type role data",
                    "text image_url input_audio video_url file document_url refusal"
                            + " function custom ephemeral thinking reasoning reasoning.text"
                            + " reasoning.summary reasoning.encrypted content",
                    "arguments",
                    "function custom");

    private static final Fields RESPONSES =
            of(
                    Map.of(
                            Field.ITEMS, "input",
                            Field.CONTENT, "instructions",
                            Field.TOOLS, "tools",
                            Field.MODEL, "model",
                            Field.STREAM, "stream",
                            Field.LIMIT, "max_output_tokens",
                            Field.KEPT, "store background",
                            Field.TIER, "service_tier",
                            Field.PLAIN,
                                    "streamoptions include text truncation toplogprobs"
                                            + " maxtoolcalls clientmetadata contextmanagement"),
                    Map.of(),
                    "type role data tools execution",
                    "message input_text output_text text refusal input_image input_file"
                            + " input_audio reasoning reasoning_text summary_text function_call"
                            + " function_call_output custom_tool_call custom_tool_call_output"
                            + " local_shell_call local_shell_call_output shell_call"
                            + " shell_call_output apply_patch_call apply_patch_call_output exec"
                            + " create_file update_file delete_file direct agent_message"
                            + " encrypted_content compaction compaction_summary compaction_trigger"
                            + " context_compaction configuration_update additional_tools"
                            + " tool_search_call tool_search_output",
                    "arguments action internal_chat_message_metadata_passthrough",
                    "function custom namespace local_shell apply_patch tool_search");

    private static final Fields MESSAGES =
            of(
                    Map.of(
                            Field.CONTENT, "messages system",
                            Field.TOOLS, "tools",
                            Field.MODEL, "model",
                            Field.STREAM, "stream",
                            Field.LIMIT, "max_tokens",
                            Field.TIER, "service_tier",
                            Field.PLAIN,
                                    "stopsequences outputconfig outputformat contextmanagement"
                                            + " cachecontrol"),
                    Map.of(),
                    "type role data media_type",
                    "text image document tool_use tool_result thinking redacted_thinking"
                            + " search_result base64 content ephemeral char_location"
                            + " page_location content_block_location search_result_location"
                            + " compaction tool_reference direct",
                    "input",
                    "custom bash_20241022 bash_20250124 text_editor_20241022 text_editor_20250124"
                            + " text_editor_20250429 text_editor_20250728 memory_20250818");

    /** Google takes each name in both ways of writing, and no third one. */
    private static final Fields GENERATE_CONTENT =
            of(
                    Map.of(
                            Field.CONTENT, "contents systemInstruction system_instruction",
                            Field.TOOLS, "tools",
                            Field.SETTINGS, "generationConfig generation_config",
                            Field.PLAIN, "toolconfig safetysettings labels"),
                    Map.of(
                            Field.LIMIT, "maxOutputTokens max_output_tokens",
                            Field.ONE, "candidateCount candidate_count",
                            Field.MODALITIES, "responseModalities response_modalities",
                            Field.PLAIN,
                                    "stopsequences responsemimetype responseschema responseformat"
                                            + " responsejsonschema temperature topp topk seed"
                                            + " presencepenalty frequencypenalty responselogprobs"
                                            + " logprobs enableenhancedcivicanswers thinkingconfig"
                                            + " mediaresolution audiotimestamp"),
                    "role data mimeType mime_type",
                    "",
                    "args response",
                    "");

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
        return (ID.matcher(name).matches() && !IDS_WITHIN.contains(canonical))
                || FOREIGN_EVERYWHERE.contains(canonical)
                || canonical.endsWith("fileid")
                || canonical.equals("audio");
    }

    static boolean isHosted(String canonical) {
        return HOSTED_EVERYWHERE.contains(canonical);
    }

    private static Fields of(
            Map<Field, String> top,
            Map<Field, String> settings,
            String inContent,
            String types,
            String plain,
            String tools) {
        Map<String, Field> all = new HashMap<>();
        PLAIN_EVERYWHERE.forEach(name -> all.put(name, Field.PLAIN));
        HOSTED_EVERYWHERE.forEach(name -> all.put(name, Field.HOSTED));
        FOREIGN_EVERYWHERE.forEach(name -> all.put(name, Field.FOREIGN));
        all.putAll(byName(top));
        String deciding =
                Stream.of(top, settings)
                        .flatMap(each -> each.entrySet().stream())
                        .filter(each -> !DECIDING_NOTHING.contains(each.getKey()))
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining(" "));
        return new Fields(
                Map.copyOf(all),
                byName(settings),
                Spelling.of(deciding),
                Spelling.of(inContent, plain),
                words(types),
                words(plain).stream().map(Fields::canonical).collect(Collectors.toSet()),
                words(tools));
    }

    private static Map<String, Field> byName(Map<Field, String> by) {
        Map<String, Field> all = new HashMap<>();
        by.forEach((field, names) -> words(names).forEach(name -> all.put(canonical(name), field)));
        return Map.copyOf(all);
    }

    private static Set<String> words(String all) {
        return all.isEmpty() ? Set.of() : Set.of(all.split(" ", -1));
    }
}
