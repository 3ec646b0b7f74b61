//! The closed lists of words that files, ledger and window share.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A closed list of words: an enum whose values each stand for one text, with `ALL`, `word` and
/// `from_word`. What further traits it derives stands before its name.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word as files, database and command line write it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// The value of a word; `None` for any other text.
            #[must_use]
            pub fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

words! {
    /// What the rows of a sheet are.
    #[derive(Serialize, Deserialize, TS)]
    #[serde(rename_all = "snake_case")]
    RecordKind {
        /// The catalogue.
        Products = "products",
        /// Order lines.
        Orders = "orders",
        /// Goods that came back.
        Returns = "returns",
        /// A count of what is there now.
        Stock = "stock",
        /// What was there on past days.
        StockHistory = "stock_history",
        /// Orders at suppliers and their receipts.
        PurchaseOrders = "purchase_orders",
        /// Who sells to the shop.
        Suppliers = "suppliers",
        /// Warehouses.
        Locations = "locations",
        /// Planned and past promotions.
        Promotions = "promotions",
        /// Click-through, conversion, reviews.
        Marketing = "marketing",
        /// A count made to check the book.
        Stocktake = "stocktake",
        /// What suppliers ask for a SKU: prices by quantity, terms, freight.
        SupplierPrices = "supplier_prices",
        /// What bundles are made of.
        Bundles = "bundles",
        /// What currencies are worth, by day.
        ExchangeRates = "exchange_rates",
        /// What it costs to bring goods in: freight, insurance, duty, fees, import VAT.
        CostRates = "cost_rates",
    }
}

words! {
    /// What a cost of bringing goods in is for.
    #[derive(Serialize, Deserialize, TS)]
    #[serde(rename_all = "snake_case")]
    CostKind {
        /// Carriage.
        Freight = "freight",
        /// Insurance of the goods on the way.
        Insurance = "insurance",
        /// Customs duty: the base rate or an added programme.
        Duty = "duty",
        /// The broker who clears the goods.
        Brokerage = "brokerage",
        /// Any other fee.
        Fee = "fee",
        /// Import VAT or GST.
        Vat = "vat",
    }
}

words! {
    /// What a cost is counted by.
    #[derive(Serialize, Deserialize, TS)]
    #[serde(rename_all = "snake_case")]
    CostBasis {
        /// Money a kilogram of gross weight.
        PerKg = "per_kg",
        /// Money a cubic metre.
        PerCbm = "per_cbm",
        /// Money a carton.
        PerCarton = "per_carton",
        /// Money a unit.
        PerUnit = "per_unit",
        /// Money a shipment, shared by value.
        PerShipment = "per_shipment",
        /// Share of the price of the goods (FOB).
        GoodsPercent = "goods_percent",
        /// Share of goods, freight and insurance (CIF).
        CifPercent = "cif_percent",
    }
}

words! {
    /// State of an order line.
    #[derive(Serialize, Deserialize, TS)]
    #[serde(rename_all = "snake_case")]
    OrderStatus {
        /// Sold, not yet shipped: allocated.
        Open = "open",
        /// Left the location.
        Shipped = "shipped",
        /// Never left; not a sale.
        Cancelled = "cancelled",
        /// Shipped and paid back; what came back is a `returns` row.
        Refunded = "refunded",
    }
}

words! {
    /// Who runs a location.
    #[derive(Serialize, Deserialize, TS)]
    #[serde(rename_all = "snake_case")]
    LocationType {
        /// The seller's own warehouse.
        Own = "own",
        /// Somebody else's warehouse abroad (海外仓).
        ThirdParty = "third_party",
        /// A marketplace's warehouse such as FBA.
        Platform = "platform",
        /// Goods under way.
        Transit = "transit",
    }
}

words! {
    /// How goods travel.
    #[derive(Serialize, Deserialize, TS)]
    #[serde(rename_all = "snake_case")]
    Transport {
        /// By ship.
        Sea = "sea",
        /// By plane.
        Air = "air",
        /// By train.
        Rail = "rail",
        /// By parcel carrier.
        Express = "express",
    }
}
