// Generated from crates/engine/src/contract by `npm run bindings`. Not to be edited.

export type AddConnection = { 
/**
 * What to call it.
 */
name: string, 
/**
 * System.
 */
system: string, 
/**
 * Plain fields.
 */
fields: { [key in string]: string }, 
/**
 * Keys.
 */
keys: Keys, };

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

export type Alias = { 
/**
 * The code as files write it.
 */
code: string, 
/**
 * The SKU it is read as.
 */
sku: string, 
/**
 * When they were joined, RFC 3339.
 */
joined_at: string, 
/**
 * Rows moved when they were joined; a split puts them back.
 */
moved: number, 
/**
 * Rows read under the code since; they stay with the SKU after a split.
 */
rows_since: number, };

export type Aliases = { 
/**
 * By SKU.
 */
aliases: Array<Alias>, 
/**
 * Nothing here is joined by itself.
 */
suggestions: Array<Lookalikes>, };

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

export type BadRowsRequest = { 
/**
 * Which sheet, and the correction so far.
 */
sheet: PreviewRequest, 
/**
 * Where to write the workbook.
 */
file: string, 
/**
 * Language of the reasons.
 */
lang: Language, };

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
 * The path of the request it came from; null in the history.
 */
path: string | null, 
/**
 * Sheet of a workbook, or file inside a zip.
 */
sheet: string | null, 
/**
 * Same for every sheet with the same headers: a correction is remembered under it.
 */
fingerprint: string | null, 
/**
 * How sure the reading is, 0–1.
 */
score: number | null, 
/**
 * Why the sheet was understood so, the strongest first: codes of `recognition.json`.
 */
reasons: Array<Coded>, 
/**
 * Why the sheet waits for the seller instead of being read: `unsure`, `dates_open`,
 * `not_recognised`, `columns_missing`; null where it was read.
 */
question: string | null, 
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
 * Earlier facts that say something else since; `import_changes` lists them.
 */
changed: number, 
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

export type BuyEarly = { 
/**
 * Units beyond the usual order, whole packs.
 */
units: number, 
/**
 * Days of demand they last.
 */
days: number, 
/**
 * Rise saved less longer holding, base currency, decimal text.
 */
gain: string, 
/**
 * What they cost, base currency, decimal text.
 */
cost: string, 
/**
 * Latest day on which an order arrives before the change with a chance of 90 %; null where
 * that has passed.
 */
order_by: string | null, 
/**
 * Chance that an order of this morning arrives before the change.
 */
chance_today: number, };

export type CalendarEvent = { 
/**
 * Number of the seller's own event or change; null where it is computed.
 */
id: number | null, 
/**
 * Code of a computed event; empty for an own one.
 */
code: string, 
/**
 * Name; empty where the code has one.
 */
name: string, 
/**
 * Country; empty = all.
 */
market: string, 
/**
 * First day.
 */
starts_on: string, 
/**
 * Last day.
 */
ends_on: string, 
/**
 * The days are a rule of thumb to be checked.
 */
assumed: boolean, 
/**
 * Left out by the seller; sent to hide a computed one.
 */
hidden: boolean, 
/**
 * Day the main order is safe to begin: 120 days before.
 */
main_order_from: string | null, 
/**
 * Day by which it is to be placed: 90 days before.
 */
main_order_by: string | null, };

export type CalendarRemove = { 
/**
 * Its number.
 */
id: number, };

export type CalendarRequest = { 
/**
 * The morning; null = the workspace's own.
 */
as_of: string | null, 
/**
 * Countries; empty = those the shop sold most to in the last year.
 */
markets: Array<string>, 
/**
 * Days ahead; null = 365.
 */
days: number | null, };

export type CashWeek = { 
/**
 * Its first day.
 */
week: string, 
/**
 * Base currency, decimal text.
 */
amount: string, };

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

export type CodeFound = { 
/**
 * SKU.
 */
sku: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Pieces: a tag counts once however often it was read, any other code each time.
 */
units: number, };

export type CodeUnknown = { 
/**
 * As read.
 */
code: string, 
/**
 * How often.
 */
times: number, 
/**
 * `unknown_code`, `unknown_gtin` {gtin}, `ambiguous_code` {skus}.
 */
problem: Coded, };

export type Coded = { 
/**
 * Stable code in snake case.
 */
code: string, 
/**
 * Blanks of the sentence: texts and numbers.
 */
params: Record<string, string | number | boolean | null>, };

export type CodesFound = { 
/**
 * One entry a SKU, in the order of its first code.
 */
lines: Array<CodeFound>, 
/**
 * Codes that were not understood.
 */
unknown: Array<CodeUnknown>, 
/**
 * Tags read again and not counted again.
 */
repeated: number, };

export type CodesRequest = { 
/**
 * SKUs, joined codes, barcodes, or RFID tags (SGTIN-96 as hexadecimal or URI).
 */
codes: Array<string>, };

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
 * Why: `template_header`, `system_header`, `known_name`, `values`, `mapping`, `location`,
 * `day`, `personal`, `not_used`.
 */
evidence: string, };

export type ColumnRole = { 
/**
 * Header as written; `#3` is the third column, where its header is empty or stands twice.
 */
header: string, 
/**
 * Template column it is read as; null leaves it out.
 */
role: string | null, };

export type CompareRequest = { 
/**
 * Number of the earlier version.
 */
before: number, 
/**
 * Number of the later one; without it the plan as it stands now.
 */
after?: number, 
/**
 * Morning of the plan as it stands; without it the workspace's own.
 */
as_of?: string, 
/**
 * Budget of the plan as it stands.
 */
budget?: string, };

export type ComparedLine = { 
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
 * The part of a split order that comes by the quicker way: the same SKU and location stand
 * twice then.
 */
quick: boolean, 
/**
 * Supplier.
 */
supplier: string, 
/**
 * Units in the earlier plan.
 */
before: number, 
/**
 * Units in the later one.
 */
after: number, 
/**
 * Change of the line's sum in base currency, decimal text; null where a cost is unknown.
 */
cost_change: string | null, };

export type ConnectableSystem = { 
/**
 * Name.
 */
name: string, 
/**
 * What people call it.
 */
title: string, 
/**
 * What it needs.
 */
fields: Array<SystemField>, 
/**
 * What it can do: `pull_orders`, `push_stock` …
 */
capabilities: Array<string>, };

export type Connection = { 
/**
 * What the seller calls it.
 */
name: string, 
/**
 * System.
 */
system: string, 
/**
 * System of its documents in the ledger.
 */
source: string, 
/**
 * Plain fields.
 */
fields: { [key in string]: string }, 
/**
 * Pushes that are switched on: `push_stock` …
 */
pushes: Array<string>, 
/**
 * End of the last run, RFC 3339.
 */
last_sync?: string, };

export type ConnectionRequest = { 
/**
 * Its name.
 */
name: string, };

export type Connections = { 
/**
 * By name.
 */
connections: Array<Connection>, };

export type CostRate = { 
/**
 * `freight`, `insurance`, `duty`, `brokerage`, `fee`, `vat`.
 */
kind: string, 
/**
 * Layer: rates of different names add up, of one name the most specific counts.
 */
programme: string, 
/**
 * `per_kg`, `per_cbm`, `per_carton`, `per_unit`, `per_shipment`, `goods_percent`,
 * `cif_percent`.
 */
basis: string, 
/**
 * Decimal text: money, or a share where the basis is a percentage (0.025 = 2.5 %; `2.5%` is
 * read as well).
 */
rate: string, 
/**
 * Currency of the money; empty = base currency.
 */
currency: string, 
/**
 * Country of origin.
 */
from_country: string, 
/**
 * Country of arrival, or `EU`.
 */
to_country: string, 
/**
 * `sea`, `air`, `rail`, `express`.
 */
transport: string, 
/**
 * First digits of the HS code.
 */
hs_code: string, 
/**
 * Whether it is paid back.
 */
recoverable: boolean, 
/**
 * First day of arrival it holds for; null = always did.
 */
valid_from: string | null, 
/**
 * Last day of arrival it holds for; null = no end known.
 */
valid_to: string | null, 
/**
 * Where it comes from.
 */
note: string, };

export type CostRates = { 
/**
 * By kind, layer and first day.
 */
rates: Array<CostRate>, };

export type CountLine = { 
/**
 * SKU.
 */
sku: string, 
/**
 * Units counted.
 */
counted: number, };

export type DemandCorrection = { 
/**
 * What and with which numbers (`demand.correction_<code>`).
 */
reason: Coded, 
/**
 * Units taken out of what the level is learned from; below 0 where some were added.
 */
units: number, 
/**
 * False where the seller switched it off: it is shown and not applied.
 */
applied: boolean, };

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

export type Dependent = { 
/**
 * How: `order_line_of_sku`, `return_line_of_sku`, `purchase_line_of_sku`,
 * `stock_count_of_sku` (rows whose SKU this import described), `return_line_of_order`,
 * `changed_later` (its rows that the other changed since), `alias_of_sku`.
 */
code: string, 
/**
 * Number of the other import.
 */
batch: number, 
/**
 * Its file.
 */
file: string, 
/**
 * Kind of its rows.
 */
kind: string, 
/**
 * How many rows.
 */
count: number, };

export type EntityCount = { 
/**
 * `order_line`, `purchase_line`, `sku` …
 */
entity: string, 
/**
 * How many.
 */
count: number, };

export type EstimateRequest = { 
/**
 * SKU.
 */
sku: string, 
/**
 * Units a week, all locations together.
 */
units_per_week?: number, 
/**
 * Standard deviation of that number ÷ itself, 0.05–10; 0.5 without it.
 */
spread?: number, 
/**
 * SKU that it will sell like.
 */
like_sku?: string, 
/**
 * Its demand ÷ that SKU's; 1 without it.
 */
like_scale?: number, };

export type EventPlan = { 
/**
 * The morning.
 */
as_of: string, 
/**
 * Base currency.
 */
currency: string, 
/**
 * Name; empty where the code has one.
 */
name: string, 
/**
 * Code of a computed event.
 */
code: string, 
/**
 * Country.
 */
market: string, 
/**
 * First day.
 */
starts_on: string, 
/**
 * Last day.
 */
ends_on: string, 
/**
 * Day by which the goods are to be there.
 */
arrive_by: string, 
/**
 * The steps.
 */
steps: Array<EventStep>, 
/**
 * Days by which the main order comes earlier than 90 days before.
 */
moved_days: number, 
/**
 * Least chance over the goods that an order 120 days before comes in time.
 */
chance_at_120: number | null, 
/**
 * The same 90 days before.
 */
chance_at_90: number | null, 
/**
 * Which past events were used: `same_event`, `all_promotions`, `none`.
 */
evidence: string, 
/**
 * How many there were.
 */
past_events: number, 
/**
 * Share of the locations' buyers that the market has.
 */
market_share: number, 
/**
 * The goods, most profit first.
 */
rows: Array<EventRow>, 
/**
 * Left out because the test of a hot seller says no.
 */
not_hot: number, 
/**
 * Money by week of the orders.
 */
cash: Array<CashWeek>, 
/**
 * Cost of all orders, decimal text.
 */
order_cost: string, 
/**
 * Expected profit, decimal text.
 */
profit: string, };

export type EventRequest = { 
/**
 * The morning; null = the workspace's own.
 */
as_of: string | null, 
/**
 * Name of an own event.
 */
name: string, 
/**
 * Code of a computed one.
 */
code: string, 
/**
 * Country; empty = all buyers.
 */
market: string, 
/**
 * First day; null = the next one of the code.
 */
starts_on: string | null, 
/**
 * Last day.
 */
ends_on: string | null, 
/**
 * SKUs; empty = all, or those of the category.
 */
skus: Array<string>, 
/**
 * Category; empty = any.
 */
category: string, 
/**
 * Only SKUs that the test of a hot seller does not rule out.
 */
hot_only: boolean, 
/**
 * Share taken off the price.
 */
discount: number | null, 
/**
 * Demand ÷ usual demand that the seller believes in; needed where there is no past event.
 */
scale: number | null, 
/**
 * Probabilities of low, middle and high; null = 30, 40 and 30 %.
 */
probabilities: [number, number, number] | null, 
/**
 * Days after the event in which leftovers are sold at the usual price; null = 30.
 */
after_days: number | null, 
/**
 * Share taken off the price of what is left then; null = 0.5, an assumption.
 */
markdown: number | null, 
/**
 * Days before the event by which goods are to be there; null = 30.
 */
arrival_days: number | null, 
/**
 * How sure an order must be to come in time; null = 0.9.
 */
chance: number | null, 
/**
 * Days on which the port stands still.
 */
ports: Array<PortDays>, 
/**
 * Thresholds of the test of a hot seller.
 */
thresholds: HotThresholds | null, };

export type EventReview = { 
/**
 * The event.
 */
saved: SavedEvent, 
/**
 * The morning of the review.
 */
as_of: string, 
/**
 * Base currency.
 */
currency: string, 
/**
 * By SKU and location, the largest miss first.
 */
rows: Array<ReviewRow>, 
/**
 * Expected ÷ sold over all.
 */
hit: number | null, 
/**
 * Share of the rows that were within a quarter of what was expected.
 */
hit_rate: number | null, };

export type EventRow = { 
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
 * Supplier; empty where unknown.
 */
supplier: string, 
/**
 * The test of a hot seller.
 */
hot: HotSeller, 
/**
 * Units it would sell in these days without the event.
 */
base_units: number, 
/**
 * Demand ÷ usual demand, the middle one.
 */
multiplier: number, 
/**
 * Where it comes from: `sku`, `category`, `shop`, `scale`.
 */
source: string, 
/**
 * Past events of the SKU itself.
 */
events: number, 
/**
 * Demand in the fortnight after ÷ usual demand.
 */
after: number, 
/**
 * Low, middle, high.
 */
scenarios: Array<EventScenario>, 
/**
 * Units to have when it begins, base and event; null where price or cost is unknown.
 */
units: number | null, 
/**
 * Those of them that are for the event alone.
 */
event_units: number, 
/**
 * Units of stock and open orders that are still there when it begins.
 */
there: number, 
/**
 * Units to order for the event, whole packs.
 */
order: number, 
/**
 * What they cost, base currency, decimal text.
 */
order_cost: string, 
/**
 * Expected profit of the event with `units`, decimal text.
 */
profit: string, 
/**
 * Units expected to be left after it.
 */
left: number, 
/**
 * Units expected to be missing.
 */
missed: number, 
/**
 * Units of this event that the promotion list has put into the usual plan already.
 */
in_plan: number, 
/**
 * Ways to come, the usual one first.
 */
ways: Array<EventWay>, 
/**
 * `enough` where nothing is to be ordered, `in_time`, `by_air`, `move_stock`, `presale`.
 */
best_way: string, 
/**
 * Day on which to order by the best way; null where none comes in time.
 */
order_by: string | null, };

export type EventScenario = { 
/**
 * Its probability.
 */
probability: number, 
/**
 * Demand ÷ usual demand.
 */
multiplier: number, 
/**
 * Units demanded in the event's days.
 */
units: number, };

export type EventStep = { 
/**
 * `strategy`, `history`, `main_order`, `shipping`, `last_order`, `launch`.
 */
code: string, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, };

export type EventWay = { 
/**
 * `sea`, `air`, …; empty = the usual one, whatever it is.
 */
transport: string, 
/**
 * Mean days from order to receipt.
 */
lead_days: number, 
/**
 * Their standard deviation.
 */
lead_sd_days: number, 
/**
 * Latest day on which an order is sure enough to come in time.
 */
latest_safe: string | null, 
/**
 * Chance that an order of this morning comes in time.
 */
chance_today: number, 
/**
 * Days of closed factories and ports that it waits for.
 */
waits: number, };

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

export type ExportAllRequest = { 
/**
 * Folder to write into.
 */
out: string, 
/**
 * What the files are.
 */
format: TableFormat, 
/**
 * Language of the headers.
 */
lang: Language, };

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

export type FactChange = { 
/**
 * What the row is: `order_line`, `purchase_line`, `sku` …
 */
entity: string, 
/**
 * Number of the order, name of the supplier; the SKU for a row of the catalogue.
 */
name: string, 
/**
 * SKU of the row, where it has one.
 */
sku: string | null, 
/**
 * Field: `price`, `shipped_on`, `status` …
 */
field: string, 
/**
 * What it said; null = nothing.
 */
before: string | number | boolean | null, 
/**
 * What the import made it say.
 */
after: string | number | boolean | null, };

export type FactChanges = { 
/**
 * The import.
 */
batch: number, 
/**
 * Field by field, in the order of the file; of the first 500 rows.
 */
changes: Array<FactChange>, 
/**
 * How many rows changed in all.
 */
rows: number, };

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

export type ForecastParts = { 
/**
 * Demand a week at a season of 1, units.
 */
level_per_week: number, 
/**
 * Mean season factor over the horizon.
 */
season_factor: number, 
/**
 * What promotions ahead add over the horizon, units.
 */
promotion: number, 
/**
 * Standard deviation of a week around its forecast, units.
 */
weekly_sd: number, 
/**
 * What is not known of the level itself, units a week; above 0 where history is short.
 */
level_sd: number, 
/**
 * Share of a new week in the level.
 */
speed: number, 
/**
 * Share of the days since the launch that kept stock.
 */
in_stock_share: number, 
/**
 * Weeks in stock that were used.
 */
weeks_used: number, 
/**
 * Share of the method in the forecast; the rest is season and level.
 */
method_weight: number, };

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

export type ForecastScores = { 
/**
 * The morning.
 */
as_of: string, 
/**
 * Days of the sums that were scored.
 */
horizon: number, 
/**
 * The shop first, then its categories; empty where the history is too short.
 */
groups: Array<GroupScores>, 
/**
 * Whether the winners are what the shop is forecast by now.
 */
adopted: boolean, };

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
 * Quantiles of the sum: `0.025`, `0.05`, `0.1`, `0.5`, `0.8`, `0.9`, `0.95`, `0.975`, `0.98`.
 */
quantiles: { [key in string]: number }, 
/**
 * Mean of each day.
 */
daily: Array<number>, 
/**
 * Numbers behind it.
 */
parts: ForecastParts, 
/**
 * Every correction made.
 */
corrections: Array<DemandCorrection>, 
/**
 * The latest order lines that stand out, at most 50, latest first.
 */
marked: Array<MarkedLine>, };

export type FreezeRequest = { 
/**
 * The morning of the plan; without it the workspace's own.
 */
as_of?: string, 
/**
 * Money to spend in base currency, decimal text; without it no limit.
 */
budget?: string, 
/**
 * What the seller calls it; may be empty.
 */
name: string, };

export type GroupScores = { 
/**
 * Category; null for the whole shop, empty for SKUs without one.
 */
category: string | null, 
/**
 * Every method, best first.
 */
methods: Array<MethodScore>, };

export type HotSeller = { 
/**
 * Margin.
 */
margin: string, 
/**
 * Supply proven and quick.
 */
supply: string, 
/**
 * Clicks, conversion, and a video or good reviews.
 */
market: string, 
/**
 * All three.
 */
whole: string, 
/**
 * Evidence that is missing: `margin`, `deliveries`, `ctr`, `cvr`, `video_or_reviews`.
 */
missing: Array<string>, 
/**
 * Gross margin ÷ price on the landed cost.
 */
margin_is: number | null, 
/**
 * Deliveries received.
 */
deliveries_are: number, 
/**
 * Mean days from order to receipt.
 */
replenishment_days_are: number | null, };

export type HotThresholds = { 
/**
 * Least gross margin ÷ price.
 */
margin: number, 
/**
 * Least deliveries received.
 */
deliveries: number, 
/**
 * Most days of a replenishment.
 */
replenishment_days: number, 
/**
 * Least reviews that make a rating count.
 */
reviews: number, 
/**
 * Least rating.
 */
rating: number, };

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
 * What became of the pictures among the files; null where there were none.
 */
pictures: PicturesAttached | null, 
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
 * Corrected meanings of columns, each for the sheets it names.
 */
mapping?: Array<SheetMapping>, 
/**
 * Keeps those corrections for every later sheet with the same headers.
 */
remember?: boolean, 
/**
 * Leaves out what the seller should look at first; those sheets come back with a `question`.
 */
ask?: boolean, 
/**
 * Reads these sheets only; empty = all.
 */
only?: Array<SheetName>, 
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

export type JoinRequest = { 
/**
 * The code, known as a SKU of its own or not met yet.
 */
code: string, 
/**
 * The SKU it is from now on.
 */
sku: string, };

export type Joined = { 
/**
 * The code.
 */
code: string, 
/**
 * The SKU it is, or was, read as.
 */
sku: string, 
/**
 * Rows moved.
 */
moved: number, 
/**
 * Counts of one place and morning under both codes: the SKU's own stands.
 */
conflicts: number, 
/**
 * Rows read under the code while it was joined; a split leaves them with the SKU.
 */
stays: number, };

export type KeyedRequest = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its keys.
 */
keys: Keys, 
/**
 * Keys of other connections, for what is told to them behind a sync.
 */
others: { [key in string]: Keys }, };

export type Keys = { [key in string]: string };

export type KindRole = { 
/**
 * Template column.
 */
role: string, 
/**
 * Whether no row can be read without it.
 */
required: boolean, };

export type LandedPart = { 
/**
 * What it is for.
 */
kind: string, 
/**
 * Its layer.
 */
programme: string, 
/**
 * What it is counted by.
 */
basis: string, 
/**
 * The rate: base currency, or a share.
 */
rate: number, 
/**
 * Base currency a unit, decimal text.
 */
amount: string, 
/**
 * Whether it is paid back and no part of the sum.
 */
recoverable: boolean, };

export type LandedReport = { 
/**
 * The morning.
 */
as_of: string, 
/**
 * Base currency.
 */
currency: string, 
/**
 * How many rates there are.
 */
rates: number, 
/**
 * Currencies of rates without an exchange rate; those rates are left out.
 */
without_exchange: Array<string>, 
/**
 * Value of a usual shipment over which a flat fee is shared, decimal text; null where none
 * is known.
 */
shipment_value: string | null, 
/**
 * Whether the seller stated it; else it is the median of past purchase orders.
 */
shipment_value_stated: boolean, 
/**
 * SKUs at their locations, the largest share of added cost first.
 */
rows: Array<LandedRow>, 
/**
 * SKU-locations without a purchase cost: nothing can be said of them.
 */
without_cost: number, };

export type LandedRequest = { 
/**
 * The morning; null = the workspace's own.
 */
as_of: string | null, 
/**
 * One SKU only.
 */
sku: string | null, };

export type LandedRow = { 
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
 * Country of origin; null where unknown.
 */
origin: string | null, 
/**
 * Country of the location; null where unknown.
 */
destination: string | null, 
/**
 * How it travels; null where unknown.
 */
transport: string | null, 
/**
 * Day an order of this morning arrives: the day it is costed on.
 */
arrives_on: string, 
/**
 * What the supplier is paid, base currency, decimal text.
 */
goods: string, 
/**
 * Everything else.
 */
parts: Array<LandedPart>, 
/**
 * Landed cost, base currency, decimal text.
 */
landed: string, 
/**
 * Paid at the border and got back, decimal text.
 */
recoverable: string, 
/**
 * Selling price, base currency, decimal text; null where unknown.
 */
price: string | null, 
/**
 * Margin on the landed cost ÷ price.
 */
margin: number | null, 
/**
 * What is not known and would be needed: `weight`, `volume`, `carton`, `hs_code`, `origin`,
 * `destination`, `transport`, `shipment_value`.
 */
missing: Array<string>, };

export type Language = "zh" | "en";

export type LookalikeSku = { 
/**
 * Code.
 */
sku: string, 
/**
 * Name, empty where none.
 */
name: string, 
/**
 * System whose file named it last.
 */
system: string, 
/**
 * Order lines under it.
 */
orders: number, };

export type Lookalikes = { 
/**
 * Why: `letters` (case or width), `spelling` (spaces, hyphens, leading zeros), `barcode`.
 */
reason: string, 
/**
 * The one with most orders first: the others would be joined to it.
 */
skus: Array<LookalikeSku>, };

export type MappingRequest = { 
/**
 * Headers it holds for.
 */
fingerprint: string, };

export type Mappings = { 
/**
 * One entry a fingerprint.
 */
mappings: Array<RememberedMapping>, };

export type MarkedLine = { 
/**
 * Day of the order.
 */
day: string, 
/**
 * Its units.
 */
quantity: number, 
/**
 * Why (`reason.<code>`).
 */
reason: Coded, 
/**
 * Whether it is left out of demand.
 */
left_out: boolean, };

export type MethodScore = { 
/**
 * Method (`demand.method_<code>`).
 */
method: string, 
/**
 * Its share; the rest is season and level.
 */
weight: number, 
/**
 * Sums scored: a SKU at a location on a past morning.
 */
lines: number, 
/**
 * Mornings.
 */
origins: number, 
/**
 * Pinball loss of a line, mean over the quantiles .5 .8 .9 .95 .98, units.
 */
pinball: number, 
/**
 * The same ÷ that of season and level on the same mornings; below 1 is better.
 */
relative: number, 
/**
 * Σ(mean − sold) ÷ Σ sold; null where nothing was sold.
 */
bias: number | null, 
/**
 * Σ|mean − sold| ÷ Σ sold.
 */
wape: number | null, 
/**
 * Share of sums within the 80 % interval.
 */
within_80: number, 
/**
 * Share of sums within the 95 % interval.
 */
within_95: number, 
/**
 * Whether it wins the group: the one it is forecast by once the winners are adopted.
 */
used: boolean, };

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

export type OpenEventRequest = { 
/**
 * Its number.
 */
id: number, 
/**
 * Version; null = the newest.
 */
version: number | null, };

export type OpenOrder = { 
/**
 * Its number.
 */
po_number: string, 
/**
 * Supplier; empty where none is known.
 */
supplier: string, 
/**
 * Day ordered.
 */
ordered_on: string, 
/**
 * Day promised for the last of its open lines.
 */
expected_on: string | null, 
/**
 * Days past the day promised; 0 where it is not late.
 */
days_late: number, 
/**
 * Units still to come.
 */
rest: number, 
/**
 * Its lines, received ones too.
 */
lines: Array<OpenOrderLine>, };

export type OpenOrderLine = { 
/**
 * SKU.
 */
sku: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Location the goods go to.
 */
location: string, 
/**
 * Units ordered.
 */
ordered: number, 
/**
 * Units received so far.
 */
received: number, 
/**
 * Units still to come.
 */
rest: number, };

export type OpenOrders = { 
/**
 * The day.
 */
as_of: string, 
/**
 * Earliest promised first.
 */
orders: Array<OpenOrder>, };

export type OpenedEvent = { 
/**
 * The event.
 */
saved: SavedEvent, 
/**
 * How many versions there are.
 */
versions: number, 
/**
 * What was asked: sent again it goes on from there.
 */
request: EventRequest, 
/**
 * What was answered.
 */
plan: EventPlan, };

export type OrderRequest = { 
/**
 * The morning of the plan; without it the workspace's own.
 */
as_of?: string, 
/**
 * Budget the plan is made under.
 */
budget?: string, 
/**
 * One supplier only (empty text: the lines without one).
 */
supplier?: string, 
/**
 * The lines of this frozen version instead of the plan as it stands.
 */
version?: number, };

export type Ordered = { 
/**
 * The batch, to take it back.
 */
batch: number, 
/**
 * One entry a purchase order.
 */
orders: Array<PlacedOrder>, };

export type Outbox = { 
/**
 * What was given up and what waits first, then what is done.
 */
items: Array<OutboxItem>, };

export type OutboxItem = { 
/**
 * Its number.
 */
id: number, 
/**
 * Connection.
 */
connection: string, 
/**
 * What kind: `push_stock` …
 */
push: string, 
/**
 * What it is about: a SKU and its location, an order.
 */
subject: string, 
/**
 * What is told, for people: `available`, `tracking_number` …
 */
facts: { [key in string]: string }, 
/**
 * `waiting`, `sent`, `dead` or `discarded`.
 */
state: string, 
/**
 * Tries so far.
 */
attempts: number, 
/**
 * Not before, RFC 3339; where it waits.
 */
next_at?: string, 
/**
 * When it was decided, RFC 3339.
 */
created_at: string, 
/**
 * When it was sent, given up or discarded.
 */
done_at?: string, 
/**
 * What the last try failed with.
 */
failure?: Coded, };

export type OutboxRequest = { 
/**
 * Connection.
 */
name?: string, 
/**
 * Only what would be sent now.
 */
waiting: boolean, };

export type OutboxRowRequest = { 
/**
 * Its number.
 */
id: number, };

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

export type PictureRequest = { 
/**
 * At most 200 are answered.
 */
skus: Array<string>, };

export type Pictures = { 
/**
 * SKU → `data:` address; a SKU without a picture is missing.
 */
pictures: { [key in string]: string }, };

export type PicturesAttached = { 
/**
 * SKUs that have a new picture.
 */
attached: number, 
/**
 * Files whose names are no SKU, the first 200.
 */
unmatched: Array<string>, 
/**
 * Files that are no picture or are damaged, the first 200.
 */
unreadable: Array<string>, };

export type PicturesRequest = { 
/**
 * Pictures, folders or zips of them, named by SKU.
 */
paths: Array<string>, };

export type PlacedOrder = { 
/**
 * Its number, the one in the supplier's workbook.
 */
po_number: string, 
/**
 * Supplier.
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
 * Sum in `currency`, decimal text; null where a cost is unknown.
 */
amount: string | null, 
/**
 * Currency.
 */
currency: string, };

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

export type PlanComparison = { 
/**
 * The earlier plan.
 */
before: PlanVersion, 
/**
 * The later one; its number is 0 where it is the plan as it stands.
 */
after: PlanVersion, 
/**
 * Lines that differ.
 */
lines: Array<ComparedLine>, };

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
note: string, 
/**
 * Units ordered on the plan's own morning already; 0 where none.
 */
ordered: number, 
/**
 * How the goods travel: `sea`, `air`, `rail`, `express`; null where unknown.
 */
transport: string | null, 
/**
 * Freight of the line in base currency, decimal text, part of `amount_base`; null without any.
 */
freight: string | null, 
/**
 * The part of a split order that comes by a quicker way, beside the line of the same SKU and
 * location. The seller's own quantity is for both.
 */
quick: boolean, };

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
 * Sum in base currency of the lines whose cost is known.
 */
cost: string, 
/**
 * Lines on this order left out of `cost`, because their cost or a rate is missing.
 */
lines_without_cost: number, 
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

export type PlanVersion = { 
/**
 * Its number.
 */
version: number, 
/**
 * The plan's morning.
 */
as_of: string, 
/**
 * What the seller calls it.
 */
name: string, 
/**
 * Money it was made under, decimal text; null without a limit.
 */
budget: string | null, 
/**
 * When it was frozen, RFC 3339.
 */
frozen_at: string, 
/**
 * Lines with a quantity.
 */
lines: number, 
/**
 * Base currency of the sums.
 */
currency: string, 
/**
 * Sum of the lines whose cost is known, decimal text.
 */
total_cost: string, 
/**
 * Expected profit, decimal text.
 */
expected_profit: string, };

export type PlanVersions = { 
/**
 * One entry a version.
 */
versions: Array<PlanVersion>, };

export type PortDays = { 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, };

export type PreviewColumn = { 
/**
 * What a [`ColumnRole`] calls it.
 */
name: string, 
/**
 * The first cells that hold something; dots where they hold personal data.
 */
samples: Array<string>, 
/**
 * Header as written.
 */
header: string, 
/**
 * Template column it was read as; null where it was left out.
 */
role: string | null, 
/**
 * Why: `template_header`, `system_header`, `known_name`, `values`, `mapping`, `location`,
 * `day`, `personal`, `not_used`.
 */
evidence: string, };

export type PreviewRequest = { 
/**
 * The file, folder or zip it is in.
 */
path: string, 
/**
 * File as the batch names it.
 */
file: string, 
/**
 * Sheet of a workbook.
 */
sheet: string | null, 
/**
 * The correction so far.
 */
mapping: SheetMapping, 
/**
 * The morning on which undated counts were taken; without it, today.
 */
as_of?: string, };

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

export type PromotionCalendar = { 
/**
 * The morning.
 */
as_of: string, 
/**
 * Countries it is for.
 */
markets: Array<string>, 
/**
 * By first day.
 */
events: Array<CalendarEvent>, };

export type PushRequest = { 
/**
 * Connection.
 */
name: string, 
/**
 * `push_stock`, `push_fulfilment`, `push_shipment`, `push_event`, `push_purchase_order`.
 */
push: string, 
/**
 * On or off.
 */
on: boolean, 
/**
 * Change nothing, say what would wait to be sent.
 */
dry_run: boolean, };

export type ReceiveRequest = { 
/**
 * Purchase order number.
 */
po_number: string, 
/**
 * Day they came; without it the workspace's own morning.
 */
received_on?: string, 
/**
 * What came; without lines, all that is still to come.
 */
lines: Array<ReceivedLine>, };

export type Received = { 
/**
 * The batch, to take it back.
 */
batch: number, 
/**
 * Purchase order number.
 */
po_number: string, 
/**
 * Day they came.
 */
received_on: string, 
/**
 * Units booked.
 */
units: number, 
/**
 * Units of the order still to come.
 */
rest: number, };

export type ReceivedLine = { 
/**
 * SKU.
 */
sku: string, 
/**
 * Location.
 */
location: string, 
/**
 * Units.
 */
quantity: number, };

export type RememberedMapping = { 
/**
 * Headers it holds for.
 */
fingerprint: string, 
/**
 * File and sheet it was made on.
 */
name: string, 
/**
 * Kind of the rows.
 */
kind: string, 
/**
 * System, where the seller overruled the one found.
 */
system: string | null, 
/**
 * Row of the header, where it is not found by itself.
 */
header_row: number | null, 
/**
 * What `03/04/2026` begins with.
 */
date_order: string | null, 
/**
 * Columns that are read; the others are left out.
 */
columns: Array<ColumnRole>, 
/**
 * When it was made, RFC 3339.
 */
remembered_at: string, };

export type ReplayInterval = { 
/**
 * The estimate.
 */
estimate: number, 
/**
 * Ends of the 80 % interval.
 */
inner: [number, number], 
/**
 * Ends of the 95 % interval.
 */
outer: [number, number], 
/**
 * Resamples drawn.
 */
resamples: number, 
/**
 * Lower end of the first bar of their histogram.
 */
bars_from: number, 
/**
 * Width of a bar.
 */
bar_width: number, 
/**
 * Resamples in each bar.
 */
bars: Array<number>, };

export type ReplayPolicy = { 
/**
 * `actual`: the orders that were placed, where receipts were imported; `habit`: the days of
 * cover that earned the most before the replay; `textbook`: mean and standard deviation at
 * 95 %; `plan`: this plan; `foresight`: every sale known beforehand, a limit that nobody
 * reaches.
 */
name: string, 
/**
 * Margin − holding − loss on stock left.
 */
profit: string, 
/**
 * Units sold ÷ units demanded; none without demand.
 */
fill_rate: number | null, 
/**
 * Mean daily stock value at cost.
 */
mean_stock_value: string, 
/**
 * Units demanded and not sold.
 */
lost_sales: number, 
/**
 * Their margin.
 */
lost_margin: string, 
/**
 * Margin of what was sold.
 */
margin: string, 
/**
 * Cost of holding stock.
 */
holding: string, 
/**
 * Loss on stock left at the end.
 */
left: string, 
/**
 * SKU-location-days that ended empty.
 */
empty_days: number, 
/**
 * Profit up to the end of each of `weeks`, base currency.
 */
profit_by_week: Array<number>, };

export type ReplayReport = { 
/**
 * First day of the replay.
 */
from: string, 
/**
 * Last day of the replay.
 */
to: string, 
/**
 * First day that is scored: what was sold before it came from stock no policy chose.
 */
scored_from: string, 
/**
 * Last day that is scored.
 */
scored_to: string, 
/**
 * Base currency.
 */
currency: string, 
/**
 * Days between two orders.
 */
review_days: number, 
/**
 * Days of cover of the habit.
 */
habit_cover_days: number, 
/**
 * Whether they were fitted on the time before the replay; else assumed, as too little is known.
 */
habit_fitted: boolean, 
/**
 * SKUs at locations that were replayed.
 */
places: number, 
/**
 * Left out: not on sale yet when the replay began.
 */
left_out_new: number, 
/**
 * Left out: no price or no cost.
 */
left_out_without_money: number, 
/**
 * Replayed with an assumed opening stock, as no count was known then.
 */
opening_assumed: number, 
/**
 * The policies.
 */
policies: Array<ReplayPolicy>, 
/**
 * What the gain is measured against: `actual` where there is one, else `habit`.
 */
against: string, 
/**
 * Profit of the plan − profit of what it is measured against, base currency.
 */
gain: ReplayInterval | null, 
/**
 * Share of the gap between habit and foresight that the plan closes.
 */
gap_closed: ReplayInterval | null, 
/**
 * Last day of each week of the course; the last one may be shorter.
 */
weeks: string[], 
/**
 * By SKU and location, the plan's largest gain first.
 */
rows: Array<ReplayRow>, };

export type ReplayRequest = { 
/**
 * First day of the replay: its morning is the first on which orders are placed.
 */
from: string, 
/**
 * Last day of the replay.
 */
to: string, };

export type ReplayRow = { 
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
 * Units demanded over the scored days.
 */
demanded: number, 
/**
 * Profit by policy, in the order of `policies`, base currency.
 */
profit: Array<number>, 
/**
 * Units lost by policy.
 */
lost_sales: Array<number>, 
/**
 * Mean stock value by policy, base currency.
 */
mean_stock_value: Array<number>, };

export type ReviewRequest = { 
/**
 * Its number.
 */
id: number, 
/**
 * Version; null = the newest.
 */
version: number | null, 
/**
 * The morning; null = the workspace's own.
 */
as_of: string | null, };

export type ReviewRow = { 
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
 * Units expected to be demanded.
 */
expected: number, 
/**
 * Units sold.
 */
sold: number, 
/**
 * Expected ÷ sold; null where nothing was sold.
 */
hit: number | null, 
/**
 * Days of the event that ended empty.
 */
days_out: number, 
/**
 * Units on hand when it was over; null where no count is known.
 */
left: number | null, 
/**
 * Cost of those beyond what the days after were to take, decimal text.
 */
left_cost: string | null, 
/**
 * Multiplier that was expected.
 */
multiplier_expected: number, 
/**
 * Multiplier that was.
 */
multiplier_was: number | null, 
/**
 * What to do differently: `more`, `less`, `in_stock`, `keep`.
 */
next_time: string, };

export type RouteChange = { 
/**
 * One SKU only; empty = all.
 */
sku: string, 
/**
 * One category only; empty = all.
 */
category: string, 
/**
 * One supplier only; empty = all.
 */
supplier: string, 
/**
 * New country of origin; empty = as it is.
 */
origin: string, 
/**
 * New transport; empty = as it is.
 */
transport: string, };

export type Run = { 
/**
 * `locations`, `products`, `orders`, `stock` or `purchase_orders`.
 */
stream: string, 
/**
 * Begin, RFC 3339.
 */
started_at: string, 
/**
 * End; missing where the program was stopped in its middle.
 */
finished_at?: string, 
/**
 * Pages read.
 */
pages: number, 
/**
 * Items read.
 */
items: number, 
/**
 * Rows new or changed.
 */
accepted: number, 
/**
 * Rows known.
 */
unchanged: number, 
/**
 * Rows left out.
 */
rejected: number, 
/**
 * SKUs and locations whose stock over there is not what the ledger holds; told, not booked.
 */
differs: number, 
/**
 * What stopped it.
 */
failure?: Coded, };

export type Runs = { 
/**
 * Connection.
 */
name: string, 
/**
 * Runs: of a log the newest first, of a sync in their order.
 */
runs: Array<Run>, };

export type SaveEventRequest = { 
/**
 * Number of the kept event it is a new version of; null = a new one.
 */
id: number | null, 
/**
 * The event.
 */
event: EventRequest, };

export type SavedEvent = { 
/**
 * Its number.
 */
id: number, 
/**
 * Version, from 1.
 */
version: number, 
/**
 * Name; empty where the code has one.
 */
name: string, 
/**
 * Code of a computed event.
 */
code: string, 
/**
 * Country.
 */
market: string, 
/**
 * First day.
 */
starts_on: string, 
/**
 * Last day.
 */
ends_on: string, 
/**
 * Moment it was kept.
 */
saved_at: string, 
/**
 * Units to order.
 */
order_units: number, 
/**
 * Cost of the orders, decimal text.
 */
order_cost: string, 
/**
 * Currency of it.
 */
currency: string, };

export type SavedEvents = { 
/**
 * The newest version of each, latest event first.
 */
events: Array<SavedEvent>, };

export type ScoresRequest = { 
/**
 * The morning; without it the workspace's own.
 */
as_of?: string, 
/**
 * Computes anew even where scores of that morning are kept.
 */
again: boolean, 
/**
 * Forecasts by the winners from now on. Without it the scores are shown and change nothing.
 */
adopt: boolean, };

export type SendRequest = { 
/**
 * Connection; none = all.
 */
name?: string, 
/**
 * Keys by connection.
 */
keys: { [key in string]: Keys }, 
/**
 * Also what waits for the time of its next try.
 */
now: boolean, };

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

export type SetMappings = { 
/**
 * In any order.
 */
mappings: Array<SheetMapping>, };

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

export type SheetLine = { 
/**
 * As a spreadsheet program counts it, the first line being 1.
 */
row: number, 
/**
 * Its cells; dots where they hold personal data.
 */
cells: Array<string>, };

export type SheetMapping = { 
/**
 * Holds for sheets of this fingerprint; without fingerprint, file and sheet it holds for
 * every sheet.
 */
fingerprint?: string, 
/**
 * Holds for this file.
 */
file?: string, 
/**
 * Holds for this sheet.
 */
sheet?: string, 
/**
 * What the rows are, one of the template kinds.
 */
kind?: string, 
/**
 * System that wrote the sheet.
 */
system?: string, 
/**
 * Row of the header, the first line being 1.
 */
header_row?: number, 
/**
 * What `03/04/2026` begins with: `day_first` or `month_first`.
 */
date_order?: string, 
/**
 * Columns that mean something else than was understood.
 */
columns: Array<ColumnRole>, };

export type SheetName = { 
/**
 * File as a [`Batch`] names it.
 */
file: string, 
/**
 * Sheet of a workbook.
 */
sheet: string | null, };

export type SheetPreview = { 
/**
 * File as the batch names it.
 */
file: string, 
/**
 * Sheet of a workbook.
 */
sheet: string | null, 
/**
 * A correction is remembered under it.
 */
fingerprint: string, 
/**
 * Row of the header.
 */
header_row: number, 
/**
 * System.
 */
system: string, 
/**
 * Kind of the rows.
 */
kind: string, 
/**
 * How sure it was before any correction, 0–1.
 */
score: number, 
/**
 * Why it was understood so.
 */
reasons: Array<Coded>, 
/**
 * Every column in order.
 */
columns: Array<PreviewColumn>, 
/**
 * What a column of this kind can be.
 */
roles: Array<KindRole>, 
/**
 * Required roles that no column has: nothing is read then.
 */
missing: Array<string>, 
/**
 * Date columns that read both ways, day first and month first.
 */
open_dates: Array<string>, 
/**
 * The first lines as written, to find the header among.
 */
lines: Array<SheetLine>, 
/**
 * Roles that the first rows fill, in order.
 */
shown_roles: Array<string>, 
/**
 * The first rows as understood, one cell a role of `shown_roles`.
 */
rows: Array<Array<string>>, 
/**
 * Data rows.
 */
row_count: number, 
/**
 * Rows that would be left out.
 */
rejected: number, 
/**
 * The first problems (at most 1,000), rejecting ones first.
 */
problems: Array<BatchProblem>, 
/**
 * How many problems there are.
 */
problem_count: number, };

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

export type SkuTerms = { 
/**
 * Base currency of the sums.
 */
currency: string, 
/**
 * As it is.
 */
now: SkuTermsSide, 
/**
 * Under the terms asked for.
 */
then: SkuTermsSide, };

export type SkuTermsRequest = { 
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
location: string, 
/**
 * Mean days from order to receipt, 0–730.
 */
lead_time_days?: number, 
/**
 * Selling price in base currency, above 0. Demand stays as it is.
 */
price?: number, 
/**
 * Share of cases in which the stock is to last, 0.5–0.995.
 */
service?: number, };

export type SkuTermsSide = { 
/**
 * Mean days from order to receipt, closures left out.
 */
lead_time_days: number, 
/**
 * Selling price in base currency; null where unknown.
 */
price: number | null, 
/**
 * Critical ratio or service level that sized the order.
 */
service: number, 
/**
 * Units to order, before budget and transfers; both parts of a split order.
 */
quantity: number, 
/**
 * What they cost in base currency, decimal text; null where the cost is unknown.
 */
cost: string | null, 
/**
 * Expected profit of the order against none, decimal text; null where price or cost is
 * unknown.
 */
expected_profit: string | null, 
/**
 * Inventory position at which to order, units.
 */
reorder_point: number, 
/**
 * Order-up-to level, units.
 */
target: number, };

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
 * Units that the forecast learns from: those of days that kept stock to their end, without
 * same-day corrections and what wholesale lines exceed.
 */
demand_seen: number, 
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

export type SplitRequest = { 
/**
 * The code.
 */
code: string, };

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

export type StocktakeBooked = { 
/**
 * The batch; `import_undo` takes it back.
 */
batch: number, 
/**
 * Location.
 */
location: string, 
/**
 * The morning of the count.
 */
counted_on: string, 
/**
 * Lines that the book could be held against.
 */
compared: number, 
/**
 * Lines that opened the ledger of their SKU here: there was no book before.
 */
opened: number, 
/**
 * Lines that match the book ÷ lines compared; null where none could be.
 */
accuracy: number | null, 
/**
 * Lines that differ, most units first.
 */
differences: Array<StocktakeDifference>, };

export type StocktakeDifference = { 
/**
 * SKU.
 */
sku: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Units the book had.
 */
book: number, 
/**
 * Units counted.
 */
counted: number, };

export type StocktakeRequest = { 
/**
 * Location that was counted.
 */
location: string, 
/**
 * The morning of the count; without it the workspace's own.
 */
counted_on?: string, 
/**
 * One entry a SKU; several of one SKU are added up.
 */
lines: Array<CountLine>, };

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
 * Sum in base currency, decimal text; null where no line of it has a cost that a rate brings
 * into base currency.
 */
cost: string | null, 
/**
 * Lines left out of `cost` because their cost or a rate is missing.
 */
lines_without_cost: number, 
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

export type SystemField = { 
/**
 * Name.
 */
name: string, 
/**
 * `address`, `text`, `secret` or `flag`.
 */
kind: string, 
/**
 * Whether it may be left out.
 */
required: boolean, 
/**
 * What it looks like.
 */
example: string, };

export type Systems = { 
/**
 * In alphabetical order.
 */
systems: Array<ConnectableSystem>, };

export type TableFormat = "csv" | "xlsx";

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

export type Tested = { 
/**
 * Connection.
 */
name: string, 
/**
 * Name of the shop or account over there.
 */
account: string, 
/**
 * Its currency.
 */
currency?: string, };

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

export type UndoEffects = { 
/**
 * The import.
 */
batch: number, 
/**
 * Rows that go.
 */
removed: Array<EntityCount>, 
/**
 * Rows of earlier imports that say again what they said before.
 */
put_back: Array<EntityCount>, 
/**
 * What other imports built on it.
 */
dependents: Array<Dependent>, };

export type Undone = { 
/**
 * The batch.
 */
batch: number, 
/**
 * Rows taken back.
 */
removed: number, };

export type Variant = { 
/**
 * Its SKU.
 */
sku: string, 
/**
 * What tells it from the others, such as `Red · L`.
 */
options: string, 
/**
 * Why it cannot be made: `sku_known` {sku}, `sku_joined` {sku}, `sku_twice`.
 */
clash: Coded | null, };

export type VariantAxis = { 
/**
 * Its name as the pattern has it, such as `colour`.
 */
name: string, 
/**
 * Its values; `Red=RD` stands as RD in the SKU and as Red in the name.
 */
values: Array<string>, };

export type Variants = { 
/**
 * The batch that made them; null on a dry run. `import_undo` takes it back.
 */
batch: number | null, 
/**
 * Every variant, the last axis changing fastest.
 */
variants: Array<Variant>, };

export type VariantsRequest = { 
/**
 * Name of the good.
 */
name: string, 
/**
 * The SKU with the axes' names in braces, such as `LN2-{colour}-{size}`.
 */
pattern: string, 
/**
 * One to four axes.
 */
axes: Array<VariantAxis>, 
/**
 * SKU whose supplier, cost, price and packing the variants get.
 */
like?: string, 
/**
 * Only say what they would be.
 */
dry_run: boolean, };

export type WhatIfReport = { 
/**
 * The morning.
 */
as_of: string, 
/**
 * Base currency.
 */
currency: string, 
/**
 * Day from which the change holds; null where it holds at once.
 */
changes_on: string | null, 
/**
 * SKU-locations whose landed cost changes, most money a year first.
 */
rows: Array<WhatIfRow>, 
/**
 * SKU-locations that stay as they are.
 */
unchanged: number, 
/**
 * Added cost a year on the expected demand, base currency, decimal text; negative = saved.
 */
cost_a_year: string, 
/**
 * Cost of today's plan as things are, base currency, decimal text.
 */
plan_now: string, 
/**
 * Cost of today's plan if the change held for it, decimal text.
 */
plan_then: string, 
/**
 * Gain of all early buying that can still arrive, decimal text.
 */
early_gain: string, 
/**
 * Money that needs, decimal text.
 */
early_cost: string, 
/**
 * Time the whole answer took, milliseconds.
 */
took_ms: number, };

export type WhatIfRequest = { 
/**
 * The morning; null = the workspace's own.
 */
as_of: string | null, 
/**
 * Rates to add, or to put in the place of those with the same words and first day.
 */
rates: Array<CostRate>, 
/**
 * Rates to take away.
 */
without: Array<CostRate>, 
/**
 * Changes of origin and way.
 */
routes: Array<RouteChange>, 
/**
 * Most days of demand that are bought early; null = 180.
 */
most_days_early: number | null, };

export type WhatIfRow = { 
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
 * Landed cost by today's rates on today's arrival, base currency, decimal text.
 */
landed_now: string, 
/**
 * Landed cost after the change, base currency, decimal text.
 */
landed_then: string, 
/**
 * Selling price, base currency, decimal text; null where unknown.
 */
price: string | null, 
/**
 * Margin ÷ price now.
 */
margin_now: number | null, 
/**
 * Margin ÷ price then.
 */
margin_then: number | null, 
/**
 * Price that keeps the margin, decimal text.
 */
price_needed: string | null, 
/**
 * Units of today's order as things are.
 */
order_now: number, 
/**
 * Units of today's order if the change held for it.
 */
order_then: number, 
/**
 * What to buy before the change; null where nothing is worth it.
 */
buy_early: BuyEarly | null, 
/**
 * The lead time of the new way is not known from receipts; the old one was kept.
 */
lead_time_kept: boolean, 
/**
 * What is not known and would be needed.
 */
missing: Array<string>, };

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
  import_effects: { request: BatchRequest; response: UndoEffects };
  import_changes: { request: BatchRequest; response: FactChanges };
  import_preview: { request: PreviewRequest; response: SheetPreview };
  import_bad_rows: { request: BadRowsRequest; response: FileWritten };
  mapping_list: { request: Nothing; response: Mappings };
  mapping_set: { request: SetMappings; response: Mappings };
  mapping_remove: { request: MappingRequest; response: Mappings };
  alias_list: { request: Nothing; response: Aliases };
  alias_join: { request: JoinRequest; response: Joined };
  alias_split: { request: SplitRequest; response: Joined };
  pictures_attach: { request: PicturesRequest; response: PicturesAttached };
  pictures_get: { request: PictureRequest; response: Pictures };
  systems_list: { request: Nothing; response: Systems };
  connection_list: { request: Nothing; response: Connections };
  connection_add: { request: AddConnection; response: Tested };
  connection_test: { request: KeyedRequest; response: Tested };
  connection_remove: { request: ConnectionRequest; response: Connections };
  connection_log: { request: ConnectionRequest; response: Runs };
  connection_sync: { request: KeyedRequest; response: Runs };
  connection_push: { request: PushRequest; response: Outbox };
  outbox_list: { request: OutboxRequest; response: Outbox };
  outbox_send: { request: SendRequest; response: Outbox };
  outbox_retry: { request: OutboxRowRequest; response: Outbox };
  outbox_discard: { request: OutboxRowRequest; response: Outbox };
  cancel: { request: Nothing; response: Nothing };
  overview: { request: AsOfRequest; response: Overview };
  alerts: { request: AsOfRequest; response: Alerts };
  stock_list: { request: AsOfRequest; response: StockTable };
  sku_detail: { request: SkuRequest; response: SkuDetail };
  metrics: { request: MetricsRequest; response: MetricsReport };
  metrics_trend: { request: TrendRequest; response: MetricsTrend };
  forecast: { request: ForecastRequest; response: ForecastReport };
  forecast_scores: { request: ScoresRequest; response: ForecastScores };
  estimate_set: { request: EstimateRequest; response: Nothing };
  cost_rates: { request: Nothing; response: CostRates };
  cost_rate_set: { request: CostRate; response: CostRates };
  cost_rate_remove: { request: CostRate; response: CostRates };
  landed: { request: LandedRequest; response: LandedReport };
  landed_what_if: { request: WhatIfRequest; response: WhatIfReport };
  promotion_calendar: { request: CalendarRequest; response: PromotionCalendar };
  calendar_event_set: { request: CalendarEvent; response: PromotionCalendar };
  calendar_event_remove: { request: CalendarRemove; response: PromotionCalendar };
  promotion_plan: { request: EventRequest; response: EventPlan };
  promotion_save: { request: SaveEventRequest; response: SavedEvent };
  promotion_list: { request: Nothing; response: SavedEvents };
  promotion_open: { request: OpenEventRequest; response: OpenedEvent };
  promotion_review: { request: ReviewRequest; response: EventReview };
  plan_get: { request: PlanRequest; response: Plan };
  plan_edit: { request: PlanEdit; response: Plan };
  plan_explain: { request: ExplainRequest; response: Explanation };
  sku_terms: { request: SkuTermsRequest; response: SkuTerms };
  plan_freeze: { request: FreezeRequest; response: PlanVersion };
  plan_versions: { request: Nothing; response: PlanVersions };
  plan_compare: { request: CompareRequest; response: PlanComparison };
  plan_order: { request: OrderRequest; response: Ordered };
  orders_open: { request: AsOfRequest; response: OpenOrders };
  goods_receive: { request: ReceiveRequest; response: Received };
  codes_find: { request: CodesRequest; response: CodesFound };
  stocktake_book: { request: StocktakeRequest; response: StocktakeBooked };
  variants_make: { request: VariantsRequest; response: Variants };
  replay: { request: ReplayRequest; response: ReplayReport };
  export_plan: { request: ExportPlanRequest; response: FilesWritten };
  export_all: { request: ExportAllRequest; response: FilesWritten };
  template: { request: TemplateRequest; response: FileWritten };
  check: { request: Nothing; response: CheckReport };
  backup: { request: FileRequest; response: FileWritten };
  restore: { request: FileRequest; response: FileWritten };
}
