//! A window that is all one thing to drag: the files named on the command line.
//!
//! `drag_source X Y FILE…` shows it with its corner at (X, Y). A pointer that is pressed on it and
//! moved starts an ordinary drag of those files, as a file manager would; dropped, the window ends.
//! The test of the real window moves the pointer, so that a drop goes the whole way: X server,
//! GTK, WebKit, shell, interface, engine.

use std::process::ExitCode;

use gtk::prelude::*;
use gtk::{gdk, gio};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [x, y, files @ ..] = arguments.as_slice() else {
        eprintln!("usage: drag_source X Y FILE…");
        return ExitCode::from(2);
    };
    let (Ok(x), Ok(y)) = (x.parse(), y.parse()) else {
        eprintln!("X and Y are whole numbers");
        return ExitCode::from(2);
    };
    if let Err(failure) = gtk::init() {
        eprintln!("{failure}");
        return ExitCode::FAILURE;
    }
    let uris: Vec<String> = files
        .iter()
        .map(|file| gio::File::for_path(file).uri().to_string())
        .collect();

    let window = gtk::Window::new(gtk::WindowType::Toplevel);
    window.set_title("Tidestock drag source");
    window.set_default_size(200, 200);
    let surface = gtk::EventBox::new();
    surface.add(&gtk::Label::new(files.first().map(String::as_str)));
    window.add(&surface);

    let list = gtk::TargetEntry::new("text/uri-list", gtk::TargetFlags::OTHER_APP, 0);
    surface.drag_source_set(
        gdk::ModifierType::BUTTON1_MASK,
        &[list],
        gdk::DragAction::COPY,
    );
    surface.connect_drag_data_get(move |_, _, data, _, _| {
        let uris: Vec<&str> = uris.iter().map(String::as_str).collect();
        data.set_uris(&uris);
    });
    surface.connect_drag_end(|_, _| gtk::main_quit());
    window.connect_delete_event(|_, _| {
        gtk::main_quit();
        gtk::glib::Propagation::Proceed
    });

    window.show_all();
    window.move_(x, y);
    gtk::main();
    ExitCode::SUCCESS
}
