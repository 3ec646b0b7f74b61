//! The queries. Each stays below 1,000 points by Shopify's rule: an object costs one, a connection
//! two and its size times what one of its objects costs, a mutation ten.

/// Who is there.
pub(super) const SHOP: &str = "query { shop { name currencyCode } }";

/// Orders, oldest change first. 30 orders of about 31 points.
pub(super) const ORDERS: &str = "query($after: String, $query: String) {
  orders(first: 30, after: $after, sortKey: UPDATED_AT, query: $query) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id name test createdAt updatedAt cancelledAt email sourceName
      displayFinancialStatus displayFulfillmentStatus
      shippingAddress { countryCodeV2 }
      fulfillments(first: 20) { createdAt status location { name } trackingInfo(first: 3) { number company } }
      fulfillmentOrders(first: 1) { nodes { assignedLocation { name } } }
      lineItems(first: 5) {
        pageInfo { hasNextPage }
        nodes {
          id sku name quantity currentQuantity unfulfilledQuantity
          originalUnitPriceSet { shopMoney { amount currencyCode } }
          discountedUnitPriceAfterAllDiscountsSet { shopMoney { amount } }
        }
      }
    }
  }
}";

/// All lines of one order.
pub(super) const LINES: &str = "query($id: ID!, $after: String) {
  order(id: $id) {
    lineItems(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id sku name quantity currentQuantity unfulfilledQuantity
        originalUnitPriceSet { shopMoney { amount currencyCode } }
        discountedUnitPriceAfterAllDiscountsSet { shopMoney { amount } }
      }
    }
  }
}";

/// What came back or was taken out of one order.
pub(super) const REFUNDS: &str = "query($id: ID!) {
  order(id: $id) {
    refunds(first: 50) {
      createdAt
      refundLineItems(first: 100) { nodes { quantity restockType lineItem { id } location { name } } }
    }
  }
}";

/// Variants.
pub(super) const VARIANTS: &str = "query($after: String, $query: String) {
  shop { currencyCode }
  productVariants(first: 200, after: $after, query: $query, sortKey: ID) {
    pageInfo { hasNextPage endCursor }
    nodes {
      sku displayName price barcode updatedAt selectedOptions { name value }
      inventoryItem { unitCost { amount currencyCode } harmonizedSystemCode countryCodeOfOrigin }
      product { title productType vendor createdAt hasOnlyDefaultVariant }
    }
  }
}";

/// Stock by location.
pub(super) const STOCK: &str = "query($after: String) {
  inventoryItems(first: 24, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      sku tracked variant { displayName }
      inventoryLevels(first: 12) {
        nodes { location { name } quantities(names: [\"on_hand\", \"available\"]) { name quantity } }
      }
    }
  }
}";

/// Locations.
pub(super) const LOCATIONS: &str = "query($after: String) {
  locations(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { name address { countryCode } }
  }
}";

/// Ids and quantities of a SKU.
pub(super) const LEVELS: &str = "query($query: String) {
  inventoryItems(first: 5, query: $query) {
    nodes {
      id sku
      inventoryLevels(first: 50) {
        nodes { location { id name } quantities(names: [\"available\"]) { name quantity } }
      }
    }
  }
}";

/// Writes quantities, each only while it is what was read.
pub(super) const SET_QUANTITIES: &str =
    "mutation($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id }
    userErrors { field message code }
  }
}";

/// What is left to fulfil, and what was fulfilled.
pub(super) const TO_FULFIL: &str = "query($id: ID!) {
  order(id: $id) {
    fulfillments(first: 50) { id trackingInfo(first: 10) { number } }
    fulfillmentOrders(first: 10) {
      nodes {
        id status
        lineItems(first: 50) { nodes { id sku remainingQuantity lineItem { name } } }
      }
    }
  }
}";

/// Tells a fulfilment.
pub(super) const FULFIL: &str = "mutation($fulfillment: FulfillmentInput!) {
  fulfillmentCreate(fulfillment: $fulfillment) {
    fulfillment { id }
    userErrors { field message }
  }
}";

/// Where an order goes.
pub(super) const DESTINATION: &str = "query($id: ID!) {
  order(id: $id) {
    email
    shippingAddress {
      name address1 address2 city provinceCode zip countryCodeV2 phone
    }
  }
}";
