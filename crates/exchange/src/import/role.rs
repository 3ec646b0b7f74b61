//! What a column of a sheet can mean.

use serde::{Deserialize, Serialize};

macro_rules! roles {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)+) => {
        /// Meaning of a column. The words are the English column names of the app's templates
        /// where a template has the column; a role can serve several kinds (`quantity` of an
        /// order line, of a return, of a purchase order line).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Role { $($(#[$doc])* $variant),+ }

        impl Role {
            /// Every role, in the order of declaration.
            pub const ALL: &'static [Role] = &[$(Role::$variant),+];

            /// The word as mappings, templates and the command line write it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Role::$variant => $word),+ }
            }

            /// The role of a word; `None` for any other text.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Role> {
                match word { $($word => Some(Role::$variant),)+ _ => None }
            }
        }
    };
}

roles! {
    /// Stock keeping unit.
    Sku = "sku",
    /// What people call the product.
    Name = "name",
    /// One option of a variant; several columns may carry it.
    Options = "options",
    /// Category.
    Category = "category",
    /// Supplier's name.
    Supplier = "supplier",
    /// Purchase cost of one unit.
    UnitCost = "unit_cost",
    /// Currency of the purchase cost.
    CostCurrency = "cost_currency",
    /// Selling price in a catalogue.
    Price = "price",
    /// Currency of the selling price.
    PriceCurrency = "price_currency",
    /// Days from order to receipt.
    LeadTimeDays = "lead_time_days",
    /// Standard deviation of that.
    LeadTimeSdDays = "lead_time_sd_days",
    /// Least quantity sold.
    Moq = "moq",
    /// Units a carton.
    PackSize = "pack_size",
    /// Carton length, cm.
    CartonLengthCm = "carton_length_cm",
    /// Carton width, cm.
    CartonWidthCm = "carton_width_cm",
    /// Carton height, cm.
    CartonHeightCm = "carton_height_cm",
    /// Gross weight of a full carton, kg.
    CartonWeightKg = "carton_weight_kg",
    /// Harmonised System code.
    HsCode = "hs_code",
    /// Country of origin.
    OriginCountry = "origin_country",
    /// Barcode.
    Barcode = "barcode",
    /// File name or address of a picture.
    Image = "image",
    /// First day on sale.
    LaunchedOn = "launched_on",
    /// SKU whose history stands in.
    LikeSku = "like_sku",
    /// Order number.
    OrderId = "order_id",
    /// Line number given by the system.
    LineId = "line_id",
    /// Moment of the order.
    OrderedAt = "ordered_at",
    /// Units of the line.
    Quantity = "quantity",
    /// Units of the line that were cancelled before they left.
    CancelledQuantity = "cancelled_quantity",
    /// Whether the order only tried the shop out.
    TestOrder = "test_order",
    /// Price of one unit on an order line.
    UnitPrice = "unit_price",
    /// Price of the whole line; divided by the quantity.
    LineTotal = "line_total",
    /// Currency of the line.
    Currency = "currency",
    /// Amount off the line, or share off in a promotion.
    Discount = "discount",
    /// Buyer's country, or the country of a location.
    Country = "country",
    /// Warehouse.
    Location = "location",
    /// Where it was sold.
    Channel = "channel",
    /// Customer number or e-mail; the store hashes it.
    CustomerId = "customer_id",
    /// State of the line.
    Status = "status",
    /// State of the payment, where it stands apart (Shopify).
    PaymentStatus = "payment_status",
    /// State of the shipment, where it stands apart (Shopify).
    FulfilmentStatus = "fulfilment_status",
    /// Whether or when the order was cancelled.
    Cancelled = "cancelled",
    /// Moment it left.
    ShippedAt = "shipped_at",
    /// Moment it arrived.
    DeliveredAt = "delivered_at",
    /// Day the goods came back.
    ReturnedOn = "returned_on",
    /// Whether they can be sold again.
    Resellable = "resellable",
    /// Units there.
    OnHand = "on_hand",
    /// Units there and not allocated; used where no on hand is given.
    Available = "available",
    /// Morning of the count.
    AsOf = "as_of",
    /// A day whose meaning follows from the kind of the sheet.
    Date = "date",
    /// The year of a week whose number stands in another column.
    Year = "year",
    /// Whether the day kept stock to its end.
    InStock = "in_stock",
    /// Purchase order number.
    PoNumber = "po_number",
    /// Day of the purchase order.
    OrderedOn = "ordered_on",
    /// Day promised.
    ExpectedOn = "expected_on",
    /// Day received.
    ReceivedOn = "received_on",
    /// Units received so far.
    ReceivedQuantity = "received_quantity",
    /// What came in parts: `2026-03-26 20; 2026-04-02 25`.
    Receipts = "receipts",
    /// How the goods travel.
    Transport = "transport",
    /// Days between two orders.
    ReviewDays = "review_days",
    /// Least money an order must come to.
    MinOrderValue = "min_order_value",
    /// First day of a supplier's closure.
    ClosedFrom = "closed_from",
    /// Last day of it.
    ClosedTo = "closed_to",
    /// How to reach a supplier.
    Contact = "contact",
    /// Payment terms of a supplier.
    PaymentTerms = "payment_terms",
    /// Most volume of one order, m³.
    MaxCbm = "max_cbm",
    /// Days from receipt after which goods can no longer be sold.
    ShelfLifeDays = "shelf_life_days",
    /// Least units of an order at a price.
    MinQuantity = "min_quantity",
    /// Freight of one unit.
    FreightPerUnit = "freight_per_unit",
    /// SKU of a bundle.
    BundleSku = "bundle_sku",
    /// SKU of a part of a bundle.
    ComponentSku = "component_sku",
    /// What a cost of bringing goods in is for.
    CostKind = "cost_kind",
    /// Name of its layer, such as a tariff programme.
    Programme = "programme",
    /// What it is counted by.
    CostBasis = "cost_basis",
    /// The rate itself.
    CostRate = "cost_rate",
    /// Country the goods come from.
    FromCountry = "from_country",
    /// Country they go to.
    ToCountry = "to_country",
    /// Whether it is paid back.
    Recoverable = "recoverable",
    /// First day a rate holds.
    ValidFrom = "valid_from",
    /// Last day it holds.
    ValidTo = "valid_to",
    /// Where a rate comes from.
    RateNote = "rate_note",
    /// Who runs a location.
    LocationType = "type",
    /// Countries a location serves.
    Serves = "serves",
    /// Storage cost of a cubic metre a month.
    StorageCost = "storage_cost_per_m3_month",
    /// Name of a promotion.
    Promotion = "promotion",
    /// First day of it.
    StartsOn = "starts_on",
    /// Last day of it.
    EndsOn = "ends_on",
    /// Click-through rate.
    Ctr = "ctr",
    /// Conversion rate.
    Cvr = "cvr",
    /// Whether there is a video.
    HasVideo = "has_video",
    /// Number of reviews.
    Reviews = "reviews",
    /// Mean rating.
    Rating = "rating",
    /// Units counted in a stocktake.
    Counted = "counted",
    /// Morning of the stocktake.
    CountedOn = "counted_on",
    /// What one unit of a currency is worth in the shop's own.
    Rate = "rate",
    /// Key of a product's group of lines, such as Shopify's handle: tells continuation lines.
    Handle = "handle",
    /// A column that is known and has no use here, such as an ASIN: its values are no evidence.
    Other = "other",
    /// A person's name, e-mail, phone or address: recognised so that it is never carried.
    Personal = "personal",
}
