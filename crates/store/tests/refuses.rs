//! Files that are opened as a workspace and are none, or one of another day.

use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use store::{Store, StoreError};

/// Runs a statement on a file as another program would.
async fn run(path: &Path, sql: &'static str) {
    let mut connection = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .connect()
        .await
        .expect("opens");
    sqlx::query(sql)
        .execute(&mut connection)
        .await
        .expect("runs");
    connection.close().await.expect("closes");
}

#[tokio::test]
async fn a_workspace_of_a_newer_version_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    Store::open(&path).await.expect("made").close().await;
    run(
        &path,
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values (990000, 'of tomorrow', 1, x'00', 0)",
    )
    .await;
    let before = std::fs::read(&path).expect("read");
    let opened = Store::open(&path).await;
    assert!(matches!(opened, Err(StoreError::Newer)), "{opened:?}");
    assert_eq!(std::fs::read(&path).expect("read"), before);
}

#[tokio::test]
async fn a_database_of_another_program_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bookmarks.db");
    for sql in [
        "create table bookmark (id integer primary key, address text)",
        // Another program may keep its migrations by the same library.
        "create table _sqlx_migrations (version bigint primary key)",
    ] {
        run(&path, sql).await;
        let before = std::fs::read(&path).expect("read");
        let opened = Store::open(&path).await;
        assert!(matches!(opened, Err(StoreError::Stranger)), "{opened:?}");
        assert_eq!(std::fs::read(&path).expect("read"), before);
        assert!(!folder.path().join("bookmarks.db-wal").exists());
    }
}

#[tokio::test]
async fn an_empty_file_becomes_a_workspace() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    std::fs::write(&path, b"").expect("written");
    let store = Store::open(&path).await.expect("opens");
    assert_eq!(store.batches().await.expect("read").len(), 0);
    store.close().await;
}

#[tokio::test]
async fn a_workspace_in_use_is_not_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let copy = folder.path().join("copy.db");
    let store = Store::open(&path).await.expect("made");
    store.backup(&copy).await.expect("copied");
    let restored = Store::restore(&copy, &path).await;
    assert!(matches!(restored, Err(StoreError::Busy)), "{restored:?}");
    assert!(!folder.path().join("shop.db.restoring").exists());
    store.close().await;
    let restored = Store::restore(&copy, &path).await.expect("restored");
    restored.close().await;
}
