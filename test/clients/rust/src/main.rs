//! Uses the generated client against the server, or the mock, that OPENCLAW_URL names. One line a call; panics on a wrong result.
use std::collections::{HashMap, HashSet};
use std::env;
use std::fmt::Display;
use std::sync::{Arc, Mutex};

use openclaw_client::apis::configuration::Configuration;
use openclaw_client::apis::{cron_api, events_api, messages_api, sessions_api, tools_api, Error};
use openclaw_client::models::{
    CronAction, CronJobInput, CronSchedule, ErrorCode, ErrorResponse, Event, EventType,
    InvokeToolRequest, MessageAction, SendMessageRequest,
};
use reqwest_middleware::{ClientBuilder, Middleware, Next};

fn ok(call: &str, fact: impl Display) {
    println!("ok {call}: {fact}");
}

/// Keeps the newest answer's Retry-After, which the generated errors don't carry.
struct RetryAfter(Arc<Mutex<Option<u64>>>);

#[async_trait::async_trait]
impl Middleware for RetryAfter {
    async fn handle(
        &self,
        request: reqwest::Request,
        extensions: &mut http::Extensions,
        next: Next<'_>,
    ) -> reqwest_middleware::Result<reqwest::Response> {
        let response = next.run(request, extensions).await?;
        let header = response.headers().get("retry-after");
        *self.0.lock().unwrap() = header.and_then(|value| value.to_str().ok()?.parse().ok());
        Ok(response)
    }
}

/// `code` makes the mock answer with this status; the server ignores it.
fn configuration(code: Option<u16>, retry_after: Arc<Mutex<Option<u64>>>) -> Configuration {
    let mut headers = reqwest::header::HeaderMap::new();
    if let Some(code) = code {
        headers.insert("prefer", format!("code={code}").parse().unwrap());
    }
    let client = reqwest::Client::builder().default_headers(headers).build().unwrap();
    Configuration {
        base_path: env::var("OPENCLAW_URL").unwrap(),
        bearer_access_token: env::var("OPENCLAW_TOKEN").ok(),
        client: ClientBuilder::new(client).with(RetryAfter(retry_after)).build(),
        ..Configuration::default()
    }
}

/// The status and the contract's error of a call that was refused.
fn refused<T, E>(result: Result<T, Error<E>>) -> (u16, ErrorResponse) {
    match result {
        Err(Error::ResponseError(answer)) => {
            (answer.status.as_u16(), serde_json::from_str(&answer.content).unwrap())
        }
        Err(error) => panic!("no answer: {error}"),
        Ok(_) => panic!("It should have been refused."),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let live = env::var("OPENCLAW_MODE").as_deref() != Ok("mock");
    let client = configuration(None, Arc::default());
    list(&client, live).await;
    send(&client, live).await;
    refusals().await;
    events(&client).await;
    job(&client).await;
    rate_limit().await;
}

async fn list(client: &Configuration, live: bool) {
    let first = sessions_api::list_sessions(client, None, None, None, None).await.unwrap();
    assert!(first.sessions[0].last_activity.timestamp() > 0);
    ok("list sessions", first.sessions.len());
    if !live {
        return;
    }
    let (mut seen, mut count, mut cursor) = (HashSet::new(), 0, None::<String>);
    loop {
        let page = sessions_api::list_sessions(client, None, None, Some(50), cursor.as_deref());
        let page = page.await.unwrap();
        count += 1;
        seen.extend(page.sessions.into_iter().map(|session| session.id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert!(count >= 3 && seen.len() >= 120);
    ok("follow nextCursor", format!("{count} pages, {} sessions", seen.len()));
}

async fn send(client: &Configuration, live: bool) {
    let request =
        SendMessageRequest::new("support".into(), "rust".into(), "Hello from Rust".into());
    let message = messages_api::send_message(client, request.clone(), Some("rust-1")).await.unwrap();
    ok("send a message", &message.id);
    let other = SendMessageRequest::new("support".into(), "rust".into(), "Something else".into());
    let conflict = messages_api::send_message(client, other, Some("rust-1")).await;
    let (status, _) = refused(conflict);
    assert_eq!(status, 409);
    ok("use its key for another", status);
    if live {
        let again = messages_api::send_message(client, request, Some("rust-1")).await.unwrap();
        assert_eq!(again.id, message.id);
        ok("repeat it with its key", "the same message");
        let stored = sessions_api::list_session_messages(client, &message.session_id, None, None);
        let stored = stored.await.unwrap().messages;
        assert_eq!(stored.len(), 1);
        ok("list the messages", stored.len());
    }
}

async fn refusals() {
    let client = configuration(Some(404), Arc::default());
    let (status, body) = refused(sessions_api::get_session(&client, "session-none").await);
    assert!(status == 404 && body.error.code == ErrorCode::NotFound);
    ok("a typed error", format!("{status} {}", body.error.code));

    let client = configuration(Some(400), Arc::default());
    let nowhere = SendMessageRequest::new("nowhere".into(), "user-1".into(), "Hello".into());
    let (_, body) = refused(messages_api::send_message(&client, nowhere, None).await);
    assert_eq!(body.error.code, ErrorCode::InvalidRequest);
    let issue = &body.error.details.issues.as_ref().unwrap()[0];
    assert!(issue.field.starts_with("body."));
    ok("an error with issues", format!("{}: {}", issue.field, issue.rule));
}

async fn events(client: &Configuration) {
    let types = Some(vec![EventType::SessionCreated]);
    let events = events_api::list_events(client, None, types, Some(200)).await.unwrap().events;
    let created = events.iter().filter(|event| match event {
        Event::SessionColonCreated(event) => event.payload.id.starts_with("session-"),
        _ => false,
    });
    let created = created.count();
    assert!(created > 0);
    ok("list events", format!("{}, {created} of them session:created", events.len()));
}

async fn job(client: &Configuration) {
    let schedule = CronSchedule {
        cron: Some("0 7 * * 1-5".into()),
        timezone: Some("Europe/Berlin".into()),
        ..CronSchedule::default()
    };
    let action = MessageAction::new("support".into(), "rust".into(), "Good morning!".into());
    let mut input =
        CronJobInput::new("rust".into(), schedule, CronAction::Message(Box::new(action)));
    input.enabled = Some(false);
    let job = cron_api::create_cron_job(client, input).await.unwrap();
    let CronAction::Message(action) = *job.action else { panic!("not the action that was sent") };
    assert_eq!(action.message, "Good morning!");
    ok("create a job", format!("{} with an action of type message", job.id));
    cron_api::delete_cron_job(client, &job.id).await.unwrap();
    ok("delete the job", 204);
}

async fn rate_limit() {
    let retry_after = Arc::default();
    let client = configuration(Some(429), Arc::clone(&retry_after));
    for _ in 0..60 {
        let params = HashMap::from([("path".to_string(), "no-such-file.txt".into())]);
        let call = InvokeToolRequest::new(params);
        let (status, body) = refused(tools_api::invoke_tool(&client, "read", call).await);
        if status != 429 {
            continue;
        }
        let wait = retry_after.lock().unwrap().expect("Retry-After");
        assert!(wait >= 1 && body.error.code == ErrorCode::RateLimited);
        ok("a rate limit", format!("{status} {}, Retry-After {wait}", body.error.code));
        return;
    }
    panic!("no rate limit within 60 calls");
}
