// Uses the generated client against the server, or the mock, that OPENCLAW_URL names. One line a call; throws on a wrong result.
import ai.openclaw.client.ApiClient;
import ai.openclaw.client.ApiException;
import ai.openclaw.client.api.CronApi;
import ai.openclaw.client.api.EventsApi;
import ai.openclaw.client.api.MessagesApi;
import ai.openclaw.client.api.SessionsApi;
import ai.openclaw.client.api.ToolsApi;
import ai.openclaw.client.model.AnotherEvent;
import ai.openclaw.client.model.CronAction;
import ai.openclaw.client.model.CronJob;
import ai.openclaw.client.model.CronJobInput;
import ai.openclaw.client.model.CronSchedule;
import ai.openclaw.client.model.ErrorCode;
import ai.openclaw.client.model.ErrorResponse;
import ai.openclaw.client.model.EventPage;
import ai.openclaw.client.model.EventType;
import ai.openclaw.client.model.InvokeToolRequest;
import ai.openclaw.client.model.Issue;
import ai.openclaw.client.model.Message;
import ai.openclaw.client.model.MessageAction;
import ai.openclaw.client.model.SendMessageRequest;
import ai.openclaw.client.model.SessionCreatedEvent;
import ai.openclaw.client.model.SessionPage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

public class Program {
    private static final boolean LIVE = !"mock".equals(System.getenv("OPENCLAW_MODE"));
    private static final ApiClient CLIENT = new ApiClient();

    private interface Call {
        void make() throws ApiException;
    }

    private record Refusal(int status, ErrorResponse body, ApiException exception) {}

    public static void main(String[] args) throws Exception {
        String token = System.getenv("OPENCLAW_TOKEN");
        CLIENT.updateBaseUri(System.getenv("OPENCLAW_URL"));
        CLIENT.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        SessionsApi sessions = new SessionsApi(CLIENT);
        MessagesApi messages = new MessagesApi(CLIENT);
        list(sessions);
        send(sessions, messages);
        refusals(sessions, messages);
        events();
        job();
        rateLimit();
    }

    private static void list(SessionsApi sessions) throws ApiException {
        SessionPage first = sessions.listSessions(null, null, null, null);
        must(first.getSessions().get(0).getLastActivity() != null, "sessions");
        ok("list sessions", first.getSessions().size());
        if (!LIVE) return;
        Set<String> seen = new HashSet<>();
        int count = 0;
        String cursor = null;
        do {
            SessionPage page = sessions.listSessions(null, null, 50, cursor);
            count++;
            page.getSessions().forEach(session -> seen.add(session.getId()));
            cursor = page.getNextCursor();
        } while (cursor != null);
        must(count >= 3 && seen.size() >= 120, "pages");
        ok("follow nextCursor", count + " pages, " + seen.size() + " sessions");
    }

    private static void send(SessionsApi sessions, MessagesApi messages) throws Exception {
        SendMessageRequest request =
            new SendMessageRequest().channel("support").userId("java").message("Hello from Java");
        Message message = messages.sendMessage(request, "java-1");
        must(message.getDirection() == Message.DirectionEnum.OUTBOUND, "the direction");
        ok("send a message", message.getId());
        SendMessageRequest other =
            new SendMessageRequest().channel("support").userId("java").message("Something else");
        Refusal conflict = refused(() -> messages.sendMessage(other, "java-1"));
        must(conflict.status() == 409, "409");
        ok("use its key for another", conflict.status());
        if (!LIVE) return;
        must(messages.sendMessage(request, "java-1").getId().equals(message.getId()), "the same id");
        ok("repeat it with its key", "the same message");
        int stored = sessions.listSessionMessages(message.getSessionId(), null, null).getMessages().size();
        must(stored == 1, "one message");
        ok("list the messages", stored);
    }

    private static void refusals(SessionsApi sessions, MessagesApi messages) throws Exception {
        Refusal missing = refused(() -> sessions.getSession("session-none", prefer(404)));
        must(missing.status() == 404 && missing.body().getError().getCode() == ErrorCode.NOT_FOUND, "404");
        ok("a typed error", missing.status() + " " + missing.body().getError().getCode());

        SendMessageRequest nowhere =
            new SendMessageRequest().channel("nowhere").userId("user-1").message("Hello");
        Refusal wrong = refused(() -> messages.sendMessage(nowhere, null, prefer(400)));
        must(wrong.body().getError().getCode() == ErrorCode.INVALID_REQUEST, "400");
        Issue issue = wrong.body().getError().getDetails().getIssues().get(0);
        must(issue.getField().startsWith("body."), "the field");
        ok("an error with issues", issue.getField() + ": " + issue.getRule());
    }

    private static void events() throws Exception {
        List<EventType> types = List.of(EventType.SESSION_CREATED);
        var events = new EventsApi(CLIENT).listEvents(null, types, 200).getEvents();
        long created = events.stream()
            .filter(event -> event.getActualInstance() instanceof SessionCreatedEvent)
            .filter(event -> event.getSessionCreatedEvent().getPayload().getId().startsWith("session-"))
            .count();
        must(created > 0, "session:created");
        ok("list events", events.size() + ", " + created + " of them session:created");

        String newer = "{\"events\":[{\"id\":7,\"type\":\"session:renamed\",\"time\":\"2026-12-01T00:00:00.000Z\","
            + "\"payload\":{\"a\":1}}],\"nextAfter\":7,\"newest\":7}";
        var other = CLIENT.getObjectMapper().readValue(newer, EventPage.class).getEvents().get(0).getActualInstance();
        must(other instanceof AnotherEvent, "an event of a newer type");
        must(((AnotherEvent) other).getPayload().get("a").equals(1), "its payload");
        ok("read an event of a newer type", ((AnotherEvent) other).getType());
    }

    private static void job() throws ApiException {
        CronApi cron = new CronApi(CLIENT);
        MessageAction action = new MessageAction()
            .type(MessageAction.TypeEnum.MESSAGE).channel("support").userId("java").message("Good morning!");
        CronJob job = cron.createCronJob(new CronJobInput()
            .name("java")
            .schedule(new CronSchedule().cron("0 7 * * 1-5").timezone("Europe/Berlin"))
            .action(new CronAction(action))
            .enabled(false));
        must(job.getAction().getMessageAction().getMessage().equals("Good morning!"), "its action");
        ok("create a job", job.getId() + " with an action of type " + job.getAction().getMessageAction().getType());
        cron.deleteCronJob(job.getId());
        ok("delete the job", 204);
    }

    private static void rateLimit() throws Exception {
        ToolsApi tools = new ToolsApi(CLIENT);
        InvokeToolRequest call = new InvokeToolRequest().params(Map.of("path", "no-such-file.txt"));
        for (int calls = 0; calls < 60; calls++) {
            Refusal limited = refused(() -> tools.invokeTool("read", call, prefer(429)));
            if (limited.status() != 429) continue;
            long wait = limited.exception().getResponseHeaders().firstValueAsLong("Retry-After").orElse(0);
            must(wait >= 1 && limited.body().getError().getCode() == ErrorCode.RATE_LIMITED, "429");
            ok("a rate limit", "429 " + limited.body().getError().getCode() + ", Retry-After " + wait);
            return;
        }
        must(false, "a rate limit within 60 calls");
    }

    private static Refusal refused(Call call) throws Exception {
        try {
            call.make();
        } catch (ApiException exception) {
            ErrorResponse body =
                CLIENT.getObjectMapper().readValue(exception.getResponseBody(), ErrorResponse.class);
            return new Refusal(exception.getCode(), body, exception);
        }
        throw new AssertionError("It should have been refused.");
    }

    /** Makes the mock answer with this status; the server ignores it. */
    private static Map<String, String> prefer(int code) {
        return Map.of("Prefer", "code=" + code);
    }

    private static void ok(String call, Object fact) {
        System.out.println("ok " + call + ": " + fact);
    }

    private static void must(boolean right, String what) {
        if (!right) throw new AssertionError("wrong: " + what);
    }
}
