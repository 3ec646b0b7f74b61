//! The verbs around connections. Keys come from standard input or a prompt that does not show
//! them, never from an argument: arguments stand in the shell's history and the list of processes.

use std::io::{IsTerminal, Read};

use clap::Subcommand;
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
    /// Forget a connection; what it brought stays.
    Remove {
        /// Its name.
        name: String,
    },
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
            let keys = keys(engine, &system).await?;
            let request = json!({
                "name": name, "system": system, "fields": fields, "keys": keys,
            });
            ("connection_add", request)
        }
        ConnectVerb::Test { name } => keyed(engine, "connection_test", name).await?,
        ConnectVerb::Sync { name } => keyed(engine, "connection_sync", name).await?,
    })
}

async fn keyed(
    engine: &Engine,
    command: &'static str,
    name: String,
) -> Result<(&'static str, Value), Failure> {
    let known = engine::call(engine, "connection_list", json!({})).await?;
    let connections = known["connections"].as_array().into_iter().flatten();
    let found = connections
        .into_iter()
        .find(|one| one["name"] == name.as_str());
    let system = found
        .and_then(|one| one["system"].as_str())
        .ok_or_else(|| Failure::new("no_such_connection").with("name", name.as_str()))?;
    let keys = keys(engine, system).await?;
    Ok((command, json!({ "name": name, "keys": keys })))
}

/// The keys that a system needs.
async fn keys(engine: &Engine, system: &str) -> Result<Map<String, Value>, Failure> {
    let known = engine::call(engine, "systems_list", json!({})).await?;
    let systems = known["systems"].as_array().into_iter().flatten();
    let fields: Vec<String> = systems
        .filter(|one| one["name"] == system)
        .flat_map(|one| one["fields"].as_array().into_iter().flatten())
        .filter(|field| field["kind"] == "secret")
        .filter_map(|field| field["name"].as_str().map(str::to_owned))
        .collect();
    if std::io::stdin().is_terminal() {
        let mut keys = Map::new();
        for field in fields {
            let key = rpassword::prompt_password(format!("{field}: "))
                .map_err(|_| Failure::new("keys_unreadable"))?;
            keys.insert(field, Value::from(key.trim()));
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

/// Keys from lines `field=key`; a line alone is the key of the only field. What is missing is told
/// by the engine, which knows what may be.
fn read_keys(text: &str, fields: &[String]) -> Map<String, Value> {
    let mut keys = Map::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let named = line
            .split_once('=')
            .filter(|(name, _)| fields.iter().any(|field| field == name.trim()));
        match (named, fields) {
            (Some((name, key)), _) => {
                keys.insert(name.trim().to_owned(), Value::from(key.trim()));
            }
            (None, [only]) => {
                keys.insert(only.clone(), Value::from(line));
            }
            (None, _) => {}
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_by_name_or_alone() {
        let one = ["token".to_owned()];
        let two = ["id".to_owned(), "secret".to_owned()];
        // A key may hold the mark itself.
        assert_eq!(read_keys("ab=cd==\n", &one)["token"], "ab=cd==");
        assert_eq!(read_keys("token = ab=c\n", &one)["token"], "ab=c");
        let both = read_keys("secret=s\r\nid=7\r\n", &two);
        assert_eq!((&both["id"], &both["secret"]), (&json!("7"), &json!("s")));
        assert!(read_keys("lonely", &two).is_empty());
    }
}
