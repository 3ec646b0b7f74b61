//! The verbs around connections. Keys come from standard input or a prompt that does not show
//! them, never from an argument: arguments stand in the shell's history and the list of processes.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Read};

use clap::{Subcommand, ValueEnum};
use engine::{Engine, Failure};
use serde_json::{Map, Value, json};

/// Connections.
#[derive(Debug, Subcommand)]
pub enum ConnectVerb {
    /// Show which systems can be connected, what each needs and can do.
    Systems,
    /// Show what is connected.
    List,
    /// Connect a system, once it has answered. Keys: on standard input, one line `field=key` each,
    /// or the key alone where there is one; a terminal asks for them.
    Add {
        /// What to call it.
        name: String,
        /// The system, as `connect systems` shows it.
        #[arg(long)]
        system: String,
        /// A plain field, such as address=my-shop.myshopify.com.
        #[arg(long = "field", value_name = "FIELD=VALUE", value_parser = field)]
        fields: Vec<(String, String)>,
    },
    /// Ask a connected system who it is. Keys as for `add`.
    Test {
        /// Its name.
        name: String,
    },
    /// Read what is new into the ledger. Keys as for `add`.
    Sync {
        /// Its name.
        name: String,
    },
    /// Show what its runs did.
    Log {
        /// Its name.
        name: String,
    },
    /// Let a connection change something over there, or no longer. Everything is off at first.
    Push {
        /// Its name.
        name: String,
        /// What it may change.
        push: PushKind,
        /// On or off.
        switch: Switch,
        /// Change nothing, show what would wait to be sent.
        #[arg(long)]
        dry_run: bool,
    },
    /// Show what is to be told to connected systems, what was given up and what was sent.
    Outbox {
        /// Connection; all where it is left out.
        name: Option<String>,
        /// Show what would be sent now, send nothing.
        #[arg(long)]
        dry_run: bool,
        /// Send what is due. Keys as for `add`; without NAME, lines `NAME/field=key`.
        #[arg(long, conflicts_with_all = ["dry_run", "retry", "discard"])]
        send: bool,
        /// With `--send`: also what waits for the time of its next try.
        #[arg(long, requires = "send")]
        now: bool,
        /// Let the one of this number, which was given up, wait again.
        #[arg(long, value_name = "ID", conflicts_with = "discard")]
        retry: Option<i64>,
        /// Take the one of this number out.
        #[arg(long, value_name = "ID")]
        discard: Option<i64>,
    },
    /// Forget a connection; what it brought stays.
    Remove {
        /// Its name.
        name: String,
    },
}

/// What a connection may change.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum PushKind {
    /// Quantities.
    Stock,
    /// Orders as shipped, with their tracking number.
    Fulfilment,
    /// Parcels.
    Shipment,
    /// What happened.
    Event,
}

impl PushKind {
    fn word(self) -> &'static str {
        match self {
            PushKind::Stock => "push_stock",
            PushKind::Fulfilment => "push_fulfilment",
            PushKind::Shipment => "push_shipment",
            PushKind::Event => "push_event",
        }
    }
}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    /// On.
    On,
    /// Off.
    Off,
}

fn field(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .ok_or_else(|| "FIELD=VALUE".to_owned())
}

/// Command and request of `connect …`.
pub async fn request(engine: &Engine, verb: ConnectVerb) -> Result<(&'static str, Value), Failure> {
    Ok(match verb {
        ConnectVerb::Systems => ("systems_list", json!({})),
        ConnectVerb::List => ("connection_list", json!({})),
        ConnectVerb::Log { name } => ("connection_log", json!({ "name": name })),
        ConnectVerb::Remove { name } => ("connection_remove", json!({ "name": name })),
        ConnectVerb::Add {
            name,
            system,
            fields,
        } => {
            let fields: Map<String, Value> = fields
                .into_iter()
                .map(|(name, value)| (name, Value::from(value)))
                .collect();
            let mut keys = keys(engine, &[(name.clone(), system.clone())]).await?;
            let request = json!({
                "name": name, "system": system, "fields": fields, "keys": keys.remove(&name),
            });
            ("connection_add", request)
        }
        ConnectVerb::Test { name } => keyed(engine, "connection_test", name).await?,
        ConnectVerb::Sync { name } => keyed(engine, "connection_sync", name).await?,
        ConnectVerb::Push {
            name,
            push,
            switch,
            dry_run,
        } => {
            let request = json!({
                "name": name, "push": push.word(), "on": switch == Switch::On, "dry_run": dry_run,
            });
            ("connection_push", request)
        }
        ConnectVerb::Outbox {
            retry: Some(id), ..
        } => ("outbox_retry", json!({ "id": id })),
        ConnectVerb::Outbox {
            discard: Some(id), ..
        } => ("outbox_discard", json!({ "id": id })),
        ConnectVerb::Outbox {
            name,
            send: true,
            now,
            ..
        } => {
            let keys = keys(engine, &wanted(engine, name.as_deref()).await?).await?;
            let request = json!({ "name": name, "keys": keys, "now": now });
            ("outbox_send", request)
        }
        ConnectVerb::Outbox { name, dry_run, .. } => {
            ("outbox_list", json!({ "name": name, "waiting": dry_run }))
        }
    })
}

/// Name and system of the connections, the one asked for first.
async fn wanted(engine: &Engine, name: Option<&str>) -> Result<Vec<(String, String)>, Failure> {
    let known = engine::call(engine, "connection_list", json!({})).await?;
    let text = |one: &Value, field: &str| one[field].as_str().unwrap_or_default().to_owned();
    let connections = known["connections"].as_array().into_iter().flatten();
    let mut all: Vec<(String, String)> = connections
        .map(|one| (text(one, "name"), text(one, "system")))
        .collect();
    if let Some(name) = name {
        let at = all.iter().position(|(known, _)| known == name);
        let at = at.ok_or_else(|| Failure::new("no_such_connection").with("name", name))?;
        all[..=at].rotate_right(1);
    }
    Ok(all)
}

async fn keyed(
    engine: &Engine,
    command: &'static str,
    name: String,
) -> Result<(&'static str, Value), Failure> {
    let mut keys = keys(engine, &wanted(engine, Some(&name)).await?).await?;
    let own = keys.remove(&name).unwrap_or_default();
    let mut request = json!({ "name": name, "keys": own });
    if command == "connection_sync" {
        request["others"] = json!(keys);
    }
    Ok((command, request))
}

/// Keys of connections, by connection and field.
type Keys = BTreeMap<String, Map<String, Value>>;

/// The keys of these connections, given by name and system. A terminal asks for those of the first;
/// standard input may hold those of all.
async fn keys(engine: &Engine, of: &[(String, String)]) -> Result<Keys, Failure> {
    let known = engine::call(engine, "systems_list", json!({})).await?;
    let systems = known["systems"].as_array().cloned().unwrap_or_default();
    let fields: Vec<(String, Vec<String>)> = of
        .iter()
        .map(|(name, system)| {
            let found = systems.iter().filter(|one| one["name"] == system.as_str());
            let secret = found
                .flat_map(|one| one["fields"].as_array().into_iter().flatten())
                .filter(|field| field["kind"] == "secret")
                .filter_map(|field| field["name"].as_str().map(str::to_owned))
                .collect();
            (name.clone(), secret)
        })
        .collect();
    if std::io::stdin().is_terminal() {
        let mut keys = Keys::new();
        for (name, fields) in fields.iter().take(1) {
            for field in fields {
                let key = rpassword::prompt_password(format!("{name} {field}: "))
                    .map_err(|_| Failure::new("keys_unreadable"))?;
                let of_name = keys.entry(name.clone()).or_default();
                of_name.insert(field.clone(), Value::from(key.trim()));
            }
        }
        return Ok(keys);
    }
    let mut text = String::new();
    std::io::stdin()
        .take(65_536)
        .read_to_string(&mut text)
        .map_err(|_| Failure::new("keys_unreadable"))?;
    Ok(read_keys(&text, &fields))
}

/// Keys from lines `field=key` for the first connection, `NAME/field=key` for any; a line alone is
/// the key of the first one's only field. What is missing is told by the engine, which knows what
/// may be.
fn read_keys(text: &str, of: &[(String, Vec<String>)]) -> Keys {
    let mut keys = Keys::new();
    let Some((first, own)) = of.first() else {
        return keys;
    };
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (left, key) = match line.split_once('=') {
            Some((left, key)) => (left.trim(), key.trim()),
            None => ("", line),
        };
        let of_other = of.iter().find_map(|(name, fields)| {
            let field = left.strip_prefix(name.as_str())?.strip_prefix('/')?;
            let known = fields.iter().find(|known| *known == field)?;
            Some((name, known, key))
        });
        let of_first = own.iter().find(|field| *field == left);
        let found =
            of_other
                .or(of_first.map(|field| (first, field, key)))
                .or(match own.as_slice() {
                    [only] => Some((first, only, line)),
                    _ => None,
                });
        if let Some((name, field, key)) = found {
            let of_name = keys.entry(name.clone()).or_default();
            of_name.insert(field.clone(), Value::from(key));
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_by_name_or_alone() {
        let one = [("shop".to_owned(), vec!["token".to_owned()])];
        let two = [
            ("a/b".to_owned(), vec!["id".to_owned(), "secret".to_owned()]),
            ("shop".to_owned(), vec!["token".to_owned()]),
        ];
        // A key may hold the mark itself.
        assert_eq!(read_keys("ab=cd==\n", &one)["shop"]["token"], "ab=cd==");
        assert_eq!(read_keys("token = ab=c\n", &one)["shop"]["token"], "ab=c");
        let both = read_keys("secret=s\r\nshop/token=t=t\r\na/b/id=7\r\n", &two);
        assert_eq!(
            both["a/b"],
            *json!({ "secret": "s", "id": "7" })
                .as_object()
                .expect("a map")
        );
        assert_eq!(both["shop"]["token"], "t=t");
        assert!(read_keys("lonely", &two).is_empty());
    }
}
