//! The one list of commands: window, command line and tests call nothing else.

use serde_json::Value;

use crate::bindings::Collector;
use crate::contract::{
    FileWritten, FilesWritten, Nothing, alerts, alias, connection, demand, import, landed, mapping,
    metrics, ordering, outbox, overview, pictures, plan, promotion, replay, sku, stock, stocktake,
    workspace,
};
use crate::{Engine, Failure};

macro_rules! commands {
    ($($(#[doc = $doc:literal])* $name:ident: $request:ty => $response:ty = $handler:path;)+) => {
        /// Names of all commands, in the order of the list.
        pub const NAMES: &[&str] = &[$(stringify!($name)),+];

        /// Calls a command by name with its request as JSON.
        ///
        /// # Errors
        /// `unknown_command`, `bad_request`, or whatever the command itself refuses with.
        pub async fn call(engine: &Engine, name: &str, request: Value) -> Result<Value, Failure> {
            match name {
                $(stringify!($name) => {
                    let request: $request = serde_json::from_value(request)
                        .map_err(|error| Failure::new("bad_request").with("detail", error.to_string()))?;
                    let response: $response = $handler(engine, request).await?;
                    serde_json::to_value(response)
                        .map_err(|error| Failure::new("bad_response").with("detail", error.to_string()))
                })+
                _ => Err(Failure::new("unknown_command").with("name", name)),
            }
        }

        /// The TypeScript of every request and response, and the table of commands.
        #[must_use]
        pub fn typescript() -> String {
            let mut collector = Collector::new();
            collector.extra::<import::Progress>();
            $(collector.command::<$request, $response>(stringify!($name));)+
            collector.finish()
        }
    };
}

commands! {
    /// State of the workspace.
    workspace_status: Nothing => workspace::WorkspaceStatus = crate::workspace::status;
    /// All settings.
    settings_get: Nothing => workspace::Settings = crate::settings::get;
    /// Changes a setting.
    settings_set: workspace::SetRequest => workspace::Settings = crate::settings::set;
    /// All dated exchange rates.
    rates_list: Nothing => workspace::ExchangeRates = crate::settings::rates;
    /// Adds or replaces a dated rate.
    rate_set: workspace::ExchangeRate => workspace::ExchangeRates = crate::settings::set_rate;
    /// Sets the least stock of a SKU at a location.
    minimum_set: workspace::MinimumRequest => Nothing = crate::settings::set_minimum;
    /// Loads the demo shop into an empty workspace.
    demo_load: Nothing => workspace::DemoLoaded = crate::demo::load;
    /// Reads files into the workspace.
    import_files: import::ImportRequest => import::ImportReport = crate::import::files;
    /// All imports.
    import_history: Nothing => import::ImportHistory = crate::import_history::history;
    /// One import with its problems.
    import_batch: import::BatchRequest => import::Batch = crate::import_history::batch;
    /// Takes an import back.
    import_undo: import::BatchRequest => import::Undone = crate::import_history::undo;
    /// What taking an import back would touch.
    import_effects: import::BatchRequest => import::UndoEffects = crate::import_history::effects;
    /// What an import changed in earlier facts.
    import_changes: import::BatchRequest => import::FactChanges = crate::import_history::changes;
    /// How a sheet would be read.
    import_preview: mapping::PreviewRequest => mapping::SheetPreview = crate::import_preview::preview;
    /// The rows of a sheet that cannot be read, as a workbook.
    import_bad_rows: mapping::BadRowsRequest => FileWritten = crate::import_preview::bad_rows;
    /// Corrected meanings of columns as remembered.
    mapping_list: Nothing => mapping::Mappings = crate::mapping::list;
    /// Remembers corrections.
    mapping_set: mapping::SetMappings => mapping::Mappings = crate::mapping::set;
    /// Forgets one.
    mapping_remove: mapping::MappingRequest => mapping::Mappings = crate::mapping::remove;
    /// Codes that are read as a SKU, and SKUs that look alike.
    alias_list: Nothing => alias::Aliases = crate::alias::list;
    /// Joins a code to a SKU.
    alias_join: alias::JoinRequest => alias::Joined = crate::alias::join;
    /// Makes a code a SKU of its own again.
    alias_split: alias::SplitRequest => alias::Joined = crate::alias::split;
    /// Attaches pictures named by SKU.
    pictures_attach: pictures::PicturesRequest => pictures::PicturesAttached = crate::pictures::attach;
    /// Pictures to show.
    pictures_get: pictures::PictureRequest => pictures::Pictures = crate::pictures::get;
    /// Systems that can be connected, with what each needs and can do.
    systems_list: Nothing => connection::Systems = crate::connection::systems;
    /// Connected systems.
    connection_list: Nothing => connection::Connections = crate::connection::list;
    /// Connects a system, once it has answered.
    connection_add: connection::AddConnection => connection::Tested = crate::connection::add;
    /// Asks a connected system who it is.
    connection_test: connection::KeyedRequest => connection::Tested = crate::connection::test;
    /// Forgets a connection; what it brought stays.
    connection_remove: connection::ConnectionRequest => connection::Connections = crate::connection::remove;
    /// What its runs did.
    connection_log: connection::ConnectionRequest => connection::Runs = crate::connection::log;
    /// Reads what is new over there into the ledger.
    connection_sync: connection::KeyedRequest => connection::Runs = crate::connection_sync::sync;
    /// Switches a push of a connection on or off; what waits to be sent then.
    connection_push: outbox::PushRequest => outbox::Outbox = crate::outbox::set_push;
    /// What is to be told to connected systems.
    outbox_list: outbox::OutboxRequest => outbox::Outbox = crate::outbox::list;
    /// Sends what waits.
    outbox_send: outbox::SendRequest => outbox::Outbox = crate::connection_send::send;
    /// Lets one that was given up wait again.
    outbox_retry: outbox::OutboxRowRequest => outbox::Outbox = crate::outbox::retry;
    /// Takes one out.
    outbox_discard: outbox::OutboxRowRequest => outbox::Outbox = crate::outbox::discard;
    /// Stops whatever long command runs.
    cancel: Nothing => Nothing = crate::workspace::cancel;
    /// The Today page.
    overview: overview::AsOfRequest => overview::Overview = crate::overview::overview;
    /// What needs a decision.
    alerts: overview::AsOfRequest => alerts::Alerts = crate::alerts::alerts;
    /// The stock table.
    stock_list: overview::AsOfRequest => stock::StockTable = crate::stock::table;
    /// One SKU.
    sku_detail: sku::SkuRequest => sku::SkuDetail = crate::sku::detail;
    /// Indicators of a period.
    metrics: metrics::MetricsRequest => metrics::MetricsReport = crate::metrics::report;
    /// Their course.
    metrics_trend: metrics::TrendRequest => metrics::MetricsTrend = crate::metrics::trend;
    /// Demand as a distribution.
    forecast: demand::ForecastRequest => demand::ForecastReport = crate::forecast::report;
    /// How each method would have foretold the shop's past.
    forecast_scores: demand::ScoresRequest => demand::ForecastScores = crate::scores::report;
    /// What the seller believes of a new good's demand.
    estimate_set: demand::EstimateRequest => Nothing = crate::scores::estimate;
    /// All rates of landed cost.
    cost_rates: Nothing => landed::CostRates = crate::landed::rates;
    /// Adds or replaces one.
    cost_rate_set: landed::CostRate => landed::CostRates = crate::landed::set_rate;
    /// Takes one away.
    cost_rate_remove: landed::CostRate => landed::CostRates = crate::landed::remove_rate;
    /// Landed cost of every SKU at its locations.
    landed: landed::LandedRequest => landed::LandedReport = crate::landed::report;
    /// What a change of rates, routes or origins would do.
    landed_what_if: landed::WhatIfRequest => landed::WhatIfReport = crate::what_if::report;
    /// Events ahead.
    promotion_calendar: promotion::CalendarRequest => promotion::PromotionCalendar = crate::calendar::calendar;
    /// Adds an own event or changes a computed one.
    calendar_event_set: promotion::CalendarEvent => promotion::PromotionCalendar = crate::calendar::set_event;
    /// Takes one away.
    calendar_event_remove: promotion::CalendarRemove => promotion::PromotionCalendar = crate::calendar::remove_event;
    /// An event planned backwards.
    promotion_plan: promotion::EventRequest => promotion::EventPlan = crate::promotion::report;
    /// Keeps the plan of an event.
    promotion_save: promotion::SaveEventRequest => promotion::SavedEvent = crate::kept_events::save;
    /// All kept events.
    promotion_list: Nothing => promotion::SavedEvents = crate::kept_events::list;
    /// A kept event.
    promotion_open: promotion::OpenEventRequest => promotion::OpenedEvent = crate::kept_events::open;
    /// What came of a kept event.
    promotion_review: promotion::ReviewRequest => promotion::EventReview = crate::kept_events::review;
    /// The purchase plan.
    plan_get: plan::PlanRequest => plan::Plan = crate::plan_page::get;
    /// The seller's hand on a line.
    plan_edit: plan::PlanEdit => plan::Plan = crate::plan_page::edit;
    /// What would change a line.
    plan_explain: plan::ExplainRequest => plan::Explanation = crate::plan_page::explain;
    /// The order of a SKU at a location under other terms.
    sku_terms: plan::SkuTermsRequest => plan::SkuTerms = crate::sku_terms::answer;
    /// Keeps the plan as it stands.
    plan_freeze: ordering::FreezeRequest => ordering::PlanVersion = crate::versions::freeze;
    /// All frozen plans.
    plan_versions: Nothing => ordering::PlanVersions = crate::versions::versions;
    /// What differs between two plans.
    plan_compare: ordering::CompareRequest => ordering::PlanComparison = crate::versions::compare;
    /// Marks lines of the plan as ordered.
    plan_order: ordering::OrderRequest => ordering::Ordered = crate::ordering::order;
    /// Purchase orders under way.
    orders_open: overview::AsOfRequest => ordering::OpenOrders = crate::ordering::open_orders;
    /// Books goods that came, in full or in part.
    goods_receive: ordering::ReceiveRequest => ordering::Received = crate::ordering::receive;
    /// What scanner or RFID reader read.
    codes_find: stocktake::CodesRequest => stocktake::CodesFound = crate::stocktake::codes;
    /// Books a count.
    stocktake_book: stocktake::StocktakeRequest => stocktake::StocktakeBooked = crate::stocktake::book;
    /// Makes the variants of a good.
    variants_make: stocktake::VariantsRequest => stocktake::Variants = crate::variants::make;
    /// What policies would have earned on the shop's own past.
    replay: replay::ReplayRequest => replay::ReplayReport = crate::replay::report;
    /// Workbooks, one a supplier, and the internal one.
    export_plan: plan::ExportPlanRequest => FilesWritten = crate::export::plan;
    /// All data as filled templates.
    export_all: workspace::ExportAllRequest => FilesWritten = crate::export_all::all;
    /// An empty template.
    template: workspace::TemplateRequest => FileWritten = crate::export::template;
    /// Verifies ledger, projections and file.
    check: Nothing => workspace::CheckReport = crate::workspace::check;
    /// A consistent copy while in use.
    backup: workspace::FileRequest => FileWritten = crate::workspace::backup;
    /// Back to a copy.
    restore: workspace::FileRequest => FileWritten = crate::workspace::restore;
}
