// Uses the generated client against the server, or the mock, that OPENCLAW_URL names. One line a call; ends with 1 on a wrong result.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"

	openclaw "openclaw/http-api/client"
)

var live = os.Getenv("OPENCLAW_MODE") != "mock"

func ok(call string, fact any) { fmt.Printf("ok %s: %v\n", call, fact) }

func must(right bool, what string, facts ...any) {
	if !right {
		fmt.Fprintln(os.Stderr, append([]any{"wrong:", what}, facts...)...)
		os.Exit(1)
	}
}

// refusal is the contract's error in what a call returned.
func refusal(err error) openclaw.ErrorResponseError {
	var failed *openclaw.GenericOpenAPIError
	must(errors.As(err, &failed), "an error of the API", err)
	answer, typed := failed.Model().(openclaw.ErrorResponse)
	must(typed, "a typed error", err)
	return answer.Error
}

// preferring makes the mock answer with this status; the server ignores it.
func preferring(code int) *openclaw.APIClient {
	configuration := openclaw.NewConfiguration()
	configuration.Servers = openclaw.ServerConfigurations{{URL: os.Getenv("OPENCLAW_URL")}}
	if code != 0 {
		configuration.AddDefaultHeader("Prefer", "code="+strconv.Itoa(code))
	}
	return openclaw.NewAPIClient(configuration)
}

func main() {
	ctx := context.WithValue(context.Background(), openclaw.ContextAccessToken, os.Getenv("OPENCLAW_TOKEN"))
	client := preferring(0)
	sessionsAndMessages(ctx, client)
	refusals(ctx)
	eventsAndJobs(ctx, client)
	rateLimit(ctx)
}

func sessionsAndMessages(ctx context.Context, client *openclaw.APIClient) {
	page, _, err := client.SessionsAPI.ListSessions(ctx).Execute()
	must(err == nil && len(page.Sessions) > 0 && !page.Sessions[0].LastActivity.IsZero(), "sessions", err)
	ok("list sessions", len(page.Sessions))

	if live {
		seen, count := map[string]bool{}, 0
		request := client.SessionsAPI.ListSessions(ctx).Limit(50)
		for {
			page, _, err := request.Execute()
			must(err == nil, "a page", err)
			count++
			for _, session := range page.Sessions {
				seen[session.Id] = true
			}
			if page.NextCursor == nil {
				break
			}
			request = request.Cursor(*page.NextCursor)
		}
		must(count >= 3 && len(seen) >= 120, "pages", count, len(seen))
		ok("follow nextCursor", fmt.Sprintf("%d pages, %d sessions", count, len(seen)))
	}

	send := func(text string) (*openclaw.Message, *http.Response, error) {
		body := openclaw.NewSendMessageRequest("support", "go", text)
		return client.MessagesAPI.SendMessage(ctx).SendMessageRequest(*body).IdempotencyKey("go-1").Execute()
	}
	message, _, err := send("Hello from Go")
	must(err == nil && message.Direction == "outbound", "a message", err)
	ok("send a message", message.Id)
	_, answer, err := send("Something else")
	conflict := refusal(err)
	must(answer.StatusCode == http.StatusConflict, "409", conflict)
	ok("use its key for another", answer.StatusCode)

	if live {
		again, _, err := send("Hello from Go")
		must(err == nil && again.Id == message.Id, "the same id", err)
		ok("repeat it with its key", "the same message")
		stored, _, err := client.SessionsAPI.ListSessionMessages(ctx, message.SessionId).Execute()
		must(err == nil && len(stored.Messages) == 1, "one message", err)
		ok("list the messages", len(stored.Messages))
	}
}

func refusals(ctx context.Context) {
	_, answer, err := preferring(404).SessionsAPI.GetSession(ctx, "session-none").Execute()
	missing := refusal(err)
	must(answer.StatusCode == http.StatusNotFound && missing.Code == openclaw.ERRORCODE_NOT_FOUND, "404", missing)
	ok("a typed error", fmt.Sprintf("%d %s", answer.StatusCode, missing.Code))

	body := openclaw.NewSendMessageRequest("nowhere", "user-1", "Hello")
	_, _, err = preferring(400).MessagesAPI.SendMessage(ctx).SendMessageRequest(*body).Execute()
	wrong := refusal(err)
	must(wrong.Code == openclaw.ERRORCODE_INVALID_REQUEST && len(wrong.Details.Issues) > 0, "400", wrong)
	issue := wrong.Details.Issues[0]
	must(strings.HasPrefix(issue.Field, "body."), "the field", issue.Field)
	ok("an error with issues", issue.Field+": "+issue.Rule)
}

func eventsAndJobs(ctx context.Context, client *openclaw.APIClient) {
	types := []openclaw.EventType{openclaw.EVENTTYPE_SESSION_CREATED}
	page, _, err := client.EventsAPI.ListEvents(ctx).Types(types).Limit(200).Execute()
	must(err == nil, "events", err)
	created := 0
	for _, event := range page.Events {
		if event.SessionCreatedEvent != nil && strings.HasPrefix(event.SessionCreatedEvent.Payload.Id, "session-") {
			created++
		}
	}
	must(created > 0, "session:created")
	ok("list events", fmt.Sprintf("%d, %d of them session:created", len(page.Events), created))

	var newer openclaw.EventPage
	text := `{"events":[{"id":7,"type":"session:renamed","time":"2026-12-01T00:00:00.000Z","payload":{"a":1}}],"nextAfter":7,"newest":7}`
	err = json.Unmarshal([]byte(text), &newer)
	must(err == nil && len(newer.Events) == 1 && newer.NextAfter == 7, "an event of a newer type", err)
	must(newer.Events[0].GetActualInstance() == nil, "no member", newer.Events[0])
	ok("read an event of a newer type", "without a member")

	schedule := openclaw.NewCronSchedule()
	schedule.SetCron("0 7 * * 1-5")
	schedule.SetTimezone("Europe/Berlin")
	action := openclaw.NewMessageAction("message", "support", "go", "Good morning!")
	input := openclaw.NewCronJobInput("go", *schedule, openclaw.MessageActionAsCronAction(action))
	input.SetEnabled(false)
	job, _, err := client.CronAPI.CreateCronJob(ctx).CronJobInput(*input).Execute()
	must(err == nil && job.Action.MessageAction != nil, "a job", err)
	must(job.Action.MessageAction.Message == "Good morning!", "its action")
	ok("create a job", job.Id+" with an action of type "+job.Action.MessageAction.Type)
	_, err = client.CronAPI.DeleteCronJob(ctx, job.Id).Execute()
	must(err == nil, "to delete the job", err)
	ok("delete the job", 204)
}

func rateLimit(ctx context.Context) {
	client := preferring(429)
	body := openclaw.NewInvokeToolRequest(map[string]any{"path": "no-such-file.txt"})
	for range 60 {
		_, answer, err := client.ToolsAPI.InvokeTool(ctx, "read").InvokeToolRequest(*body).Execute()
		limited := refusal(err)
		if answer.StatusCode != http.StatusTooManyRequests {
			continue
		}
		wait, err := strconv.Atoi(answer.Header.Get("Retry-After"))
		must(err == nil && wait >= 1 && limited.Code == openclaw.ERRORCODE_RATE_LIMITED, "429", limited)
		ok("a rate limit", fmt.Sprintf("%d %s, Retry-After %d", answer.StatusCode, limited.Code, wait))
		return
	}
	must(false, "a rate limit within 60 calls")
}
