//! The systems there are: what each needs to be reached and what it can do.

use std::sync::Arc;

use crate::{Capability, Clock, ConnectError, Connected, Limits, Settings, systems};

/// What a field of a connection holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Where the system is: a host or an address.
    Address,
    /// Plain text: an organisation's number, a user name.
    Text,
    /// A key: into the keyring, and nowhere else.
    Secret,
    /// `true` or `false`.
    Flag,
}

impl FieldKind {
    /// The word as the window writes it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            FieldKind::Address => "address",
            FieldKind::Text => "text",
            FieldKind::Secret => "secret",
            FieldKind::Flag => "flag",
        }
    }
}

/// One thing that is asked for when a connection is made.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Name.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether it may be left out.
    pub required: bool,
    /// What it looks like, or the default where it may be left out; never a real key.
    pub example: &'static str,
}

/// Opens a connection; nothing is sent yet.
pub type Open = fn(&Settings, Limits, Arc<dyn Clock>) -> Result<Box<dyn Connected>, ConnectError>;

/// A system that can be connected.
pub struct System {
    /// Name, as the imports of its files have it.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What it is asked for.
    pub fields: &'static [Field],
    /// All it can do.
    pub capabilities: &'static [Capability],
    /// Opens it.
    pub open: Open,
}

impl System {
    /// Opens a connection after looking whether every field is there.
    ///
    /// # Errors
    /// `connect_field_missing`, `connect_bad_address`, `connect_insecure_address`.
    pub fn connect(
        &self,
        settings: &Settings,
        limits: Limits,
        clock: Arc<dyn Clock>,
    ) -> Result<Box<dyn Connected>, ConnectError> {
        for field in self.fields.iter().filter(|field| field.required) {
            let given = match field.kind {
                FieldKind::Secret => settings.key(field.name),
                _ => settings.text(field.name),
            };
            if given.trim().is_empty() {
                return Err(ConnectError::new("connect_field_missing").with("field", field.name));
            }
        }
        (self.open)(settings, limits, clock)
    }

    /// Whether it can do something.
    #[must_use]
    pub fn can(&self, capability: Capability) -> bool {
        self.capabilities.contains(&capability)
    }
}

/// The system of a name.
///
/// # Errors
/// `connect_unknown_system`.
pub fn system(name: &str) -> Result<&'static System, ConnectError> {
    systems::ALL
        .iter()
        .copied()
        .find(|system| system.name == name)
        .ok_or_else(|| ConnectError::new("connect_unknown_system").with("system", name))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Duration;

    use async_trait::async_trait;
    use chrono::{DateTime, Utc};

    use super::*;
    use crate::Secret;

    struct Still;

    #[async_trait]
    impl Clock for Still {
        fn now(&self) -> DateTime<Utc> {
            DateTime::UNIX_EPOCH
        }
        async fn sleep(&self, _: Duration) {}
    }

    /// Settings with something plausible in every field.
    fn filled(system: &System) -> Settings {
        let mut settings = Settings::default();
        for field in system.fields {
            match field.kind {
                FieldKind::Address => {
                    let value = "http://127.0.0.1:1".to_owned();
                    settings.plain.insert(field.name.to_owned(), value);
                }
                FieldKind::Secret => {
                    let value = Secret::new("key-of-a-test");
                    settings.secret.insert(field.name.to_owned(), value);
                }
                FieldKind::Text | FieldKind::Flag => {
                    let value = field.example.to_owned();
                    settings.plain.insert(field.name.to_owned(), value);
                }
            }
        }
        settings
    }

    #[test]
    fn every_system_opens_and_offers_the_topics_of_its_capabilities() {
        let mut names = BTreeSet::new();
        for system in systems::ALL {
            assert!(names.insert(system.name), "{} twice", system.name);
            let open = system
                .connect(&filled(system), Limits::default(), Arc::new(Still))
                .unwrap_or_else(|error| panic!("{}: {error}", system.name));
            let any = |list: &[Capability]| list.iter().any(|one| system.can(*one));
            use Capability as C;
            let topics = [
                (
                    "orders",
                    open.orders().is_some(),
                    any(&[C::PullOrders, C::PushFulfilment]),
                ),
                (
                    "catalogue",
                    open.catalogue().is_some(),
                    any(&[C::PullProducts]),
                ),
                (
                    "stock",
                    open.stock().is_some(),
                    any(&[C::PullStock, C::PullLocations, C::PushStock]),
                ),
                (
                    "purchasing",
                    open.purchasing().is_some(),
                    any(&[C::PullPurchaseOrders, C::PushPurchaseOrder]),
                ),
                (
                    "shipping",
                    open.shipping().is_some(),
                    any(&[C::PullTracking, C::PushShipment]),
                ),
                ("events", open.events().is_some(), any(&[C::PushEvent])),
            ];
            for (topic, offered, said) in topics {
                assert_eq!(offered, said, "{}: {topic}", system.name);
            }
        }
    }

    #[test]
    fn a_field_left_out_is_named() {
        for system in systems::ALL {
            let Some(field) = system.fields.iter().find(|field| field.required) else {
                continue;
            };
            let mut settings = filled(system);
            settings.plain.remove(field.name);
            settings.secret.remove(field.name);
            let refused = system
                .connect(&settings, Limits::default(), Arc::new(Still))
                .err()
                .unwrap_or_else(|| panic!("{} opened without {}", system.name, field.name));
            assert_eq!(refused.code, "connect_field_missing");
            assert_eq!(refused.params["field"], field.name);
        }
        assert!(system("no-such-system").is_err());
    }
}
