//! A tab of the browser, with what a hand does in it, and with what it complained about.

use crate::Outcome;
use chromiumoxide::Page;
use chromiumoxide::cdp::browser_protocol::emulation::{
    MediaFeature, SetDeviceMetricsOverrideParams, SetEmulatedMediaParams, SetFocusEmulationEnabledParams,
    SetScriptExecutionDisabledParams,
};
use chromiumoxide::cdp::browser_protocol::input::{
    DispatchKeyEventParams, DispatchKeyEventType, DispatchMouseEventParams, DispatchMouseEventType,
    InsertTextParams, MouseButton,
};
use chromiumoxide::cdp::browser_protocol::log::{EnableParams, EventEntryAdded, LogEntryLevel};
use chromiumoxide::cdp::browser_protocol::page::NavigateParams;
use chromiumoxide::cdp::js_protocol::runtime::{
    ConsoleApiCalledType, EvaluateParams, EventConsoleApiCalled, EventExceptionThrown,
};
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long something is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// The Shift key, as an event has it.
pub(crate) const SHIFT: i64 = 8;
/// The Control key.
pub(crate) const CONTROL: i64 = 2;

/// A tab.
pub(crate) struct Tab {
    page: Page,
    room: String,
    complaints: Arc<Mutex<Vec<String>>>,
    /// Where it went: that a page itself is the page of a problem is no complaint.
    opened: Mutex<Vec<String>>,
}

impl Tab {
    /// Makes a tab of a new page, which listens to its complaints.
    pub(crate) async fn new(page: Page, room: String) -> Outcome<Tab> {
        let complaints = Arc::new(Mutex::new(Vec::new()));
        let mut entries = page.event_listener::<EventEntryAdded>().await?;
        let mut thrown = page.event_listener::<EventExceptionThrown>().await?;
        let mut said = page.event_listener::<EventConsoleApiCalled>().await?;
        let list = complaints.clone();
        let complain = move |text: String| list.lock().unwrap_or_else(PoisonError::into_inner).push(text);
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    Some(event) = entries.next() => {
                        let entry = &event.entry;
                        if matches!(entry.level, LogEntryLevel::Error | LogEntryLevel::Warning) {
                            complain(format!("{} ({})", entry.text, entry.url.as_deref().unwrap_or_default()));
                        }
                    }
                    Some(event) = thrown.next() => complain(format!("{:?}", event.exception_details)),
                    Some(event) = said.next() => {
                        if matches!(event.r#type, ConsoleApiCalledType::Error | ConsoleApiCalledType::Warning) {
                            complain(format!("{:?}", event.args));
                        }
                    }
                    else => break,
                }
            }
        });
        page.execute(EnableParams::default()).await?;
        // Each tab is in front, as far as it knows.
        page.execute(SetFocusEmulationEnabledParams::new(true)).await?;
        let tab = Tab { page, room, complaints, opened: Mutex::default() };
        tab.size(1280, 900).await?;
        Ok(tab)
    }

    /// Sets the size of its window.
    pub(crate) async fn size(&self, width: i64, height: i64) -> Outcome {
        self.page.execute(SetDeviceMetricsOverrideParams::new(width, height, 1.0, false)).await?;
        Ok(())
    }

    /// Day or night.
    pub(crate) async fn night(&self, night: bool) -> Outcome {
        let feature = MediaFeature::new("prefers-color-scheme", if night { "dark" } else { "light" });
        self.page.execute(SetEmulatedMediaParams::builder().features([feature]).build()).await?;
        Ok(())
    }

    /// Switches scripts off.
    pub(crate) async fn without_scripts(&self) -> Outcome {
        self.page.execute(SetScriptExecutionDisabledParams::new(true)).await?;
        Ok(())
    }

    /// Goes to a path of the room.
    pub(crate) async fn open(&self, path: &str) -> Outcome {
        self.open_in(&self.room, path).await
    }

    /// Goes to a path of some room.
    pub(crate) async fn open_in(&self, room: &str, path: &str) -> Outcome {
        let address = format!("{room}{path}");
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).push(format!("({address})"));
        // So that the page that is left is not taken for the new one: a key would be pressed there. To a place of the same page nothing is left.
        self.js::<bool>("window.left = true").await?;
        let gone = self.page.execute(NavigateParams::new(address)).await?;
        if let Some(error) = &gone.result.error_text {
            return Err(format!("{path}: {error}").into());
        }
        self.wait("!window.left || location.hash !== ''").await
    }

    /// What an expression comes to.
    pub(crate) async fn js<T: DeserializeOwned>(&self, expression: &str) -> Outcome<T> {
        let params = EvaluateParams::builder()
            .expression(expression)
            .return_by_value(true)
            .await_promise(true)
            .build()?;
        let answer = self.page.execute(params).await?.result;
        if let Some(wrong) = answer.exception_details {
            let about = wrong.exception.and_then(|thrown| thrown.description).unwrap_or(wrong.text);
            return Err(format!("`{expression}`: {about}").into());
        }
        let value = answer.result.value.unwrap_or_default();
        Ok(serde_json::from_value(value).map_err(|error| format!("`{expression}`: {error}"))?)
    }

    /// Waits until the page is there and an expression is true.
    pub(crate) async fn wait(&self, expression: &str) -> Outcome {
        let begun = Instant::now();
        let asked = format!("document.readyState === 'complete' && Boolean({expression})");
        loop {
            let answer = self.js::<bool>(&asked).await;
            if matches!(answer, Ok(true)) {
                return Ok(());
            }
            if begun.elapsed() > PATIENCE {
                let place = self.js::<String>("location.href").await.unwrap_or_default();
                return Err(format!("never true: {expression} (at {place}: {answer:?})").into());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits until the address ends so, with a query as a person would write it, and the page there is whole, its script too.
    pub(crate) async fn arrived(&self, place: &str) -> Outcome {
        let place = serde_json::to_string(place)?;
        self.wait(&format!(
            "document.readyState === 'complete' && \
             decodeURIComponent(location.href.replace(location.origin, '')).replaceAll('+', ' ') === {place}"
        ))
        .await
    }

    /// The text of the first element that fits.
    pub(crate) async fn text(&self, selector: &str) -> Outcome<String> {
        self.js(&format!("document.querySelector({selector:?}).innerText")).await
    }

    /// How many elements fit.
    pub(crate) async fn count(&self, selector: &str) -> Outcome<usize> {
        self.js(&format!("document.querySelectorAll({selector:?}).length")).await
    }

    /// The page as the server sent it.
    pub(crate) async fn source(&self, path: &str) -> Outcome<String> {
        self.js(&format!("fetch({path:?}).then((answer) => answer.text())")).await
    }

    /// The middle of an element, which is brought to where it can be seen.
    async fn middle(&self, selector: &str) -> Outcome<(f64, f64)> {
        self.js(&format!(
            "(() => {{ const element = document.querySelector({selector:?});
                element.scrollIntoView({{ block: 'center', behavior: 'instant' }});
                const box = element.getClientRects()[0];
                return [box.left + box.width / 2, box.top + box.height / 2]; }})()"
        ))
        .await
    }

    async fn mouse(&self, kind: DispatchMouseEventType, (x, y): (f64, f64), pressed: bool) -> Outcome {
        let event = DispatchMouseEventParams::builder().r#type(kind).x(x).y(y).click_count(1);
        let button = if pressed { MouseButton::Left } else { MouseButton::None };
        self.page.execute(event.button(button).buttons(i64::from(pressed)).build()?).await?;
        Ok(())
    }

    /// Moves the mouse over an element.
    pub(crate) async fn over(&self, selector: &str) -> Outcome {
        let middle = self.middle(selector).await?;
        self.mouse(DispatchMouseEventType::MouseMoved, middle, false).await
    }

    /// Clicks an element.
    pub(crate) async fn click(&self, selector: &str) -> Outcome {
        let middle = self.middle(selector).await.map_err(|error| format!("{selector}: {error}"))?;
        self.mouse(DispatchMouseEventType::MouseMoved, middle, false).await?;
        self.mouse(DispatchMouseEventType::MousePressed, middle, true).await?;
        self.mouse(DispatchMouseEventType::MouseReleased, middle, true).await
    }

    /// Drags from one element to another; true to let go there.
    pub(crate) async fn drag(&self, from: &str, to: &str) -> Outcome {
        let (from, to) = (self.middle(from).await?, self.middle(to).await?);
        self.mouse(DispatchMouseEventType::MouseMoved, from, false).await?;
        self.mouse(DispatchMouseEventType::MousePressed, from, true).await?;
        for step in 1..=5 {
            let part = f64::from(step) / 5.0;
            let place = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
            self.mouse(DispatchMouseEventType::MouseMoved, place, true).await?;
        }
        self.mouse(DispatchMouseEventType::MouseReleased, to, true).await
    }

    /// Presses a key.
    pub(crate) async fn press(&self, key: &str) -> Outcome {
        self.press_with(key, 0).await
    }

    /// Presses a key while others are held.
    pub(crate) async fn press_with(&self, key: &str, held: i64) -> Outcome {
        let named = [
            ("Enter", 13),
            ("Tab", 9),
            ("Escape", 27),
            ("Home", 36),
            ("End", 35),
            ("ArrowLeft", 37),
            ("ArrowUp", 38),
            ("ArrowRight", 39),
            ("ArrowDown", 40),
        ];
        let code = named.iter().find(|(name, _)| *name == key).map(|(_, code)| *code);
        let text = match key {
            "Enter" => Some("\r"),
            _ if code.is_some() || held & CONTROL != 0 => None,
            _ => Some(key),
        };
        let mut down = DispatchKeyEventParams::builder().key(key).modifiers(held);
        let mut up =
            DispatchKeyEventParams::builder().key(key).modifiers(held).r#type(DispatchKeyEventType::KeyUp);
        if let Some(code) = code {
            down = down.windows_virtual_key_code(code).code(key);
            up = up.windows_virtual_key_code(code).code(key);
        }
        down = match text {
            Some(text) => down.text(text).r#type(DispatchKeyEventType::KeyDown),
            None => down.r#type(DispatchKeyEventType::RawKeyDown),
        };
        self.page.execute(down.build()?).await?;
        // The page may be gone by then.
        let _ = self.page.execute(up.build()?).await;
        Ok(())
    }

    /// Types a text where the focus is.
    pub(crate) async fn write(&self, text: &str) -> Outcome {
        self.page.execute(InsertTextParams::new(text)).await?;
        Ok(())
    }

    /// What it complained about so far.
    pub(crate) async fn complaints(&self) -> Outcome<Vec<String>> {
        let place: String = self.js("location.href").await?;
        tokio::time::sleep(Duration::from_millis(30)).await;
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner).clone();
        opened.push(format!("({place})"));
        let expected = |text: &String| {
            // What is no page of its own has no icon either.
            let own = opened.iter().any(|place| text.ends_with(place)) || text.ends_with("/favicon.ico)");
            text.starts_with("Failed to load resource") && own
        };
        let mut list = self.complaints.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(list.drain(..).filter(|text| !expected(text)).collect())
    }

    /// Closes it, unless it complained.
    pub(crate) async fn close(self) -> Outcome {
        let complaints = self.complaints().await?;
        assert!(complaints.is_empty(), "{complaints:#?}");
        self.page.close().await?;
        Ok(())
    }
}
