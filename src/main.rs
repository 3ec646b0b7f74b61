//! `tidestock`: the engine on the command line. Arguments, open, print, exit code; nothing else.

mod arguments;
mod connect_verbs;
mod import_verbs;
mod landed_verbs;
mod print;
mod promotion_verbs;
mod serve;

use std::process::ExitCode;

use clap::Parser;
use engine::contract::Language;
use engine::{Engine, Failure};
use serde_json::{Value, json};

use crate::arguments::{Arguments, PlanVerb, Verb};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let language = language(&arguments);
    let json = arguments.json;
    match runtime.block_on(run(arguments, language)) {
        Ok(sound) if sound => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(failure) => {
            print::failure(&failure, language, json);
            ExitCode::FAILURE
        }
    }
}

/// The language asked for, else the system's.
fn language(arguments: &Arguments) -> Language {
    arguments.lang.unwrap_or_else(|| {
        let system = sys_locale::get_locale().unwrap_or_default();
        if system.to_lowercase().starts_with("zh") {
            Language::Zh
        } else {
            Language::En
        }
    })
}

/// Runs the verb; whether all is sound (`check` can find that it is not).
async fn run(arguments: Arguments, language: Language) -> Result<bool, Failure> {
    let path = engine::workspace_path(arguments.workspace)?;
    if let Verb::Restore { file } = arguments.verb {
        // Not opened first: a workspace too damaged to open is the one that needs its copy.
        let written = engine::restore_closed(&path, &file).await?;
        print::answer("restore", &json!(written), language, arguments.json);
        return Ok(true);
    }
    let engine = Engine::open(&path).await?;
    if let Verb::Serve { port } = arguments.verb {
        serve::serve(engine, port).await?;
        return Ok(true);
    }
    let asked = match arguments.verb {
        Verb::Connect { what } => connect_verbs::request(&engine, what).await,
        verb => request_of(verb, language),
    };
    let answered = match asked {
        Ok((command, request)) => {
            let answer = engine::call(&engine, command, request).await;
            answer.map(|answer| (command, answer))
        }
        Err(failure) => Err(failure),
    };
    engine.close().await;
    let (command, mut answer) = answered?;
    if command == "import_files" {
        print::add_messages(&mut answer, language);
    }
    let sound = command != "check" || answer["ok"] == Value::Bool(true);
    print::answer(command, &answer, language, arguments.json);
    Ok(sound)
}

/// The engine's command and request for a verb.
fn request_of(verb: Verb, language: Language) -> Result<(&'static str, Value), Failure> {
    let absolute = |path: std::path::PathBuf| {
        std::path::absolute(&path)
            .unwrap_or(path)
            .display()
            .to_string()
    };
    Ok(match verb {
        Verb::Import {
            paths,
            kind,
            system,
            dry_run,
            mapping,
            as_of,
        } => (
            "import_files",
            json!({
                "paths": paths.into_iter().map(absolute).collect::<Vec<_>>(),
                "kind": kind, "system": system, "dry_run": dry_run, "as_of": as_of,
                "mapping": mapping.as_deref().map_or(Ok(json!([])), import_verbs::mappings)?,
                "remember": mapping.is_some(),
            }),
        ),
        Verb::Undo { batch, dry_run } => (
            if dry_run {
                "import_effects"
            } else {
                "import_undo"
            },
            json!({ "batch": batch }),
        ),
        Verb::Changes { batch } => ("import_changes", json!({ "batch": batch })),
        Verb::Mapping { what } => import_verbs::mapping_request(what)?,
        Verb::Alias { what } => import_verbs::alias_request(what),
        Verb::Pictures { paths } => (
            "pictures_attach",
            json!({ "paths": paths.into_iter().map(absolute).collect::<Vec<_>>() }),
        ),
        Verb::Set { key, value } => ("settings_set", json!({ "key": key, "value": value })),
        Verb::Settings => ("settings_get", json!({})),
        Verb::Rate {
            currency,
            day,
            rate,
        } => (
            "rate_set",
            json!({ "currency": currency, "day": day, "rate": rate }),
        ),
        Verb::Minimum {
            sku,
            location,
            units,
        } => (
            "minimum_set",
            json!({ "sku": sku, "location": location, "minimum": units }),
        ),
        Verb::Metrics { from, to, by } => ("metrics", json!({ "from": from, "to": to, "by": by })),
        Verb::Forecast {
            as_of,
            scores: true,
            adopt,
            ..
        } => ("forecast_scores", json!({ "as_of": as_of, "adopt": adopt })),
        Verb::Estimate {
            sku,
            per_week,
            spread,
            like,
            scale,
        } => (
            "estimate_set",
            json!({
                "sku": sku, "units_per_week": per_week, "spread": spread,
                "like_sku": like, "like_scale": scale,
            }),
        ),
        Verb::Forecast {
            as_of,
            sku,
            location,
            horizon,
            ..
        } => (
            "forecast",
            json!({
                "as_of": as_of, "sku": sku, "location": location,
                "horizon": horizon.unwrap_or_default(),
            }),
        ),
        Verb::Plan {
            what: Some(what), ..
        } => plan_request(what),
        Verb::Plan {
            as_of,
            budget,
            what: None,
        } => ("plan_get", json!({ "as_of": as_of, "budget": budget })),
        Verb::Receive {
            po_number,
            on,
            sku,
            location,
            quantity,
        } => {
            let line =
                sku.map(|sku| json!({ "sku": sku, "location": location, "quantity": quantity }));
            let lines: Vec<Value> = line.into_iter().collect();
            (
                "goods_receive",
                json!({ "po_number": po_number, "received_on": on, "lines": lines }),
            )
        }
        Verb::Landed {
            what: Some(what), ..
        } => landed_verbs::request(what),
        Verb::Landed {
            what: None,
            as_of,
            sku,
        } => ("landed", json!({ "as_of": as_of, "sku": sku })),
        Verb::Promotion { what } => promotion_verbs::request(what),
        Verb::OnOrder { as_of } => ("orders_open", json!({ "as_of": as_of })),
        Verb::Export {
            what:
                arguments::Export::Plan {
                    as_of,
                    budget,
                    out,
                    lang,
                },
        } => (
            "export_plan",
            json!({
                "as_of": as_of, "budget": budget, "out": absolute(out),
                "lang": lang.unwrap_or(language),
            }),
        ),
        Verb::Export {
            what: arguments::Export::All { out, format, lang },
        } => (
            "export_all",
            json!({ "out": absolute(out), "format": format, "lang": lang.unwrap_or(language) }),
        ),
        Verb::Alerts { as_of } => ("alerts", json!({ "as_of": as_of })),
        Verb::Replay { from, to } => ("replay", json!({ "from": from, "to": to })),
        Verb::Demo => ("demo_load", json!({})),
        Verb::Template { kind, out, lang } => (
            "template",
            json!({ "kind": kind_of(&kind)?, "file": absolute(out), "lang": lang.unwrap_or(language) }),
        ),
        Verb::Check => ("check", json!({})),
        Verb::Backup { out } => ("backup", json!({ "file": absolute(out) })),
        Verb::Imports => ("import_history", json!({})),
        Verb::Status => ("workspace_status", json!({})),
        // These do without an open workspace, keep it open, or ask for keys first.
        Verb::Serve { .. } | Verb::Restore { .. } | Verb::Connect { .. } => {
            return Err(Failure::new("bad_request").with("detail", "serve, restore, connect"));
        }
    })
}

fn plan_request(verb: PlanVerb) -> (&'static str, Value) {
    match verb {
        PlanVerb::Set {
            sku,
            location,
            units,
            as_of,
        } => (
            "plan_edit",
            json!({ "as_of": as_of, "sku": sku, "location": location, "quantity": units }),
        ),
        PlanVerb::Freeze {
            as_of,
            budget,
            name,
        } => (
            "plan_freeze",
            json!({ "as_of": as_of, "budget": budget, "name": name }),
        ),
        PlanVerb::Versions => ("plan_versions", json!({})),
        PlanVerb::Compare { before, after } => {
            ("plan_compare", json!({ "before": before, "after": after }))
        }
        PlanVerb::Order {
            as_of,
            budget,
            supplier,
            version,
        } => (
            "plan_order",
            json!({ "as_of": as_of, "budget": budget, "supplier": supplier, "version": version }),
        ),
    }
}

fn kind_of(word: &str) -> Result<domain::RecordKind, Failure> {
    domain::RecordKind::from_word(word)
        .ok_or_else(|| Failure::new("unknown_kind").with("kind", word))
}
