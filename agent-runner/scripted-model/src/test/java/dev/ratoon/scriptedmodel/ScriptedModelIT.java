package dev.ratoon.scriptedmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScriptedModelIT {
    private static final String CHAT =
            "{'model':'m','stream':STREAM,'messages':[{'role':'user','content':'scenario: NAME'}],"
                    + "'tools':[{'type':'function','function':{'name':'bash','parameters':"
                    + "{'properties':{'command':{'type':'string'}}}}}]}";
    private static final String RESPONSES =
            "{'model':'m','stream':STREAM,'input':[{'role':'user','content':[{'type':'input_text','text':'scenario: NAME'}]}],"
                    + "'tools':[{'type':'function','name':'exec_command','parameters':"
                    + "{'properties':{'cmd':{'type':'string'}}}}]}";
    private static final String MESSAGES =
            "{'model':'m','stream':STREAM,'messages':[{'role':'user','content':'scenario: NAME'}],"
                    + "'tools':[{'name':'Bash','input_schema':{'properties':{'command':{'type':'string'}},"
                    + "'required':['command','description']}}]}";

    private static final String GOOGLE =
            "{'contents':[{'role':'user','parts':[{'text':'scenario: NAME'}]}],"
                    + "'tools':[{'functionDeclarations':[{'name':'bash','parameters':"
                    + "{'properties':{'command':{'type':'string'}}}}]}]}";

    private ScriptedModel model;

    @BeforeEach
    void start() throws IOException {
        model = ScriptedModel.start();
    }

    @AfterEach
    void stop() {
        model.close();
    }

    private HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(model.url().resolve(path))
                            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String of(String request, String scenario, boolean stream) {
        return request.replace("NAME", scenario).replace("STREAM", Boolean.toString(stream));
    }

    private JsonNode whole(String path, String request, String scenario) throws Exception {
        return Out.JSON.readTree(post(path, of(request, scenario, false)).body());
    }

    /** The data of the last event that has this field. */
    private JsonNode event(String path, String request, String scenario, String pointer)
            throws Exception {
        JsonNode found = MissingNode.getInstance();
        for (String line :
                post(path, of(request, scenario, true))
                        .body()
                        .lines()
                        .filter(each -> each.startsWith("data: {"))
                        .toList()) {
            JsonNode value = Out.JSON.readTree(line.substring(6)).at(pointer);
            found = value.isMissingNode() || value.isNull() ? found : value;
        }
        return found;
    }

    @Test
    void aQuestionForATitleIsNoWork() throws Exception {
        String asked = "Your task is to generate a very short title for it: scenario: run";
        JsonNode answer =
                whole("/v1/responses", RESPONSES.replace("scenario: NAME", asked), "unused");
        assertEquals(
                "{\"title\": \"A scripted conversation\"}",
                answer.at("/output/0/content/0/text").asText(),
                answer::toString);
        assertTrue(model.seen().getLast().isExtra());
        assertEquals(List.of(), model.begun());
    }

    @Test
    void theSameIsSaidInAllLanguages() throws Exception {
        String hello = "Hello from the scripted model.";
        assertEquals(
                hello,
                whole("/v1/chat/completions", CHAT, "say")
                        .at("/choices/0/message/content")
                        .asText());
        assertEquals(
                hello,
                whole("/v1/responses", RESPONSES, "say").at("/output/0/content/0/text").asText());
        assertEquals(hello, whole("/v1/messages", MESSAGES, "say").at("/content/0/text").asText());
        assertEquals(
                hello,
                whole("/v1beta/models/m:generateContent", GOOGLE, "say")
                        .at("/candidates/0/content/parts/0/text")
                        .asText());
        assertEquals("m", model.seen().getLast().conversation().model());
        assertEquals(
                hello,
                event("/v1/responses", RESPONSES, "say", "/response/output/0/content/0/text")
                        .asText());
    }

    @Test
    void aCommandIsRunByWhateverToolThereIs() throws Exception {
        assertEquals(
                "{\"command\":\"sleep 4321\"}",
                event(
                                "/v1/chat/completions",
                                CHAT,
                                "wait",
                                "/choices/0/delta/tool_calls/0/function/arguments")
                        .asText());
        assertEquals(
                "{\"cmd\":\"sleep 4321\"}",
                event("/v1/responses", RESPONSES, "wait", "/item/arguments").asText());
        assertEquals(
                "{\"command\":\"sleep 4321\",\"description\":\"Runs a command\"}",
                event("/v1/messages", MESSAGES, "wait", "/delta/partial_json").asText());
    }

    /** Google's calls have no ids: their answers are counted. */
    @Test
    void soItIsInGooglesLanguage() throws Exception {
        String path = "/v1beta/models/m:streamGenerateContent?alt=sse";
        String part = "/candidates/0/content/parts/0";
        assertEquals(
                "sleep 4321",
                event(path, GOOGLE, "wait", part + "/functionCall/args/command").asText());
        String user = "[{'text':'scenario: wait'}]}";
        String answered =
                user
                        + ",{'role':'model','parts':[{'functionCall':{'name':'bash','args':{}}}]}"
                        + ",{'role':'user','parts':[{'functionResponse':{'name':'bash','response':{}}}]}";
        String asked = of(GOOGLE, "wait", true).replace(user, answered);
        assertTrue(post(path, asked).body().contains("\"over.\""), asked);
        assertTrue(
                event(path, GOOGLE, "say", "/usageMetadata/promptTokenCount").asLong() > 0, path);
        assertEquals(1, event(path, GOOGLE, "lie", "/usageMetadata/promptTokenCount").asLong());
        assertEquals("scenario: wait", model.begun().getFirst());
        assertEquals(3, model.begun().size());
    }

    @Test
    void resultsBringTheNextReplyAndANewUserTextBeginsAnew() throws Exception {
        String id =
                event("/v1/chat/completions", CHAT, "wait", "/choices/0/delta/tool_calls/0/id")
                        .asText();
        String result = ",{'role':'tool','tool_call_id':'" + id + "','content':'x'}";
        String user = "'scenario: wait'}";
        assertTrue(
                post("/v1/chat/completions", of(CHAT, "wait", false).replace(user, user + result))
                        .body()
                        .contains("It is over."));
        String another = user + result + ",{'role':'user','content':'scenario: say'}";
        assertTrue(
                post("/v1/chat/completions", of(CHAT, "wait", false).replace(user, another))
                        .body()
                        .contains("Hello"));
        assertEquals(List.of("scenario: wait", "scenario: say"), model.begun());
    }

    @Test
    void itFailsAndThenDoesNot() throws Exception {
        assertEquals(503, post("/v1/responses", of(RESPONSES, "fail", true)).statusCode());
        assertEquals(200, post("/v1/responses", of(RESPONSES, "fail", true)).statusCode());
    }

    @Test
    void aCutIsSeenAsOne() throws Exception {
        assertThrows(IOException.class, () -> post("/v1/messages", of(MESSAGES, "cut", true)));
        assertTrue(post("/v1/messages", of(MESSAGES, "cut", true)).body().contains("whole."));
    }

    @Test
    void itLiesAboutItsUse() throws Exception {
        assertEquals(1, whole("/v1/responses", RESPONSES, "lie").at("/usage/input_tokens").asInt());
    }

    @Test
    void whatIsAskedBesideTheWorkIsAnsweredPlausibly() throws Exception {
        String title =
                "{'model':'m','messages':[{'role':'system','content':'You make a title.'},"
                        + "{'role':'user','content':'scenario: wait'}]}";
        assertTrue(post("/v1/chat/completions", title).body().contains("A scripted conversation"));
        assertEquals(List.of(), model.begun());
        assertEquals(1, model.seen().size());
    }

    @Test
    void aScenarioThatIsWrittenWrongIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Scenarios.parse("{\"name\":\"x\",\"replies\":[[{\"sing\":\"la\"}]]}"));
    }
}
