//! Keys, and the settings of a connection that hold them.

use std::collections::BTreeMap;
use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A key, token or password. It never prints, and its memory is wiped when it goes.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Takes a key over.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Secret {
        Secret(SecretString::from(text.into()))
    }

    /// The key itself, for the one place that sends it or hands it to the keyring.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What a connection is opened with: the plain fields (address, organisation) and the keys, both by
/// the names of the system's [`crate::Field`]s.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Fields that may be stored and shown.
    pub plain: BTreeMap<String, String>,
    /// Fields that may not.
    pub secret: BTreeMap<String, Secret>,
}

impl Settings {
    /// A plain field; empty where it is not given.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.plain.get(name).map_or("", String::as_str)
    }

    /// A key; empty where it is not given.
    #[must_use]
    pub fn key(&self, name: &str) -> &str {
        self.secret.get(name).map_or("", Secret::expose)
    }

    /// The text with every key in it blotted out: for the words of another system, which may
    /// repeat what it was sent.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        let mut clean = text.to_owned();
        for secret in self.secret.values() {
            let key = secret.expose();
            // A key of a few letters is a word of many answers; blotting it out says where it is.
            if key.chars().count() >= 4 {
                clean = clean.replace(key, "…");
            }
        }
        clean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_neither_prints_nor_comes_back_in_words_of_others() {
        let mut settings = Settings::default();
        settings
            .secret
            .insert("token".to_owned(), Secret::new("shpat_0123456789"));
        let printed = format!("{settings:?}");
        assert!(!printed.contains("0123456789"), "{printed}");
        assert_eq!(
            settings.redact("no access for shpat_0123456789 here"),
            "no access for … here"
        );
        assert_eq!(settings.key("token"), "shpat_0123456789");
        assert_eq!(settings.key("other"), "");
    }
}
