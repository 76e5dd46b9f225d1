import { resolveKitContent } from '../../domain/contents/kit-content.js';
import { demoId } from '../demo-ids.js';
import { insertRows } from '../rows.writer.js';
import type { Seeding } from '../seeding.js';

const DAY_MS = 86_400_000;
/** Age of the opening stock, chosen so that the stock is available throughout the latest month. */
const RECEIVED_BEFORE_MS = 45 * DAY_MS;

/** Seeds the catalogue: parts, bills of materials, and the kits of each model. */
export async function seedParts({ manager, data, makerId }: Seeding): Promise<void> {
  await insertRows(
    manager,
    'part',
    data.parts.map((part) => ({
      maker_id: makerId,
      id: demoId('part', part.id),
      number: part.id,
      name_i18n: { en: part.name, zh: part.name_zh },
      hs6: part.hs6,
      list_price_usd: part.price_usd,
      mass_kg: part.mass_kg,
      interval_hours: part.interval_h,
      lead_days: part.lead_days_from_cn,
      critical: part.critical === 1,
      fits: part.fits,
      core_deposit_usd: part.core_deposit_usd,
      version: 1,
    })),
  );
  await insertRows(
    manager,
    'bom_line',
    data.bom.flatMap(({ model, assemblies }) =>
      assemblies.flatMap(({ a, parts }) =>
        parts.map(([part, quantity]) => ({
          maker_id: makerId,
          id: demoId('bom-line', model, a, part),
          model_id: demoId('model', model),
          assembly: a,
          part_id: demoId('part', part),
          quantity,
        })),
      ),
    ),
  );
  const kits = data.models.flatMap((model) =>
    data.kits
      .map((kit) => ({ model: model.id, kit, content: resolveKitContent(kit.parts, model.id, data.parts) }))
      .filter(({ content }) => content.length > 0),
  );
  await insertRows(
    manager,
    'kit',
    kits.map(({ model, kit }) => ({
      maker_id: makerId,
      id: demoId('kit', model, kit.id),
      code: kit.id,
      model_id: demoId('model', model),
      trigger_hours: kit.trigger_h,
      repeats: kit.once !== true,
      labour_hours: kit.labour_h,
      version: 1,
    })),
  );
  await insertRows(
    manager,
    'kit_part',
    kits.flatMap(({ model, kit, content }) =>
      content.map(({ part, quantity }) => ({
        maker_id: makerId,
        kit_id: demoId('kit', model, kit.id),
        part_id: demoId('part', part),
        quantity,
      })),
    ),
  );
}

/** Seeds depots, reorder limits and the opening stock: receipts in the ledger from which balances are derived. */
export async function seedStock({ manager, data, dates, makerId }: Seeding): Promise<void> {
  await insertRows(
    manager,
    'depot',
    data.depots.map((depot) => ({
      maker_id: makerId,
      id: demoId('depot', depot.id),
      code: depot.id,
      name: `Depot ${data.hubs.find(({ id }) => id === depot.hub)?.name.replace(/^Hub /, '') ?? depot.hub}`,
      hub_id: demoId('hub', depot.hub),
      return_policy: { kind: depot.kind, ...depot.returns },
      version: 1,
    })),
  );
  await insertRows(
    manager,
    'stock_balance',
    data.stock.map((row) => ({
      maker_id: makerId,
      depot_id: demoId('depot', row.depot),
      part_id: demoId('part', row.part),
      minimum: row.min,
      maximum: row.max,
    })),
  );
  const receivedAt = new Date(dates.asOfMs - RECEIVED_BEFORE_MS).toISOString();
  await insertRows(
    manager,
    'stock_entry',
    data.stock
      .filter(({ qty }) => qty > 0)
      .map((row) => ({
        maker_id: makerId,
        id: demoId('stock-entry', row.depot, row.part, row.lot),
        depot_id: demoId('depot', row.depot),
        part_id: demoId('part', row.part),
        lot: row.lot,
        kind: 'receipt',
        on_hand_delta: row.qty,
        reserved_delta: 0,
        note: '',
        occurred_at: receivedAt,
        recorded_at: new Date(dates.firstStartMs).toISOString(),
      })),
  );
}
