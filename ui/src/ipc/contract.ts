// Generated from crates/engine/src/contract by `npm run bindings`. Not to be edited.

export type Alert = { 
/**
 * Rule that fired: `slow_low_sales`, `slow_old_lot`, `slow_not_promoted`,
 * `below_reorder_point`, `below_minimum`, `order_overdue`, `stockout_before_arrival`.
 */
rule: string, 
/**
 * SKU.
 */
sku: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Location.
 */
location: string, 
/**
 * Money at stake in base currency, decimal text.
 */
value_at_cost: string, 
/**
 * Numbers of the rule's sentence (`alert.<rule>`).
 */
params: Record<string, string | number | boolean | null>, 
/**
 * What can be done, best first (`alert.action_<code>`).
 */
actions: Array<Coded>, };

export type Alerts = { 
/**
 * The morning.
 */
as_of: string, 
/**
 * Base currency.
 */
currency: string, 
/**
 * Most money first.
 */
alerts: Array<Alert>, };

export type Arithmetic = { 
/**
 * Mean demand of the protection interval at today's level, before season and promotion.
 */
base_demand: number, 
/**
 * What the season adds or takes.
 */
season: number, 
/**
 * What planned promotions add.
 */
promotion: number, 
/**
 * Target − mean demand.
 */
safety_stock: number, 
/**
 * Order-up-to level.
 */
target: number, 
/**
 * Units on hand less allocated.
 */
available: number, 
/**
 * Units on order that arrive within the interval.
 */
on_order: number, 
/**
 * Above zero: what available and on order exceed the target by. Below: demand that will be
 * lost before the goods arrive, which no order placed now can serve.
 */
surplus: number, 
/**
 * What is missing: target − available − on order + surplus, at least 0.
 */
need: number, 
/**
 * What MOQ and full packs add.
 */
rounding: number, 
/**
 * What the budget or the supplier's minimum took or added.
 */
budget: number, 
/**
 * Units to order.
 */
order: number, 
/**
 * Lead time + review period, days.
 */
protection_days: number, 
/**
 * Mean lead time.
 */
lead_time_days: number, 
/**
 * Its standard deviation.
 */
lead_time_sd_days: number, 
/**
 * Review period.
 */
review_days: number, 
/**
 * Mean demand a day over the interval.
 */
daily_demand: number, 
/**
 * Critical ratio.
 */
critical_ratio: number, 
/**
 * Cost of one unit short, base currency.
 */
underage: number, 
/**
 * Cost of one unit too many, base currency.
 */
overage: number, 
/**
 * Quantiles of the interval's demand: 5, 50, 80, 95 %.
 */
demand_quantiles: [number, number, number, number], };

export type AsOfRequest = { 
/**
 * The morning; without it the workspace's own `as_of`.
 */
as_of?: string, };

export type Batch = { 
/**
 * Number of the batch; null for a dry run or a sheet that could not be read.
 */
id: number | null, 
/**
 * File name without its folder.
 */
file: string, 
/**
 * Sheet of a workbook, or file inside a zip.
 */
sheet: string | null, 
/**
 * System that wrote it: `template`, `shopify`, `generic` …; null where it could not be read.
 */
system: string | null, 
/**
 * What the rows are; null where that could not be found.
 */
kind: string | null, 
/**
 * Data rows; `rows` = `accepted` + `unchanged` + `rejected`.
 */
rows: number, 
/**
 * Rows that are new or changed something.
 */
accepted: number, 
/**
 * Rows left out.
 */
rejected: number, 
/**
 * Rows known already.
 */
unchanged: number, 
/**
 * The first problems (at most 1,000), rejecting ones first.
 */
problems: Array<BatchProblem>, 
/**
 * How many problems there are.
 */
problem_count: number, 
/**
 * What was noticed on the whole: adjustments booked, products made, shortages.
 */
notes: Array<Coded>, 
/**
 * Columns and how they were understood.
 */
columns: Array<ColumnRead>, 
/**
 * Why the whole sheet was refused.
 */
failure: Coded | null, 
/**
 * When it was imported, RFC 3339.
 */
imported_at: string, 
/**
 * Taken back.
 */
undone: boolean, };

export type BatchProblem = { 
/**
 * Row of the sheet, the first line being 1; 0 = the whole sheet.
 */
row: number, 
/**
 * Header of the column.
 */
column: string | null, 
/**
 * Stable code.
 */
code: string, 
/**
 * Blanks of the sentence.
 */
params: Record<string, string | number | boolean | null>, 
/**
 * Whether the row was left out.
 */
rejects: boolean, 
/**
 * The sentence in the command line's language; empty in the window, which has its own.
 */
message: string, };

export type BatchRequest = { 
/**
 * Its number.
 */
batch: number, };

export type BudgetStep = { 
/**
 * Money spent before this step, base currency.
 */
spent: number, 
/**
 * Expected profit of one unit of money spent next.
 */
rate: number, };

export type CheckReport = { 
/**
 * Every check holds.
 */
ok: boolean, 
/**
 * One entry a check.
 */
checks: Array<CheckResult>, };

export type CheckResult = { 
/**
 * What was checked: `file`, `ledger`, `balances`, `series` …
 */
name: string, 
/**
 * Whether it holds.
 */
ok: boolean, 
/**
 * How many things were compared.
 */
compared: number, 
/**
 * What differs, at most ten.
 */
differences: Array<string>, };

export type Coded = { 
/**
 * Stable code in snake case.
 */
code: string, 
/**
 * Blanks of the sentence: texts and numbers.
 */
params: Record<string, string | number | boolean | null>, };

export type ColumnRead = { 
/**
 * Header as written.
 */
header: string, 
/**
 * Template column it was read as; null where it was left out.
 */
role: string | null, 
/**
 * Why: `header`, `values`, `mapping`.
 */
evidence: string, };

export type DemoLoaded = { 
/**
 * The day on which the demo's plan makes sense.
 */
as_of: string, 
/**
 * SKUs.
 */
skus: number, 
/**
 * Orders.
 */
orders: number, };

export type ExchangeRate = { 
/**
 * Currency.
 */
currency: string, 
/**
 * First day it holds.
 */
day: string, 
/**
 * Units of base currency, decimal text.
 */
rate: string, };

export type ExchangeRates = { 
/**
 * Sorted by currency and day.
 */
rates: Array<ExchangeRate>, 
/**
 * Currencies in the data without any rate: what they price is left out of sums.
 */
missing: Array<string>, };

export type ExplainRequest = { 
/**
 * The morning; without it the workspace's own.
 */
as_of?: string, 
/**
 * SKU.
 */
sku: string, 
/**
 * Location.
 */
location: string, };

export type Explanation = { 
/**
 * One entry a change.
 */
sensitivities: Array<Sensitivity>, };

export type ExportPlanRequest = { 
/**
 * The morning; without it the workspace's own.
 */
as_of?: string, 
/**
 * The budget the plan is made under.
 */
budget?: string, 
/**
 * Folder to write into; made where it is not there.
 */
out: string, 
/**
 * Language of the workbooks.
 */
lang: Language, 
/**
 * One supplier only.
 */
supplier?: string, };

export type FileRequest = { 
/**
 * Its path.
 */
file: string, };

export type FileWritten = { 
/**
 * Its whole path.
 */
file: string, };

export type FilesWritten = { 
/**
 * Their whole paths.
 */
files: Array<string>, };

export type ForecastReport = { 
/**
 * The morning.
 */
as_of: string, 
/**
 * Days ahead.
 */
horizon: number, 
/**
 * One entry a SKU and location.
 */
series: Array<ForecastSeries>, };

export type ForecastRequest = { 
/**
 * The morning; without it the workspace's own.
 */
as_of?: string, 
/**
 * One SKU only.
 */
sku?: string, 
/**
 * One location only.
 */
location?: string, 
/**
 * Days ahead, 1–730.
 */
horizon: number, };

export type ForecastSeries = { 
/**
 * SKU.
 */
sku: string, 
/**
 * Location.
 */
location: string, 
/**
 * Method used (`demand.method_<code>`).
 */
method: string, 
/**
 * Mean of the sum over the horizon.
 */
mean: number, 
/**
 * Quantiles of the sum: `0.05`, `0.5`, `0.8`, `0.9`, `0.95`, `0.98`.
 */
quantiles: { [key in string]: number }, 
/**
 * Mean of each day.
 */
daily: Array<number>, };

export type ImportHistory = { 
/**
 * Without their problems; ask for one batch to see them.
 */
batches: Array<Batch>, };

export type ImportReport = { 
/**
 * One entry a sheet, in the order of the files.
 */
batches: Array<Batch>, 
/**
 * Seconds it took.
 */
seconds: number, };

export type ImportRequest = { 
/**
 * Files, folders or zips.
 */
paths: Array<string>, 
/**
 * Overrules the kind found, one of the template kinds.
 */
kind?: string, 
/**
 * Overrules the system found.
 */
system?: string, 
/**
 * Reads and reports, writes nothing.
 */
dry_run: boolean, 
/**
 * The morning on which undated counts were taken; without it, today.
 */
as_of?: string, };

export type Indicator = { 
/**
 * `stock_value`, `turnover`, `days_of_inventory`, `stockout_rate`, `sell_through_rate`,
 * `dead_stock_share`, `active_sku_share`, `gmroi`.
 */
name: string, 
/**
 * Value of the last 28 days (for `stock_value` and `dead_stock_share`: today); null where it
 * is undefined.
 */
value: number | null, 
/**
 * The same, 28 days before.
 */
previous: number | null, 
/**
 * Whether more is better: decides the colour of a change; null where neither is.
 */
more_is_better: boolean | null, 
/**
 * One value a week, oldest first, at most 26; null where undefined.
 */
trend: Array<number | null>, 
/**
 * Last day of each trend value.
 */
trend_days: string[], };

export type Language = "zh" | "en";

export type MetricsBy = "sku" | "location" | "category" | "supplier" | "market";

export type MetricsReport = { 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, 
/**
 * Base currency.
 */
currency: string, 
/**
 * Definition of the sell-through rate in use.
 */
sell_through_definition: string, 
/**
 * One row a key, most revenue first.
 */
rows: Array<MetricsRow>, 
/**
 * The whole shop.
 */
total: MetricsRow, 
/**
 * Currencies without a rate, left out of the sums.
 */
missing_rates: Array<string>, };

export type MetricsRequest = { 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, 
/**
 * What the rows are split by.
 */
by: MetricsBy, };

export type MetricsRow = { 
/**
 * SKU, location, category, supplier or country; empty text where none is known; `total`.
 */
key: string, 
/**
 * Its name, for SKUs.
 */
name: string | null, 
/**
 * Order lines.
 */
order_lines: number, 
/**
 * Units sold, cancelled lines left out.
 */
units_sold: number, 
/**
 * Units taken back: returns and credit lines.
 */
units_returned: number, 
/**
 * Sold − taken back.
 */
units_net: number, 
/**
 * Net revenue in base currency, decimal text.
 */
revenue: string, 
/**
 * Cost of goods sold in base currency, decimal text; null where no cost is known.
 */
cost_of_goods: string | null, 
/**
 * Revenue − cost of goods of the lines whose cost is known.
 */
gross_margin: string | null, 
/**
 * Units received from suppliers.
 */
units_received: number | null, 
/**
 * Units on hand at the end.
 */
on_hand_end: number | null, 
/**
 * Mean daily stock value at cost, base currency.
 */
mean_stock_value: number | null, 
/**
 * Stock value at the end.
 */
end_stock_value: number | null, 
/**
 * Inventory turnover a year.
 */
turnover: number | null, 
/**
 * 365 ÷ turnover.
 */
days_of_inventory: number | null, 
/**
 * By the workspace's definition.
 */
sell_through_rate: number | null, 
/**
 * Days out ÷ days on sale.
 */
stockout_rate: number | null, 
/**
 * Days out of stock.
 */
stockout_days: number | null, 
/**
 * Cost of slow stock ÷ cost of all stock, at the end.
 */
dead_stock_share: number | null, 
/**
 * SKUs that sold ÷ SKUs that had stock.
 */
active_sku_share: number | null, 
/**
 * Gross margin return on inventory.
 */
gmroi: number | null, 
/**
 * Orders shipped whole ÷ orders.
 */
order_fill: number | null, 
/**
 * Counted lines that match the book ÷ counted lines.
 */
stock_accuracy: number | null, };

export type MetricsTrend = { 
/**
 * Base currency.
 */
currency: string, 
/**
 * Last day of each point.
 */
days: string[], 
/**
 * One row a point, keyed by its last day.
 */
points: Array<MetricsRow>, };

export type MinimumRequest = { 
/**
 * SKU.
 */
sku: string, 
/**
 * Location.
 */
location: string, 
/**
 * Units; null takes the minimum away.
 */
minimum: number | null, };

export type Nothing = Record<symbol, never>;

export type Overview = { 
/**
 * The morning it describes.
 */
as_of: string, 
/**
 * Base currency of every amount.
 */
currency: string, 
/**
 * What needs a decision, most money first; at most 50.
 */
alerts: Array<Alert>, 
/**
 * How many stocks (SKU and location) need a decision.
 */
alert_count: number, 
/**
 * Money at stake in them, each stock once at its highest, decimal text.
 */
alert_value: string, 
/**
 * What the plan buys, by supplier, earliest `order_by` first.
 */
buys: Array<SupplierBuy>, 
/**
 * Sum of the plan, decimal text.
 */
buy_total: string, 
/**
 * Indicators in the order shown.
 */
indicators: Array<Indicator>, 
/**
 * Stock value of the last 26 weeks, one value a week, then today.
 */
stock_value: Array<StockValuePoint>, 
/**
 * Value of what the plan expects to be there, week by week for 16 weeks: median and the
 * 10 % and 90 % ends.
 */
stock_value_expected: Array<StockValueExpected>, };

export type Plan = { 
/**
 * The morning.
 */
as_of: string, 
/**
 * Base currency.
 */
currency: string, 
/**
 * Lines, grouped by supplier, most expected profit first.
 */
lines: Array<PlanLine>, 
/**
 * Transfers proposed before purchases.
 */
transfers: Array<TransferLine>, 
/**
 * Suppliers, earliest `order_by` first.
 */
suppliers: Array<PlanSupplier>, 
/**
 * Sum of all lines in base currency, decimal text.
 */
total_cost: string, 
/**
 * Sum of what the plan would buy without a budget.
 */
total_unlimited: string, 
/**
 * Expected profit of all lines, decimal text.
 */
expected_profit: string, 
/**
 * The 10 % and 90 % ends of that profit.
 */
profit_range: [number, number] | null, 
/**
 * Lines that will run out before the goods arrive.
 */
lines_out_before_arrival: number, 
/**
 * Budget used, decimal text; null without one.
 */
budget: string | null, 
/**
 * The budget curve, falling.
 */
curve: Array<BudgetStep>, 
/**
 * SKUs that cannot be planned in money, with the reason (`no_price`, `no_cost` …).
 */
warnings: Array<Coded>, };

export type PlanEdit = { 
/**
 * The morning of the plan; without it the workspace's own.
 */
as_of?: string, 
/**
 * The budget the plan is shown under.
 */
budget?: string, 
/**
 * SKU.
 */
sku: string, 
/**
 * Location.
 */
location: string, 
/**
 * Units; null gives the line back to the plan.
 */
quantity?: number | null, 
/**
 * Keep the quantity when the budget moves.
 */
locked?: boolean, 
/**
 * Leave the line out, with a reason; null takes it back in.
 */
skipped?: string | null, 
/**
 * Note for the supplier.
 */
note?: string, };

export type PlanLine = { 
/**
 * SKU.
 */
sku: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Location.
 */
location: string, 
/**
 * Supplier; empty where none is known.
 */
supplier: string, 
/**
 * Units to order now: the seller's own figure where he set one.
 */
quantity: number, 
/**
 * Units the plan proposes.
 */
proposed: number, 
/**
 * Units the plan would propose without a budget.
 */
unlimited: number, 
/**
 * Least order.
 */
moq: number, 
/**
 * Units a carton.
 */
pack_size: number, 
/**
 * Cartons.
 */
cartons: number, 
/**
 * Volume, m³; null where carton measures are missing.
 */
cbm: number | null, 
/**
 * Gross weight, kg.
 */
weight_kg: number | null, 
/**
 * Purchase cost of one unit, decimal text; null where unknown.
 */
unit_cost: string | null, 
/**
 * Its currency.
 */
currency: string | null, 
/**
 * Sum of the line in its currency.
 */
amount: string | null, 
/**
 * Sum of the line in base currency.
 */
amount_base: string | null, 
/**
 * Latest safe day to order.
 */
order_by: string, 
/**
 * Day the goods are expected.
 */
expected_on: string, 
/**
 * Units on hand.
 */
on_hand: number, 
/**
 * Sold, not shipped.
 */
allocated: number, 
/**
 * Ordered, not received.
 */
on_order: number, 
/**
 * Inventory position at which to order.
 */
reorder_point: number, 
/**
 * Order-up-to level.
 */
target: number, 
/**
 * Days the position lasts now; null = over a year.
 */
days_before: number | null, 
/**
 * Days it lasts with the order.
 */
days_after: number | null, 
/**
 * Day the stock runs out on the median forecast, before this order arrives.
 */
stockout_on: string | null, 
/**
 * Expected profit of ordering against not ordering, decimal text in base currency; null where
 * price or cost is unknown.
 */
expected_profit: string | null, 
/**
 * Why, most telling first (`reason.<code>`).
 */
reasons: Array<Coded>, 
/**
 * The arithmetic.
 */
arithmetic: Arithmetic, 
/**
 * Method of the forecast.
 */
method: string, 
/**
 * The seller set the quantity.
 */
edited: boolean, 
/**
 * The quantity stays when the budget moves.
 */
locked: boolean, 
/**
 * Left out by the seller, with his reason.
 */
skipped: string | null, 
/**
 * The seller's note, printed on the supplier's order.
 */
note: string, };

export type PlanRequest = { 
/**
 * The morning; without it the workspace's own.
 */
as_of?: string, 
/**
 * Money to spend in base currency, decimal text; without it no limit.
 */
budget?: string, };

export type PlanSupplier = { 
/**
 * Supplier; empty where none is known.
 */
supplier: string, 
/**
 * Lines with a quantity.
 */
lines: number, 
/**
 * Units.
 */
units: number, 
/**
 * Sum in base currency.
 */
cost: string, 
/**
 * Sum in the supplier's currency, where all lines share one.
 */
cost_foreign: string | null, 
/**
 * That currency.
 */
currency: string | null, 
/**
 * Earliest `order_by` of its lines.
 */
order_by: string | null, 
/**
 * Mean lead time.
 */
lead_time_days: number, 
/**
 * Its standard deviation.
 */
lead_time_sd_days: number, 
/**
 * Volume of the lines whose cartons are known, m³.
 */
cbm: number, 
/**
 * Weight of the same, kg.
 */
weight_kg: number, 
/**
 * Least money of an order in the supplier's currency.
 */
min_order_value: string | null, 
/**
 * Money left unspent by the budget's cut, base currency.
 */
held_back: string, 
/**
 * Lines the cut left out.
 */
lines_held_back: number, };

export type Progress = { 
/**
 * What is being done: `import`, `plan`, `export` …
 */
stage: string, 
/**
 * File or supplier in work.
 */
subject: string, 
/**
 * Done so far, in the unit of `total`.
 */
done: number, 
/**
 * Whole size; 0 where unknown.
 */
total: number, };

export type Sensitivity = { 
/**
 * `lead_time_plus_one_day`, `price_plus_ten_percent`, `one_more_pack` …
 */
change: string, 
/**
 * Units the line would order.
 */
quantity: number, 
/**
 * Change of the expected profit, base currency.
 */
profit_change: number, };

export type SetRequest = { 
/**
 * A key of the settings.
 */
key: string, 
/**
 * The new value, as text.
 */
value: string, };

export type Settings = { 
/**
 * Every key with its value or default.
 */
settings: { [key in string]: string }, };

export type SkuDetail = { 
/**
 * The morning.
 */
as_of: string, 
/**
 * Base currency.
 */
currency: string, 
/**
 * The row of the stock table for each location asked for.
 */
rows: Array<StockRow>, 
/**
 * Locations that have, had or await it.
 */
locations: Array<string>, 
/**
 * Selling price in base currency.
 */
price: number | null, 
/**
 * Purchase cost as the supplier writes it, decimal text.
 */
unit_cost: string | null, 
/**
 * Its currency.
 */
cost_currency: string | null, 
/**
 * Least order.
 */
moq: number | null, 
/**
 * Units a carton.
 */
pack_size: number | null, 
/**
 * Lead time used: mean days.
 */
lead_time_days: number, 
/**
 * Its standard deviation.
 */
lead_time_sd_days: number, 
/**
 * The last 52 weeks, oldest first.
 */
weeks: Array<SkuWeek>, 
/**
 * The next 16 weeks.
 */
forecast_weeks: Array<SkuForecastWeek>, 
/**
 * The forecast over the protection interval.
 */
forecast: Array<ForecastSeries>, 
/**
 * Lots, oldest first.
 */
lots: Array<SkuLot>, 
/**
 * The last 200 movements, newest first.
 */
movements: Array<SkuMovement>, 
/**
 * Open orders.
 */
open_orders: Array<SkuOpenOrder>, 
/**
 * Lead times seen, oldest first.
 */
lead_times: Array<SkuLeadTime>, 
/**
 * Where it sold, most first.
 */
markets: Array<SkuMarket>, };

export type SkuForecastWeek = { 
/**
 * Its first day.
 */
day: string, 
/**
 * Quantiles of the week's demand: 2.5, 10, 25, 50, 75, 90, 97.5 %.
 */
demand: [number, number, number, number, number, number, number], 
/**
 * The same quantiles of the stock at its end, open orders and the plan's order included.
 */
stock: [number, number, number, number, number, number, number], };

export type SkuLeadTime = { 
/**
 * Purchase order.
 */
po_number: string, 
/**
 * Day ordered.
 */
ordered_on: string, 
/**
 * Days to receipt.
 */
days: number, };

export type SkuLot = { 
/**
 * Document that brought it.
 */
source: string, 
/**
 * Location.
 */
location: string, 
/**
 * Day received.
 */
received_on: string, 
/**
 * Units left.
 */
quantity: number, 
/**
 * Days since.
 */
age: number, };

export type SkuMarket = { 
/**
 * Country.
 */
market: string, 
/**
 * Units sold in the last 90 days.
 */
sold: number, };

export type SkuMovement = { 
/**
 * Day.
 */
day: string, 
/**
 * Kind, a word of the glossary.
 */
kind: string, 
/**
 * Signed units.
 */
quantity: number, 
/**
 * Location.
 */
location: string, 
/**
 * Document and line it came from.
 */
source: string, 
/**
 * Batch that booked it.
 */
batch: number, 
/**
 * Whether it takes back an earlier movement.
 */
reverses: boolean, };

export type SkuOpenOrder = { 
/**
 * Purchase order number.
 */
po_number: string, 
/**
 * Supplier.
 */
supplier: string, 
/**
 * Location it goes to.
 */
location: string, 
/**
 * Units still to come.
 */
quantity: number, 
/**
 * Day ordered.
 */
ordered_on: string, 
/**
 * Day it is expected now.
 */
expected_on: string, 
/**
 * Past the day promised.
 */
late: boolean, };

export type SkuRequest = { 
/**
 * SKU.
 */
sku: string, 
/**
 * Location; without it all locations together.
 */
location?: string, 
/**
 * The morning; without it the workspace's own.
 */
as_of?: string, };

export type SkuWeek = { 
/**
 * Its first day.
 */
day: string, 
/**
 * Units sold.
 */
sold: number, 
/**
 * Days out of stock, 0–7; null where stock is unknown.
 */
days_out: number | null, 
/**
 * Units on hand at its end; null where unknown.
 */
on_hand: number | null, 
/**
 * Promotion that ran in it.
 */
promotion: string | null, };

export type StockRow = { 
/**
 * SKU.
 */
sku: string, 
/**
 * Its name; the SKU where it has none.
 */
name: string, 
/**
 * Category, empty where none.
 */
category: string, 
/**
 * Supplier, empty where none.
 */
supplier: string, 
/**
 * Barcode, empty where none.
 */
barcode: string, 
/**
 * Location.
 */
location: string, 
/**
 * Units on hand this morning; 0 where no count is known.
 */
on_hand: number, 
/**
 * Whether a count is known.
 */
counted: boolean, 
/**
 * Sold, not yet shipped.
 */
allocated: number, 
/**
 * On hand − allocated.
 */
available: number, 
/**
 * Ordered, not yet received.
 */
on_order: number, 
/**
 * Inventory position at which to order.
 */
reorder_point: number, 
/**
 * Order-up-to level.
 */
target: number, 
/**
 * Days until the projected stock is empty on the median forecast; null = not within a year.
 */
days_of_supply: number | null, 
/**
 * Mean units a day expected now.
 */
daily_demand: number, 
/**
 * Units sold in each of the last 13 weeks, oldest first.
 */
weeks: number[], 
/**
 * Share of each of those weeks in which the stock was out, 0–1.
 */
weeks_out: Array<number>, 
/**
 * Days since the oldest unit was received.
 */
stock_age: number | null, 
/**
 * Value of what is on hand at cost in base currency; null where no cost is known.
 */
value_at_cost: number | null, 
/**
 * `out`, `will_run_out`, `reorder`, `slow`, `ok`, `unknown`, `idle` (no stock, no sales).
 */
status: string, 
/**
 * Picture beside the workspace, where there is one.
 */
image: string | null, };

export type StockTable = { 
/**
 * The morning.
 */
as_of: string, 
/**
 * Base currency.
 */
currency: string, 
/**
 * Every SKU at every location that has, had or awaits it.
 */
rows: Array<StockRow>, };

export type StockValueExpected = { 
/**
 * The day.
 */
day: string, 
/**
 * Middle.
 */
median: number, 
/**
 * One in ten is lower.
 */
low: number, 
/**
 * One in ten is higher.
 */
high: number, };

export type StockValuePoint = { 
/**
 * The day.
 */
day: string, 
/**
 * Base currency.
 */
value: number, };

export type SupplierBuy = { 
/**
 * Supplier; empty text where none is known.
 */
supplier: string, 
/**
 * Lines.
 */
lines: number, 
/**
 * Units.
 */
units: number, 
/**
 * Sum in base currency, decimal text.
 */
cost: string, 
/**
 * Sum in the supplier's currency where all lines share one.
 */
cost_foreign: string | null, 
/**
 * That currency.
 */
currency: string | null, 
/**
 * Latest safe day to order.
 */
order_by: string, };

export type TemplateRequest = { 
/**
 * What its rows are.
 */
kind: string, 
/**
 * Where to write it.
 */
file: string, 
/**
 * Language of headers and notes.
 */
lang: Language, };

export type TransferLine = { 
/**
 * SKU.
 */
sku: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Location with too many.
 */
from: string, 
/**
 * Location in need.
 */
to: string, 
/**
 * Units.
 */
quantity: number, 
/**
 * Purchase saved, base currency, decimal text.
 */
saves: string, 
/**
 * Why.
 */
reasons: Array<Coded>, };

export type TrendRequest = { 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, 
/**
 * Days a point covers, 1–365.
 */
step_days: number, };

export type Undone = { 
/**
 * The batch.
 */
batch: number, 
/**
 * Rows taken back.
 */
removed: number, };

export type WorkspaceStatus = { 
/**
 * Version of the app.
 */
version: string, 
/**
 * Where the workspace's file lies.
 */
path: string, 
/**
 * Its size.
 */
size_bytes: number, 
/**
 * Nothing has been imported yet.
 */
empty: boolean, 
/**
 * Base currency.
 */
base_currency: string, 
/**
 * The morning on which all known data lies in the past: the pages' `as_of` unless another is
 * asked for.
 */
as_of: string, 
/**
 * The last day with data; none in an empty workspace.
 */
data_until: string | null, 
/**
 * The first day with data.
 */
data_from: string | null, 
/**
 * SKUs in the catalogue.
 */
skus: number, 
/**
 * Customer orders.
 */
orders: number, 
/**
 * Locations.
 */
locations: Array<string>, 
/**
 * Whether a stock count is known; without one the plan takes every stock for 0.
 */
stock_known: boolean, };

export interface Commands {
  workspace_status: { request: Nothing; response: WorkspaceStatus };
  settings_get: { request: Nothing; response: Settings };
  settings_set: { request: SetRequest; response: Settings };
  rates_list: { request: Nothing; response: ExchangeRates };
  rate_set: { request: ExchangeRate; response: ExchangeRates };
  minimum_set: { request: MinimumRequest; response: Nothing };
  demo_load: { request: Nothing; response: DemoLoaded };
  import_files: { request: ImportRequest; response: ImportReport };
  import_history: { request: Nothing; response: ImportHistory };
  import_batch: { request: BatchRequest; response: Batch };
  import_undo: { request: BatchRequest; response: Undone };
  cancel: { request: Nothing; response: Nothing };
  overview: { request: AsOfRequest; response: Overview };
  alerts: { request: AsOfRequest; response: Alerts };
  stock_list: { request: AsOfRequest; response: StockTable };
  sku_detail: { request: SkuRequest; response: SkuDetail };
  metrics: { request: MetricsRequest; response: MetricsReport };
  metrics_trend: { request: TrendRequest; response: MetricsTrend };
  forecast: { request: ForecastRequest; response: ForecastReport };
  plan_get: { request: PlanRequest; response: Plan };
  plan_edit: { request: PlanEdit; response: Plan };
  plan_explain: { request: ExplainRequest; response: Explanation };
  export_plan: { request: ExportPlanRequest; response: FilesWritten };
  template: { request: TemplateRequest; response: FileWritten };
  check: { request: Nothing; response: CheckReport };
  backup: { request: FileRequest; response: FileWritten };
  restore: { request: FileRequest; response: FileWritten };
}
