//! What the rows of each kind are made of: which columns serve which field, which must be there,
//! and how strongly a column speaks for the kind.

use domain::RecordKind;

use super::role::Role;

/// One field of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// The field.
    pub role: Role,
    /// Roles that serve it where its own is not there, the better ones first.
    pub instead: &'static [Role],
    /// Whether no row can do without it.
    pub required: bool,
    /// How strongly its own role speaks for this kind.
    pub mark: f64,
}

const fn need(role: Role, instead: &'static [Role], mark: f64) -> Slot {
    Slot {
        role,
        instead,
        required: true,
        mark,
    }
}

const fn may(role: Role, instead: &'static [Role], mark: f64) -> Slot {
    Slot {
        role,
        instead,
        required: false,
        mark,
    }
}

const PRODUCTS: &[Slot] = &[
    need(Role::Sku, &[], 1.0),
    may(Role::Name, &[], 0.5),
    may(Role::Options, &[], 0.5),
    may(Role::Category, &[], 0.5),
    may(Role::Supplier, &[], 0.5),
    may(Role::UnitCost, &[], 1.0),
    may(Role::CostCurrency, &[Role::Currency], 0.5),
    may(Role::Price, &[Role::UnitPrice], 0.8),
    may(Role::PriceCurrency, &[Role::Currency], 0.5),
    may(Role::LeadTimeDays, &[], 1.0),
    may(Role::LeadTimeSdDays, &[], 1.0),
    may(Role::Moq, &[], 1.5),
    may(Role::PackSize, &[], 1.0),
    may(Role::CartonLengthCm, &[], 0.5),
    may(Role::CartonWidthCm, &[], 0.5),
    may(Role::CartonHeightCm, &[], 0.5),
    may(Role::CartonWeightKg, &[], 0.5),
    may(Role::HsCode, &[], 0.5),
    may(Role::OriginCountry, &[], 0.5),
    may(Role::Barcode, &[], 0.5),
    may(Role::Image, &[], 0.5),
    may(Role::LaunchedOn, &[], 1.0),
    may(Role::LikeSku, &[], 2.0),
    may(Role::ShelfLifeDays, &[], 1.0),
    may(Role::Handle, &[], 0.0),
];

const ORDERS: &[Slot] = &[
    need(Role::OrderId, &[], 3.0),
    need(
        Role::OrderedAt,
        &[Role::Date, Role::OrderedOn, Role::ShippedAt],
        2.0,
    ),
    need(Role::Sku, &[], 1.0),
    need(Role::Quantity, &[], 1.0),
    may(Role::Year, &[], 0.0),
    may(Role::Name, &[], 0.0),
    may(Role::LineId, &[], 0.5),
    may(Role::CancelledQuantity, &[], 0.3),
    may(Role::TestOrder, &[], 0.0),
    may(Role::UnitPrice, &[Role::Price], 1.0),
    may(Role::LineTotal, &[], 0.2),
    may(Role::Currency, &[Role::PriceCurrency], 0.3),
    may(Role::Discount, &[], 0.3),
    may(Role::Country, &[], 0.5),
    may(Role::Location, &[], 0.0),
    may(Role::Channel, &[], 0.3),
    may(Role::CustomerId, &[], 1.0),
    may(Role::Status, &[], 0.3),
    may(Role::PaymentStatus, &[], 0.5),
    may(Role::FulfilmentStatus, &[], 0.5),
    may(Role::Cancelled, &[], 0.5),
    may(Role::ShippedAt, &[], 0.5),
    may(Role::DeliveredAt, &[], 0.5),
];

const RETURNS: &[Slot] = &[
    may(Role::OrderId, &[], 0.5),
    need(Role::Sku, &[], 1.0),
    need(Role::Quantity, &[], 0.5),
    need(Role::ReturnedOn, &[], 5.0),
    may(Role::Location, &[], 0.0),
    may(Role::Resellable, &[], 1.0),
];

const STOCK: &[Slot] = &[
    need(Role::Sku, &[], 1.0),
    need(Role::OnHand, &[Role::Available], 2.5),
    may(Role::Location, &[], 1.0),
    may(Role::AsOf, &[Role::Date], 1.0),
    may(Role::UnitCost, &[], 0.0),
    may(Role::Name, &[], 0.0),
];

const STOCK_HISTORY: &[Slot] = &[
    need(Role::Sku, &[], 1.0),
    need(Role::Date, &[Role::AsOf], 1.5),
    may(Role::Year, &[], 0.0),
    may(Role::Location, &[], 0.5),
    may(Role::OnHand, &[Role::Available], 2.0),
    may(Role::InStock, &[], 3.0),
];

const PURCHASE_ORDERS: &[Slot] = &[
    need(Role::PoNumber, &[Role::OrderId], 4.0),
    need(Role::Sku, &[], 1.0),
    need(Role::Quantity, &[], 0.5),
    need(Role::OrderedOn, &[Role::OrderedAt, Role::Date], 2.0),
    may(Role::Supplier, &[], 1.5),
    may(Role::Location, &[], 0.3),
    may(Role::UnitCost, &[Role::UnitPrice, Role::Price], 1.0),
    may(Role::Currency, &[Role::CostCurrency], 0.2),
    may(Role::ExpectedOn, &[], 2.0),
    may(Role::ReceivedOn, &[], 1.5),
    may(Role::ReceivedQuantity, &[], 1.5),
    may(Role::Receipts, &[], 0.5),
    may(Role::Transport, &[], 0.5),
];

const SUPPLIERS: &[Slot] = &[
    need(Role::Supplier, &[Role::Name], 2.0),
    may(Role::LeadTimeDays, &[], 1.0),
    may(Role::LeadTimeSdDays, &[], 1.0),
    may(Role::ReviewDays, &[], 1.5),
    may(Role::MinOrderValue, &[], 1.5),
    may(Role::Currency, &[Role::CostCurrency], 0.3),
    may(Role::ClosedFrom, &[], 1.5),
    may(Role::ClosedTo, &[], 1.5),
    may(Role::Contact, &[], 0.5),
    may(Role::PaymentTerms, &[], 1.0),
    may(Role::Country, &[], 0.0),
    may(Role::MaxCbm, &[], 1.5),
];

const LOCATIONS: &[Slot] = &[
    need(Role::Location, &[Role::Name], 2.0),
    may(Role::Country, &[], 0.5),
    may(Role::LocationType, &[], 1.5),
    may(Role::Serves, &[], 2.0),
    may(Role::StorageCost, &[], 1.5),
];

const PROMOTIONS: &[Slot] = &[
    need(Role::Promotion, &[Role::Name], 2.0),
    need(Role::StartsOn, &[], 2.0),
    need(Role::EndsOn, &[], 2.0),
    may(Role::Sku, &[], 0.0),
    may(Role::Category, &[], 0.0),
    may(Role::Discount, &[], 0.5),
    may(Role::Channel, &[], 0.0),
];

const MARKETING: &[Slot] = &[
    need(Role::Sku, &[], 0.5),
    may(Role::Ctr, &[], 2.0),
    may(Role::Cvr, &[], 2.0),
    may(Role::HasVideo, &[], 1.5),
    may(Role::Reviews, &[], 1.0),
    may(Role::Rating, &[], 1.0),
];

const STOCKTAKE: &[Slot] = &[
    need(Role::Sku, &[], 1.0),
    need(Role::Counted, &[], 3.0),
    need(Role::CountedOn, &[Role::AsOf, Role::Date], 2.0),
    may(Role::Location, &[], 0.5),
];

const SUPPLIER_PRICES: &[Slot] = &[
    need(Role::Supplier, &[], 1.0),
    need(Role::Sku, &[], 0.5),
    need(Role::MinQuantity, &[], 5.0),
    need(Role::UnitCost, &[Role::Price, Role::UnitPrice], 1.0),
    may(Role::Currency, &[Role::CostCurrency], 0.3),
    may(Role::Moq, &[], 0.5),
    may(Role::PackSize, &[], 0.3),
    may(Role::LeadTimeDays, &[], 0.5),
    may(Role::Transport, &[], 0.5),
    may(Role::FreightPerUnit, &[], 3.0),
];

const BUNDLES: &[Slot] = &[
    need(Role::BundleSku, &[], 5.0),
    need(Role::ComponentSku, &[Role::Sku], 5.0),
    need(Role::Quantity, &[], 0.5),
];

const EXCHANGE_RATES: &[Slot] = &[
    need(Role::Date, &[Role::AsOf], 1.0),
    need(
        Role::Currency,
        &[Role::CostCurrency, Role::PriceCurrency],
        1.0,
    ),
    need(Role::Rate, &[], 3.0),
];

const COST_RATES: &[Slot] = &[
    need(Role::CostKind, &[], 5.0),
    may(Role::Programme, &[], 1.0),
    need(Role::CostBasis, &[], 5.0),
    need(Role::CostRate, &[], 5.0),
    may(Role::Currency, &[], 0.0),
    may(Role::FromCountry, &[], 0.5),
    may(Role::ToCountry, &[], 0.5),
    may(Role::Transport, &[], 0.0),
    may(Role::HsCode, &[], 0.0),
    may(Role::Recoverable, &[], 1.0),
    may(Role::ValidFrom, &[], 0.5),
    may(Role::ValidTo, &[], 0.5),
    may(Role::RateNote, &[], 0.0),
];

/// The fields of a kind.
#[must_use]
pub fn slots(kind: RecordKind) -> &'static [Slot] {
    match kind {
        RecordKind::Products => PRODUCTS,
        RecordKind::Orders => ORDERS,
        RecordKind::Returns => RETURNS,
        RecordKind::Stock => STOCK,
        RecordKind::StockHistory => STOCK_HISTORY,
        RecordKind::PurchaseOrders => PURCHASE_ORDERS,
        RecordKind::Suppliers => SUPPLIERS,
        RecordKind::Locations => LOCATIONS,
        RecordKind::Promotions => PROMOTIONS,
        RecordKind::Marketing => MARKETING,
        RecordKind::Stocktake => STOCKTAKE,
        RecordKind::SupplierPrices => SUPPLIER_PRICES,
        RecordKind::Bundles => BUNDLES,
        RecordKind::ExchangeRates => EXCHANGE_RATES,
        RecordKind::CostRates => COST_RATES,
    }
}

/// Roles whose presence speaks against a kind: a sheet of suppliers lists no SKUs.
#[must_use]
pub fn forbidden(kind: RecordKind) -> &'static [Role] {
    match kind {
        RecordKind::Suppliers | RecordKind::Locations => {
            &[Role::Sku, Role::OrderId, Role::Promotion]
        }
        RecordKind::Products => &[Role::OrderId, Role::PoNumber, Role::Promotion],
        RecordKind::ExchangeRates => &[Role::Sku, Role::OrderId, Role::PoNumber, Role::Quantity],
        RecordKind::Stock | RecordKind::Marketing => &[Role::OrderId, Role::PoNumber],
        RecordKind::Orders => &[Role::PoNumber, Role::ReturnedOn],
        RecordKind::PurchaseOrders => &[Role::CustomerId, Role::Channel, Role::Personal],
        _ => &[],
    }
}
