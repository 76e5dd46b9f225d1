import { DateTime } from 'luxon';
import { extendHolidays } from '../../domain/world-dates.js';
import { DEMO_MAKER_SLUG, demoId } from '../demo-ids.js';
import { insertRows } from '../rows.writer.js';
import { sellerColumns } from './seed-parties.js';
import type { Seeding } from '../seeding.js';

/** Seeds the maker with its legal entities, hubs and the hubs' holidays. */
export async function seedOrganization({ manager, data, dates, makerId }: Seeding): Promise<void> {
  const maker = data.maker;
  await insertRows(manager, 'maker', [
    {
      id: makerId,
      slug: DEMO_MAKER_SLUG,
      name: maker.name_en,
      name_i18n: { en: maker.name_en, zh: maker.name_zh },
      brand: maker.brand,
      country: maker.country,
      zone: 'Asia/Shanghai',
      created_at: new Date(dates.firstStartMs).toISOString(),
      version: 1,
    },
  ]);
  await insertRows(
    manager,
    'legal_entity',
    data.hubs.map((hub) => ({
      maker_id: makerId,
      id: demoId('legal-entity', hub.id),
      name: hub.entity,
      country: hub.country,
      currency: hub.currency,
      zone: hub.tz,
      ...sellerColumns(hub),
      version: 1,
    })),
  );
  await insertRows(
    manager,
    'hub',
    data.hubs.map((hub) => ({
      maker_id: makerId,
      id: demoId('hub', hub.id),
      code: hub.id,
      name: hub.name,
      legal_entity_id: demoId('legal-entity', hub.id),
      country: hub.country,
      zone: hub.tz,
      hours: hub.hours,
      emergency_24x7: hub.emergency_24x7,
      languages: hub.languages,
      latitude: hub.lat,
      longitude: hub.lon,
      version: 1,
    })),
  );
  const year = DateTime.fromMillis(dates.asOfMs, { zone: 'utc' }).year;
  await insertRows(
    manager,
    'hub_holiday',
    data.hubs.flatMap((hub) =>
      extendHolidays(data.holidays[hub.country] ?? [], hub.country, year).map((day) => ({
        maker_id: makerId,
        id: demoId('holiday', hub.id, day),
        hub_id: demoId('hub', hub.id),
        day,
        name: '',
      })),
    ),
  );
}
